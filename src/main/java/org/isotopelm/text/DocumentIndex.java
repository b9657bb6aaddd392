package org.isotopelm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** What is known of each document without its text: 36 bytes a document. */
final class DocumentIndex {
  private long[] high = new long[64];
  private long[] low = new long[64];
  private long[] bytes = new long[64];
  private int[] words = new int[64];
  private int[] file = new int[64];
  private int[] number = new int[64];
  private int size;

  /** Adds document {@code numberInFile} (0-based) of a file. */
  void add(int fileIndex, int numberInFile, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ContentHash hash = ContentHash.of(utf8);
    if (size == high.length) {
      grow(Math.multiplyExact(size, 2));
    }
    high[size] = hash.high();
    low[size] = hash.low();
    bytes[size] = utf8.length;
    words[size] = words(text);
    file[size] = fileIndex;
    number[size++] = numberInFile;
  }

  int size() {
    return size;
  }

  ContentHash hash(int document) {
    return new ContentHash(high[document], low[document]);
  }

  long high(int document) {
    return high[document];
  }

  long low(int document) {
    return low[document];
  }

  long bytes(int document) {
    return bytes[document];
  }

  int words(int document) {
    return words[document];
  }

  int file(int document) {
    return file[document];
  }

  int number(int document) {
    return number[document];
  }

  /** The bytes of all documents. */
  long bytes() {
    return Arrays.stream(bytes, 0, size).sum();
  }

  /** Keeps these documents only. */
  void retain(IntPredicate wanted) {
    int kept = 0;
    for (int d = 0; d < size; d++) {
      if (wanted.test(d)) {
        high[kept] = high[d];
        low[kept] = low[d];
        bytes[kept] = bytes[d];
        words[kept] = words[d];
        file[kept] = file[d];
        number[kept++] = number[d];
      }
    }
    size = kept;
  }

  /**
   * For each of some documents the first of them with the same text. Empty documents have nothing
   * to share and stand for themselves.
   *
   * @return [size]
   */
  int[] firsts(int[] documents) {
    int[] table = new int[Integer.highestOneBit(Math.max(1, documents.length)) << 2];
    Arrays.fill(table, -1);
    int[] firsts = new int[size];
    for (int d : documents) {
      firsts[d] = bytes[d] == 0 ? d : first(d, table);
    }
    return firsts;
  }

  /** For each first document the bytes of it and its copies; [size]. */
  long[] weights(int[] documents, int[] firsts) {
    long[] weights = new long[size];
    for (int d : documents) {
      weights[firsts[d]] += bytes[d];
    }
    return weights;
  }

  /** Looks the document up in an open-addressed table of documents, or adds it. */
  private int first(int document, int[] table) {
    int slot = (int) high[document] & (table.length - 1);
    while (table[slot] >= 0) {
      int other = table[slot];
      if (high[other] == high[document] && low[other] == low[document]) {
        return other;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = document;
    return document;
  }

  private void grow(int capacity) {
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
    bytes = Arrays.copyOf(bytes, capacity);
    words = Arrays.copyOf(words, capacity);
    file = Arrays.copyOf(file, capacity);
    number = Arrays.copyOf(number, capacity);
  }

  /** Runs of characters between white space, as Unicode defines it. */
  static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
      words += !space && !inside ? 1 : 0;
      inside = !space;
    }
    return words;
  }
}
