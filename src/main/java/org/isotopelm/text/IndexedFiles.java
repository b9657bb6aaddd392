package org.isotopelm.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.read.DocumentSink;
import org.isotopelm.text.read.TextFile;
import org.jspecify.annotations.Nullable;

/** The files of a corpus beside the index of their documents, which every later reading checks. */
final class IndexedFiles {
  private final DataSpec spec;
  private final List<TextFile> files;
  private final boolean cut;
  private final DocumentIndex index;

  /**
   * Reads the files once.
   *
   * @param cut whether each text is divided into the splits itself
   * @param seen takes the text of each document
   */
  IndexedFiles(DataSpec spec, List<TextFile> files, boolean cut, Consumer<String> seen) {
    this.spec = spec;
    this.files = files;
    this.cut = cut;
    index = new DocumentIndex(spec.group() != null);
    for (int f = 0; f < files.size(); f++) {
      index(f, seen);
    }
    index.join();
  }

  DocumentIndex index() {
    return index;
  }

  /** The file of a document. */
  TextFile file(int document) {
    return files.get(index.file(document));
  }

  /** Its file, with the 1-based number of the document where the file has several. */
  String name(int document) {
    String file = file(document).name();
    int number = index.number(document);
    boolean only =
        number == 0
            && (document + 1 == index.size() || index.file(document + 1) != index.file(document));
    return only ? file : file + "#" + (number + 1);
  }

  /** Reads the wanted documents in ascending order. */
  void forEach(IntPredicate wanted, Corpus.Visitor visitor) {
    int from = 0;
    while (from < index.size()) {
      int file = index.file(from);
      int to = from;
      boolean any = false;
      while (to < index.size() && index.file(to) == file) {
        any |= wanted.test(to++);
      }
      if (any) {
        read(file, from, to, wanted, visitor);
      }
      from = to;
    }
  }

  /** With more documents, the index would fill the memory. */
  private static int mostDocuments() {
    return (int)
        Math.min(
            Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / (4 * DocumentIndex.BYTES));
  }

  private void index(int file, Consumer<String> seen) {
    int most = mostDocuments();
    files
        .get(file)
        .read(
            spec.onError(),
            new DocumentSink() {
              private int number;

              @Override
              public boolean accept(String text, @Nullable String group) {
                if (index.size() >= most) {
                  throw files
                      .get(file)
                      .problem(
                          String.format(
                              Locale.ROOT,
                              "with this file the text has more than %,d documents, which is the limit for a memory of %d MB; set data.documents to blank-line or file, or give more memory, such as ISOTOPE_OPTS=-Xmx8g",
                              most,
                              Runtime.getRuntime().maxMemory() >> 20),
                          null);
                }
                for (String piece : pieces(text)) {
                  index.add(file, number++, piece, group);
                  seen.accept(piece);
                }
                return true;
              }
            });
  }

  private List<String> pieces(String text) {
    return cut ? ContiguousSplit.pieces(text, spec.split()) : List.of(text);
  }

  private void read(int file, int from, int to, IntPredicate wanted, Corpus.Visitor visitor) {
    Cursor cursor = new Cursor(from, to, wanted, visitor);
    files.get(file).read(spec.onError(), cursor);
    if (cursor.next < to) {
      throw changed(file);
    }
  }

  private ProblemException changed(int file) {
    return files.get(file).problem("has changed while the program was using it; start again", null);
  }

  /** Goes through the documents of one file and the index together. */
  private final class Cursor implements DocumentSink {
    private final int to;
    private final IntPredicate wanted;
    private final Corpus.Visitor visitor;
    private int next;
    private int number;

    Cursor(int from, int to, IntPredicate wanted, Corpus.Visitor visitor) {
      this.to = to;
      this.wanted = wanted;
      this.visitor = visitor;
      next = from;
    }

    @Override
    public boolean accept(String text, @Nullable String group) {
      for (String piece : pieces(text)) {
        if (next < to && index.number(next) == number++) {
          visit(next++, piece);
        }
      }
      return next < to;
    }

    private void visit(int document, String text) {
      if (!wanted.test(document)) {
        return;
      }
      if (!ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).equals(index.hash(document))) {
        throw changed(index.file(document));
      }
      visitor.visit(document, text);
    }
  }
}
