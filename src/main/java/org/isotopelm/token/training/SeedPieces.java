package org.isotopelm.token.training;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The strings of whole characters that may become tokens of a unigram model: every character of
 * several bytes, and every string of two characters or more that occurs twice and that no string
 * which goes on longer has all occurrences of (the nodes of the suffix tree: Kudo 2018, section
 * 3.2). Of very many, those with the greatest product of occurrences and length are kept.
 */
final class SeedPieces {
  private static final int MOST = 1_000_000;

  private final PieceText text;
  private final SuffixOrder suffixes;
  private int[] first = new int[1 << 12];
  private int[] last = new int[1 << 12];
  private int[] length = new int[1 << 12];
  private int size;

  SeedPieces(PieceText text) {
    this.text = text;
    suffixes = new SuffixOrder(text);
    addCharacters();
    int characters = size;
    addRepeats();
    addLeaves();
    keepBest(characters);
  }

  /** Number of pieces. */
  int size() {
    return size;
  }

  /** Bytes of a piece. */
  int length(int piece) {
    return length[piece];
  }

  /** How often it occurs in the different parts. */
  int occurrences(int piece) {
    return last[piece] - first[piece] + 1;
  }

  /** Where it begins. */
  int place(int piece, int occurrence) {
    return suffixes.place(first[piece] + occurrence);
  }

  private void addCharacters() {
    int from = 0;
    for (int i = 1; i <= suffixes.size(); i++) {
      int bytes = characterLength(from);
      if (i == suffixes.size() || suffixes.common(i) < bytes) {
        if (bytes > 1) {
          add(from, i - 1, bytes);
        }
        from = i;
      }
    }
  }

  private int characterLength(int suffix) {
    int lead = text.at(suffixes.place(suffix));
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }

  /** Intervals of suffixes with a common beginning, from a stack (Abouelhoda et al. 2004). */
  private void addRepeats() {
    int[] starts = new int[PieceText.LONGEST + 2];
    int[] lengths = new int[PieceText.LONGEST + 2];
    int depth = 0;
    for (int i = 1; i <= suffixes.size(); i++) {
      int common = i == suffixes.size() ? 0 : suffixes.common(i);
      int start = i - 1;
      while (lengths[depth] > common) {
        start = starts[depth];
        if (lengths[depth] > characterLength(start)) {
          add(start, i - 1, lengths[depth]);
        }
        depth--;
      }
      if (lengths[depth] < common) {
        depth++;
        starts[depth] = start;
        lengths[depth] = common;
      }
    }
  }

  /** What ends where its part of the text ends, or is as long as a token may be. */
  private void addLeaves() {
    for (int i = 0; i < suffixes.size(); i++) {
      int bytes = suffixes.length(i);
      int known =
          Math.max(
              i == 0 ? 0 : suffixes.common(i),
              i + 1 == suffixes.size() ? 0 : suffixes.common(i + 1));
      if (bytes > known && bytes > characterLength(i)) {
        add(i, i, bytes);
      }
    }
  }

  private void add(int from, int to, int bytes) {
    if (suffixes.count(from, to + 1) < 2) {
      return;
    }
    if (size == first.length) {
      first = Arrays.copyOf(first, Math.multiplyExact(size, 2));
      last = Arrays.copyOf(last, first.length);
      length = Arrays.copyOf(length, first.length);
    }
    first[size] = from;
    last[size] = to;
    length[size++] = bytes;
  }

  private void keepBest(int characters) {
    if (size <= MOST) {
      return;
    }
    int[] best =
        IntStream.concat(
                IntStream.range(0, characters),
                IntStream.range(characters, size)
                    .boxed()
                    .sorted((a, b) -> Long.compare(promise(b), promise(a)))
                    .mapToInt(piece -> piece)
                    .limit(Math.max(0, MOST - characters))
                    .sorted())
            .toArray();
    first = select(first, best);
    last = select(last, best);
    length = select(length, best);
    size = best.length;
  }

  private static int[] select(int[] values, int[] indices) {
    return Arrays.stream(indices).map(i -> values[i]).toArray();
  }

  /** Occurrences in the text times characters. */
  long promise(int piece) {
    int start = place(piece, 0);
    long characters = IntStream.range(start, start + length[piece]).filter(text::isStart).count();
    return characters * suffixes.count(first[piece], last[piece] + 1);
  }
}
