package org.isotopelm.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Engine;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;

/**
 * What another machine needs for the trainings of a project: its config and its texts. There each
 * text lies below a folder of that machine, under the path that it has here, so that runs, messages
 * and hashes are the same as here.
 *
 * @param config it means the same wherever it lies, and names the products of this machine
 * @param texts the files of the corpus
 */
public record Parcel(String config, List<Text> texts) {
  /**
   * A file.
   *
   * @param from its path here
   * @param to its path there, relative to the parcel's folder
   * @param sha256 of its bytes
   */
  public record Text(String from, String to, String sha256) {}

  /** Bytes of a text; an array holds no more than twice as many. */
  private static final long LARGEST_TEXT = 1L << 30;

  private static final String HOME = "home";
  private static final String FILES = "files";
  private static final String CONFIG = "config.yaml";

  public Parcel {
    texts = List.copyOf(texts);
  }

  /**
   * That of a project. Each text is read once, so that its hash is that of the bytes that are sent.
   *
   * @param send receives the bytes of each text
   * @throws ProblemException (data) for a text that cannot be read; (failure) for one that is too
   *     large to send
   */
  public static Parcel of(Project project, Engine engine, BiConsumer<Text, byte[]> send) {
    List<Text> texts = new ArrayList<>();
    places(project)
        .forEach(
            (file, to) -> {
              byte[] bytes = bytes(file);
              String sha256 = ContentHash.ofBytes(bytes);
              Text text = new Text(file.toAbsolutePath().toString(), to, sha256);
              send.accept(text, bytes);
              texts.add(text);
            });
    return new Parcel(
        project.loaded().standalone(Map.of("engine", Project.recorded(engine))), texts);
  }

  /** The files, and where each lies there. */
  private static Map<Path, String> places(Project project) {
    DataSpec data = project.config().data();
    Corpus corpus = project.corpus();
    Map<Path, String> places = new LinkedHashMap<>();
    for (Path file : corpus.files()) {
      places.put(file, FILES + "/" + below(file));
    }
    if (data != null && data.corpus() != null) {
      Path prepared = corpus.files().getFirst();
      String to = HOME + "/data/corpora/" + data.corpus() + "/";
      Path manifest = prepared.resolveSibling("manifest.json");
      places.put(prepared, to + prepared.getFileName());
      places.put(manifest, to + manifest.getFileName());
      places.put(project.home().resolve("data/catalog.yaml"), HOME + "/data/catalog.yaml");
    }
    return places;
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST_TEXT) {
        throw ProblemException.failure(
            "%s has %s bytes; Isotope sends files of at most %s bytes to a cluster; divide the file, or set data.limit and write that part to a file"
                .formatted(file.toAbsolutePath(), Files.size(file), LARGEST_TEXT));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Without the root. */
  private static String below(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return Objects.requireNonNull(path.getRoot()).relativize(path).toString().replace('\\', '/');
  }

  /** Gives the bytes of a text on the machine to which a parcel was sent. */
  @FunctionalInterface
  public interface Texts {
    byte[] read(Text text);
  }

  /**
   * Unpacks it.
   *
   * @param folder of its own
   * @param bytes gives those of each text that is not there yet; they are checked
   */
  public Project unpack(Path folder, Texts bytes) {
    try {
      for (Text text : texts) {
        Path file = folder.resolve(text.to());
        if (Files.notExists(file)) {
          byte[] read = bytes.read(text);
          AtomicFile.write(file, out -> out.write(read));
        }
        if (!ContentHash.ofFile(file).equals(text.sha256())) {
          throw ProblemException.data(
              "%s arrived as %s with other bytes than it had".formatted(text.from(), file));
        }
      }
      Path config = folder.resolve(CONFIG);
      AtomicFile.write(config, this.config);
      Path files = folder.resolve(FILES);
      return Project.readSent(folder.resolve(HOME), config, path -> files.resolve(below(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
