package org.isotopelm.text.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.TemporaryFolder;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.TextFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The corpora that a config can name: {@code data/catalog.yaml} below the Isotope home, and the
 * documents made of them in {@code data/corpora}.
 */
public final class Catalog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
  private final Path home;

  private Catalog(Path home) {
    this.home = home;
  }

  /** What a corpus is once it is prepared. */
  public record Preparation(Path file, int documents, long bytes) {}

  /**
   * The catalogue of a home. It is read when a corpus is asked for: texts of one's own need none.
   *
   * @param home the Isotope home: the folder that holds {@code data/}
   */
  public static Catalog open(Path home) {
    return new Catalog(home);
  }

  /**
   * All corpora, in the order of the file.
   *
   * @throws ProblemException data: if the catalogue is missing or damaged
   */
  public List<CatalogEntry> entries() {
    Path file = home.resolve("data").resolve("catalog.yaml");
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw ProblemException.data(
          file
              + ": there is no catalogue of corpora; name the Isotope home, the folder that holds"
              + " data/catalog.yaml",
          e);
    } catch (IOException e) {
      throw ProblemException.data(file + ": the catalogue of corpora cannot be read: " + e, e);
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw new ProblemException(
          ExitCode.DATA,
          List.of(new Problem(file.toString(), 0, 0, null, String.valueOf(e.getMessage()))),
          e);
    }
  }

  /**
   * The corpus of that name.
   *
   * @throws ProblemException config, at {@code data.corpus}: where there is none
   */
  public CatalogEntry entry(String name) {
    List<CatalogEntry> entries = entries();
    List<String> names = entries.stream().map(CatalogEntry::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw ProblemException.config(
          "data.corpus",
          "there is no corpus '%s', only %s%s"
              .formatted(name, String.join(", ", names), Nearest.hint(name, names)));
    }
    return entries.get(index);
  }

  /** Whether the documents of a corpus are there. */
  public boolean isPrepared(String name) {
    return folder(entry(name)).isWhole();
  }

  /**
   * Makes the documents of a corpus: from what the build unpacked, or else from what Maven fetches.
   *
   * @throws ProblemException failure: where Maven is missing or fails; data: where a checksum is
   *     not the catalogue's
   */
  public Preparation prepare(String name) {
    CatalogEntry entry = entry(name);
    Artifact built = built(entry);
    PreparedCorpus.Manifest manifest =
        built.files().isEmpty() ? fetch(entry) : folder(entry).write(built);
    return new Preparation(folder(entry).text(), manifest.documents(), manifest.bytes());
  }

  /** The documents of a corpus; made now, if the build unpacked their source. */
  public TextFile prepared(String name) {
    CatalogEntry entry = entry(name);
    PreparedCorpus prepared = folder(entry);
    if (!prepared.isWhole()) {
      Artifact built = built(entry);
      if (built.files().isEmpty()) {
        throw ProblemException.data(
            prepared.exists()
                ? "the files of corpus %s have changed since they were prepared: their SHA-256 is not the one of manifest.json in %s; prepare the corpus again: isotope data prepare %s"
                    .formatted(name, prepared.folder(), name)
                : "corpus %s is not prepared; run: isotope data prepare %s".formatted(name, name));
      }
      if (prepared.exists()) {
        LOG.warn(
            "the files of corpus {} in {} have changed since they were prepared; the corpus is prepared again from its source",
            name,
            prepared.folder());
      }
      prepared.write(built);
    }
    return new TextFile(
        prepared.text(), name, name, Format.JSONL, Documents.BLANK_LINE, "text", null);
  }

  private Artifact built(CatalogEntry entry) {
    String artifact = entry.artifact().split(":", -1)[1];
    return Artifact.in(home.resolve("target").resolve("corpora").resolve(artifact), entry);
  }

  private PreparedCorpus.Manifest fetch(CatalogEntry entry) {
    try {
      Path temporary = Files.createTempDirectory(TemporaryFolder.ofProcess(), "corpus-");
      try {
        Maven.unpack(entry.artifact(), entry.entries(), temporary);
        return folder(entry).write(Artifact.in(temporary, entry));
      } finally {
        delete(temporary);
      }
    } catch (IOException e) {
      throw ProblemException.failure(entry.name() + ": cannot be prepared: " + e.getMessage());
    }
  }

  /** Where the documents are, or are to be: an installation may be read-only. */
  private PreparedCorpus folder(CatalogEntry entry) {
    Path corpora = home.resolve("data").resolve("corpora");
    PreparedCorpus own = new PreparedCorpus(entry, corpora.resolve(entry.name()));
    return own.isWhole()
        ? own
        : new PreparedCorpus(entry, CacheFolder.writable(corpora).resolve(entry.name()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList().reversed()) {
        Files.delete(path);
      }
    }
  }

  private static List<CatalogEntry> parse(String yaml) {
    Object root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    List<CatalogEntry> entries = new ArrayList<>();
    if (root instanceof Map<?, ?> corpora) {
      corpora.forEach((name, entry) -> entries.add(entry(String.valueOf(name), entry)));
    }
    return List.copyOf(entries);
  }

  private static CatalogEntry entry(String name, Object fields) {
    if (!(fields instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(name + ": is not a map");
    }
    return new CatalogEntry(
        name,
        field(name, map, "title"),
        field(name, map, "documents"),
        field(name, map, "size"),
        field(name, map, "artifact"),
        field(name, map, "entries"),
        field(name, map, "sha256"),
        CorpusReader.valueOf(field(name, map, "reader").toUpperCase(Locale.ROOT).replace('-', '_')),
        field(name, map, "licence"),
        field(name, map, "citation"));
  }

  private static String field(String corpus, Map<?, ?> map, String key) {
    if (map.get(key) instanceof String value) {
      return value;
    }
    throw new IllegalArgumentException(corpus + "." + key + ": must be a text");
  }
}
