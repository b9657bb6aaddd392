package org.isotopelm.model.ngram.arpa;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.token.Tokenizer;

/**
 * Writes a table as an ARPA file that KenLM and SRILM read. A back-off weight of one is left out. A
 * probability of zero is written as −99, as SRILM writes it. A tokenizer without an unknown token
 * has a word {@code <unk>} in the file all the same, of probability zero, because KenLM expects
 * one.
 */
public final class ArpaWriter {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_NUMBER = 32;

  private final NgramTable table;
  private final NgramSizes sizes;
  private final boolean hasUnknown;
  private final OutputStream out;

  /** [V + 1] the words of all tokens, and {@code <s>}. */
  private final byte[][] words;

  private final byte[] buffer = new byte[BUFFER];
  private int length;

  /** The words of the n-gram that is written, with a blank after each, and where each ends. */
  private byte[] context = new byte[256];

  private ArpaWriter(NgramTable table, Tokenizer tokenizer, OutputStream out) {
    this.table = table;
    this.out = out;
    sizes = table.sizes();
    hasUnknown = tokenizer.unknown().isPresent();
    words = new byte[sizes.vocabulary() + 1][];
    for (int token = 0; token < sizes.vocabulary(); token++) {
      words[token] = ArpaWords.word(tokenizer, token).getBytes(StandardCharsets.UTF_8);
    }
    words[sizes.vocabulary()] = ArpaWords.BEGIN.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the table of models with this tokenizer; the caller closes the stream. */
  public static void write(NgramTable table, Tokenizer tokenizer, OutputStream out)
      throws IOException {
    new ArpaWriter(table, tokenizer, out).write();
  }

  private void write() throws IOException {
    text("\\data\\\n");
    for (int order = 1; order <= sizes.order(); order++) {
      int count = sizes.end(order) - sizes.begin(order) + (order == 1 && !hasUnknown ? 1 : 0);
      text("ngram " + order + "=" + count + "\n");
    }
    for (int order = 1; order <= sizes.order(); order++) {
      text("\n\\" + order + "-grams:\n");
      if (order == 1 && !hasUnknown) {
        text("-99\t" + ArpaWords.UNKNOWN + "\n");
      }
      for (int node = 1; node < sizes.end(1); node++) {
        lengthen(node, 1, order, 0);
      }
    }
    text("\n\\end\\\n");
    flush();
  }

  /**
   * Writes the n-grams of an order that begin as a node does.
   *
   * @param depth the node's order
   * @param prefix bytes of the words before its last one
   */
  private void lengthen(int node, int depth, int order, int prefix) throws IOException {
    byte[] word = words[table.token(node)];
    if (depth == order) {
      line(node, word, prefix);
      return;
    }
    int first = table.firstChild(node);
    int end = table.childrenEnd(node);
    if (first == end) {
      return;
    }
    int length = prefix + word.length + 1;
    if (length > context.length) {
      context = Arrays.copyOf(context, 2 * length);
    }
    System.arraycopy(word, 0, context, prefix, word.length);
    context[length - 1] = ' ';
    for (int child = first; child < end; child++) {
      lengthen(child, depth + 1, order, length);
    }
  }

  private void line(int node, byte[] word, int prefix) throws IOException {
    reserve(LONGEST_NUMBER);
    boolean begin = node == sizes.documentBegin();
    length = ArpaNumber.write(begin ? 0 : Math.min(1, table.probability(node)), buffer, length);
    buffer[length++] = '\t';
    bytes(context, prefix);
    bytes(word, word.length);
    reserve(LONGEST_NUMBER);
    if (table.isContext(node) && table.backoff(node) != 1) {
      buffer[length++] = '\t';
      length = ArpaNumber.write(table.backoff(node), buffer, length);
    }
    buffer[length++] = '\n';
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    bytes(bytes, bytes.length);
  }

  private void bytes(byte[] bytes, int count) throws IOException {
    if (count > BUFFER - length) {
      flush();
    }
    if (count > BUFFER) {
      out.write(bytes, 0, count);
      return;
    }
    System.arraycopy(bytes, 0, buffer, length, count);
    length += count;
  }

  private void reserve(int count) throws IOException {
    if (count > BUFFER - length) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }
}
