package org.isotopelm.text;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.TextFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text as documents, numbered from 0 in the order of its files. The text itself stays on disk and
 * is read again each time; memory holds 36 bytes for each document, or 56 with groups. Every
 * reading checks that the documents are still those that were indexed.
 *
 * <p>Immutable; any number of threads may read one.
 */
public final class Corpus {
  private static final Logger LOG = LoggerFactory.getLogger(Corpus.class);

  private final DataSpec spec;
  private final Sources sources;
  private final List<TextFile> files;
  private final boolean cut;
  private final IndexedFiles indexed;
  private final DocumentIndex index;

  /** Found when it is first asked for. */
  private @Nullable Split split;

  /**
   * What is known of a document without its text.
   *
   * @param name its file's, with the 1-based number of the document where the file has several
   * @param bytes its size in UTF-8
   * @param words runs of characters between white space
   */
  public record Entry(String name, long bytes, int words, ContentHash hash) {}

  /** Takes documents in ascending order. */
  @FunctionalInterface
  public interface Visitor {
    void visit(int document, String text);
  }

  private Corpus(DataSpec spec, Sources sources, boolean cut, Consumer<String> seen) {
    this.spec = spec;
    this.sources = sources;
    this.cut = cut;
    files = sources.all();
    indexed = new IndexedFiles(spec, files, cut, seen);
    index = indexed.index();
  }

  /**
   * Reads the text that a config names, once, and numbers its documents.
   *
   * @param baseFolder what the names of files are relative to: the config's folder
   * @throws ProblemException config: an unknown corpus; data: a file that is missing, empty,
   *     malformed or truncated
   */
  public static Corpus open(DataSpec spec, Path baseFolder, Catalog catalog) {
    return open(spec, baseFolder, catalog, UnaryOperator.identity(), text -> {});
  }

  /**
   * The same where the files lie elsewhere than the config says: on another machine.
   *
   * @param lies where a file that the config names lies
   */
  public static Corpus openMoved(
      DataSpec spec, Path baseFolder, Catalog catalog, UnaryOperator<Path> lies) {
    return open(spec, baseFolder, catalog, lies, text -> {});
  }

  /**
   * The same for one who wants to see the text, too, without another reading.
   *
   * @param seen takes the text of each document in order, before a limit leaves some out and before
   *     a single one is cut into splits
   */
  public static Corpus open(
      DataSpec spec, Path baseFolder, Catalog catalog, Consumer<String> seen) {
    return open(spec, baseFolder, catalog, UnaryOperator.identity(), seen);
  }

  private static Corpus open(
      DataSpec spec,
      Path baseFolder,
      Catalog catalog,
      UnaryOperator<Path> lies,
      Consumer<String> seen) {
    FileFinder finder = new FileFinder(spec, baseFolder, lies);
    SplitSpec split = spec.split();
    Sources sources =
        new Sources(
            spec.corpus() == null
                ? finder.find(spec.files(), "data.files")
                : List.of(catalog.prepared(spec.corpus())),
            finder.find(split.validationFiles(), "data.split.validation_files"),
            finder.find(split.testFiles(), "data.split.test_files"));
    Corpus corpus = new Corpus(spec, sources, false, seen);
    corpus.requireText();
    if (spec.limit() != null) {
      SizeLimit.apply(spec.limit(), corpus.index, sources.text().size());
    }
    boolean single = !sources.named() && corpus.size() == 1;
    if (single && split.contiguous() && split.validation() + split.test() > 0) {
      return new Corpus(spec, sources, true, text -> {});
    }
    Splitter.warnOfDuplicates(corpus, sources);
    corpus.warnOfFilesInPieces();
    return corpus;
  }

  /** Number of documents. */
  public int size() {
    return index.size();
  }

  /** What is known of a document. */
  public Entry entry(int document) {
    return new Entry(
        indexed.name(document), index.bytes(document), index.words(document), index.hash(document));
  }

  /** The files that it is read from. */
  public List<Path> files() {
    return files.stream().map(TextFile::path).toList();
  }

  /** UTF-8 bytes of all documents. */
  public long bytes() {
    return index.bytes();
  }

  /** A hash of all documents and their groups in their order: equal where they are. */
  public String fingerprint() {
    return fingerprint(0, size());
  }

  /** The fingerprint of the whole and of each file, so that messages can say which has changed. */
  public Fingerprint fingerprints() {
    Map<String, String> byFile = new LinkedHashMap<>();
    int from = 0;
    for (int f = 0; f < files.size(); f++) {
      int to = from;
      while (to < size() && index.file(to) == f) {
        to++;
      }
      byFile.put(files.get(f).source(), fingerprint(from, to));
      from = to;
    }
    return new Fingerprint(fingerprint(), byFile);
  }

  /** Of documents [from, to). */
  private String fingerprint(int from, int to) {
    MessageDigest digest = ContentHash.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(2 * Long.BYTES);
    for (int d = from; d < to; d++) {
      digest.update(buffer.clear().putLong(index.high(d)).putLong(index.low(d)).array());
      if (index.grouped()) {
        ContentHash group = index.unitHash(d);
        digest.update(buffer.clear().putLong(group.high()).putLong(group.low()).array());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether documents end with a token that is predicted; if not, a split is one stream. */
  public boolean boundaries() {
    Boolean explicit = spec.boundaries();
    return explicit == null ? split().train().length != 1 : explicit;
  }

  /**
   * The documents that train and those held out, as the config has it.
   *
   * @throws ProblemException data: where a split that was asked for would be empty
   */
  public synchronized Split split() {
    if (split == null) {
      split =
          cut
              ? ContiguousSplit.split(this, spec.split())
              : new Splitter(this, sources, spec.split()).split();
    }
    return split;
  }

  /** Reads the wanted documents in ascending order. */
  public void forEach(IntPredicate wanted, Visitor visitor) {
    indexed.forEach(wanted, visitor);
  }

  /** The texts of some documents, in ascending order. */
  public Texts texts(int[] documents) {
    int[] sorted = documents.clone();
    Arrays.sort(sorted);
    return visitor ->
        forEach(
            document -> Arrays.binarySearch(sorted, document) >= 0,
            (document, text) -> visitor.accept(text));
  }

  /** Of the hash that draws splits and folds. */
  long seed() {
    return spec.split().seed();
  }

  DocumentIndex index() {
    return index;
  }

  /** Size and name, for messages. */
  String description() {
    long words = IntStream.range(0, size()).mapToLong(index::words).sum();
    String groups = index.ofGroups(IntStream.range(0, size()).toArray());
    return String.format(
        Locale.ROOT,
        "the text has %d document%s%s (%d bytes, %d words)",
        size(),
        size() == 1 ? "" : "s",
        groups,
        bytes(),
        words);
  }

  /** Warns that the splits separate parts of one file, if the config does not ask for that. */
  private void warnOfFilesInPieces() {
    SplitSpec shares = spec.split();
    long texts = files.stream().filter(file -> file.format() == Format.TEXT).count();
    long documents =
        IntStream.range(0, size()).filter(d -> indexed.file(d).format() == Format.TEXT).count();
    if (spec.documents() == null
        && texts > 1
        && documents > texts
        && shares.validation() + shares.test() > 0) {
      LOG.warn(
          "data.documents: {} files are divided at blank lines into {} documents, so that parts of one file"
              + " are in different splits, and held-out text is more similar to the training text than"
              + " another file would be; set file to keep each file whole, or blank-line to confirm this",
          texts,
          documents);
    }
  }

  private void requireText() {
    requireText(sources.text(), 0);
    requireText(sources.validation(), sources.text().size());
    requireText(sources.test(), sources.text().size() + sources.validation().size());
  }

  private void requireText(List<TextFile> group, int first) {
    boolean some =
        IntStream.range(0, size())
            .anyMatch(
                d ->
                    index.file(d) >= first
                        && index.file(d) < first + group.size()
                        && index.bytes(d) > 0);
    if (!some && !group.isEmpty()) {
      String more =
          group.size() == 1
              ? ""
              : String.format(Locale.ROOT, " and so are the %d others", group.size() - 1);
      throw group
          .getFirst()
          .problem("is empty" + more + ": it contains no text and not one token", null);
    }
  }
}
