package org.isotopelm.token.training;

import java.util.Arrays;

/**
 * Which pieces begin at each place of a text. Pieces 0 to 255 are the bytes, which stand everywhere
 * and are not listed; the others are numbered from 256.
 */
final class UnigramLattice {
  static final int BYTES = 256;

  private final PieceText text;
  private final int[] ends;
  private final int[] pieces;
  private int[] lengths;
  private int[] examples;

  UnigramLattice(PieceText text, SeedPieces seeds) {
    this.text = text;
    ends = new int[text.end()];
    lengths = new int[BYTES + seeds.size()];
    examples = new int[lengths.length];
    Arrays.fill(lengths, 0, BYTES, 1);
    for (int seed = 0; seed < seeds.size(); seed++) {
      lengths[BYTES + seed] = seeds.length(seed);
      examples[BYTES + seed] = seeds.place(seed, 0);
      for (int i = 0; i < seeds.occurrences(seed); i++) {
        ends[seeds.place(seed, i)]++;
      }
    }
    int total = 0;
    for (int place = 0; place < ends.length; place++) {
      int here = ends[place];
      ends[place] = total;
      total = Math.addExact(total, here);
    }
    pieces = new int[total];
    for (int seed = 0; seed < seeds.size(); seed++) {
      for (int i = 0; i < seeds.occurrences(seed); i++) {
        pieces[ends[seeds.place(seed, i)]++] = BYTES + seed;
      }
    }
  }

  PieceText text() {
    return text;
  }

  /** Number of pieces, bytes included. */
  int size() {
    return lengths.length;
  }

  /** Bytes of a piece. */
  int length(int piece) {
    return lengths[piece];
  }

  /** A place where a piece of several bytes begins. */
  int example(int piece) {
    return examples[piece];
  }

  /** The bytes of a piece. */
  byte[] bytes(int piece) {
    return piece < BYTES
        ? new byte[] {(byte) piece}
        : text.copy(examples[piece], examples[piece] + lengths[piece]);
  }

  /** The first of the pieces of several bytes that begin at a place, for {@link #piece}. */
  int from(int place) {
    return place == 0 ? 0 : ends[place - 1];
  }

  /** One past the last. */
  int to(int place) {
    return ends[place];
  }

  int piece(int i) {
    return pieces[i];
  }

  /**
   * Drops pieces and numbers the others anew, in their order.
   *
   * @param kept by piece; the bytes are kept
   * @return the old numbers by the new
   */
  int[] retain(boolean[] kept) {
    int[] fresh = new int[size()];
    int[] old = new int[size()];
    int count = 0;
    for (int piece = 0; piece < fresh.length; piece++) {
      if (kept[piece]) {
        old[count] = piece;
        lengths[count] = lengths[piece];
        examples[count] = examples[piece];
        fresh[piece] = count++;
      } else {
        fresh[piece] = -1;
      }
    }
    lengths = Arrays.copyOf(lengths, count);
    examples = Arrays.copyOf(examples, count);
    renumber(fresh);
    return Arrays.copyOf(old, count);
  }

  private void renumber(int[] fresh) {
    int from = 0;
    int used = 0;
    for (int place = 0; place < ends.length; place++) {
      for (int i = from; i < ends[place]; i++) {
        if (fresh[pieces[i]] >= 0) {
          pieces[used++] = fresh[pieces[i]];
        }
      }
      from = ends[place];
      ends[place] = used;
    }
  }
}
