package org.isotopelm.model.ngram.estimate;

import java.util.Arrays;

/**
 * N-grams of several lengths in order, and how often each occurs, as bytes for another machine.
 * They are in the order of their nodes, an n-gram before those that it begins. Each is written as
 * how many tokens it shares with the one before it, how many others it has, these, and its count;
 * each number in bytes of seven bits, the low ones first.
 */
final class SortedNgrams {
  private SortedNgrams() {}

  /** Writes them. */
  static final class Writer {
    private static final int MOST_BYTES = 5;

    private final int[] last;
    private int length;
    private byte[] bytes = new byte[1 << 12];
    private int size;

    /**
     * @param order tokens of an n-gram, at most
     */
    Writer(int order) {
      last = new int[order];
    }

    /** Adds the next n-gram, as nodes of unigrams. */
    void add(int[] text, int from, int count, int times) {
      int room = size + (count + 3) * MOST_BYTES;
      if (room > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(room, (int) Math.min(2L * size, 1 << 30)));
      }
      int shared = Arrays.mismatch(last, 0, length, text, from, from + count);
      shared = shared < 0 ? length : shared;
      write(shared);
      write(count - shared);
      for (int i = shared; i < count; i++) {
        write(text[from + i]);
        last[i] = text[from + i];
      }
      length = count;
      write(times);
    }

    private void write(int value) {
      int left = value;
      while (left > 0x7f) {
        bytes[size++] = (byte) (left | 0x80);
        left >>>= 7;
      }
      bytes[size++] = (byte) left;
    }

    /** All that was added. */
    byte[] bytes() {
      return Arrays.copyOf(bytes, size);
    }
  }

  /** Reads them. */
  static final class Reader {
    private final byte[] bytes;
    private final int[] ngram;
    private int at;
    private int length;
    private int count;

    Reader(byte[] bytes, int order) {
      this.bytes = bytes;
      ngram = new int[order];
    }

    /** Goes to the next n-gram; false: there is none. */
    boolean next() {
      if (at == bytes.length) {
        return false;
      }
      int shared = read();
      length = shared + read();
      for (int i = shared; i < length; i++) {
        ngram[i] = read();
      }
      count = read();
      return true;
    }

    private int read() {
      int value = 0;
      int shift = 0;
      byte next = bytes[at++];
      while (next < 0) {
        value |= (next & 0x7f) << shift;
        shift += 7;
        next = bytes[at++];
      }
      return value | next << shift;
    }

    /** Nodes of unigrams; those from {@link #length} on have no meaning. */
    int[] ngram() {
      return ngram;
    }

    int length() {
      return length;
    }

    int count() {
      return count;
    }

    /** The order of two n-grams. */
    int compare(Reader other) {
      return Arrays.compare(ngram, 0, length, other.ngram, 0, other.length);
    }
  }
}
