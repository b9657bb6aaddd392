package org.isotopelm.token.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The different pieces of a text in the order of their bytes, one after another, each with its
 * count. A piece that is longer than {@link #LONGEST} is divided between two characters.
 */
final class PieceText {
  /** Bytes of a part: 16 characters of Chinese, which is as long as a token may be. */
  static final int LONGEST = 48;

  private final byte[] bytes;
  private final int[] ends;
  private final long[] counts;
  private int parts;

  PieceText(CountedPieces pieces) {
    bytes = new byte[pieces.bytes()];
    ends = new int[pieces.size() + bytes.length / (LONGEST - 3) + 1];
    counts = new long[ends.length];
    IntStream.range(0, pieces.size())
        .boxed()
        .sorted(order(pieces))
        .forEach(piece -> append(pieces, piece));
  }

  private static Comparator<Integer> order(CountedPieces pieces) {
    return (a, b) -> pieces.compare(a, b);
  }

  private void append(CountedPieces pieces, int piece) {
    int start = end();
    int end = start + pieces.length(piece);
    for (int i = start; i < end; i++) {
      bytes[i] = (byte) pieces.at(piece, i - start);
    }
    while (start < end) {
      int next = Math.min(start + LONGEST, end);
      while (next < end && !isStart(next)) {
        next--;
      }
      ends[parts] = next;
      counts[parts++] = pieces.count(piece);
      start = next;
    }
  }

  /** Number of parts. */
  int parts() {
    return parts;
  }

  /** Where a part begins. */
  int start(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }

  /** One past its last byte. */
  int end(int part) {
    return ends[part];
  }

  /** How often it occurs. */
  long count(int part) {
    return counts[part];
  }

  /** One past the last byte of all parts that were added so far. */
  int end() {
    return start(parts);
  }

  /** The byte at a place, in [0, 255]. */
  int at(int place) {
    return bytes[place] & 0xff;
  }

  /** Bytes [start, end). */
  byte[] copy(int start, int end) {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** Whether a character begins at a place. */
  boolean isStart(int place) {
    return (bytes[place] & 0xC0) != 0x80;
  }
}
