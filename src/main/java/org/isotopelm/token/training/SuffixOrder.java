package org.isotopelm.token.training;

import java.util.Arrays;

/**
 * The beginnings of all characters of a text, ordered by the up to 16 characters of the same part
 * that follow: multikey quicksort (Bentley and Sedgewick 1997). Its depth is bounded, so that runs
 * of equal letters cost no more than other text.
 */
final class SuffixOrder {
  private static final int CHARACTERS = 16;
  private static final int END = -1;

  private final PieceText text;
  private final int[] limits;
  private final int[] places;
  private final long[] before;

  SuffixOrder(PieceText text) {
    this.text = text;
    limits = new int[text.end()];
    int[] starts = new int[text.end()];
    int size = 0;
    for (int part = 0; part < text.parts(); part++) {
      for (int place = text.start(part); place < text.end(part); place++) {
        if (text.isStart(place)) {
          limits[place] = limit(place, text.end(part));
          starts[size++] = place;
        }
      }
    }
    places = Arrays.copyOf(starts, size);
    sort(0, size, 0);
    before = new long[size + 1];
    long[] counts = new long[text.end()];
    for (int part = 0; part < text.parts(); part++) {
      Arrays.fill(counts, text.start(part), text.end(part), text.count(part));
    }
    for (int i = 0; i < size; i++) {
      before[i + 1] = before[i] + counts[places[i]];
    }
  }

  private int limit(int place, int end) {
    int limit = place;
    for (int characters = 0; characters < CHARACTERS && limit < end; characters++) {
      do {
        limit++;
      } while (limit < end && !text.isStart(limit));
    }
    return limit;
  }

  /** Number of suffixes. */
  int size() {
    return places.length;
  }

  /** Where suffix {@code i} begins. */
  int place(int i) {
    return places[i];
  }

  /** Bytes of suffix {@code i}. */
  int length(int i) {
    return limits[places[i]] - places[i];
  }

  /** How often suffixes [from, to) occur in the text. */
  long count(int from, int to) {
    return before[to] - before[from];
  }

  /** Bytes of the whole characters that suffixes {@code i − 1} and {@code i} begin with alike. */
  int common(int i) {
    int a = places[i - 1];
    int b = places[i];
    int most = Math.min(limits[a] - a, limits[b] - b);
    int length = 0;
    while (length < most && text.at(a + length) == text.at(b + length)) {
      length++;
    }
    while (length > 0 && a + length < limits[a] && !text.isStart(a + length)) {
      length--;
    }
    return length;
  }

  /** Sorts [from, to), where the first {@code depth} bytes are alike. */
  private void sort(int from, int to, int depth) {
    int start = from;
    int end = to;
    int level = depth;
    while (end - start > 1) {
      int pivot = median(start, end, level);
      int less = start;
      int more = end;
      for (int i = start; i < more; ) {
        int key = key(i, level);
        if (key < pivot) {
          swap(less++, i++);
        } else if (key > pivot) {
          swap(i, --more);
        } else {
          i++;
        }
      }
      sort(start, less, level);
      sort(more, end, level);
      if (pivot == END) {
        return;
      }
      start = less;
      end = more;
      level++;
    }
  }

  private int median(int from, int to, int depth) {
    int a = key(from, depth);
    int b = key((from + to) >>> 1, depth);
    int c = key(to - 1, depth);
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private int key(int i, int depth) {
    int place = places[i] + depth;
    return place < limits[places[i]] ? text.at(place) : END;
  }

  private void swap(int i, int j) {
    int place = places[i];
    places[i] = places[j];
    places[j] = place;
  }
}
