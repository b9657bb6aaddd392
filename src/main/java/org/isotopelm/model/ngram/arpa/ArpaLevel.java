package org.isotopelm.model.ngram.arpa;

import java.util.Arrays;

/** The n-grams of one order while a file is read; sorted in the end as a table has them. */
final class ArpaLevel {
  /** The node of the first one. */
  private final int begin;

  private int size;
  private int[] parents = new int[1024];
  private int[] tokens = new int[1024];
  private double[] probabilities = new double[1024];
  private double[] backoffs = new double[1024];

  /** The line of the file where each stands. */
  private int[] lines = new int[1024];

  /** [contexts + 1] the first n-gram of each node of the order below; once it is sorted. */
  private int[] firstChildren = new int[0];

  private int[] suffixes = new int[0];

  ArpaLevel(int begin) {
    this.begin = begin;
  }

  void add(int parent, int token, double probability, double backoff, int line) {
    if (size == tokens.length) {
      int room = (int) Math.min(Integer.MAX_VALUE - 8, 2L * size);
      parents = Arrays.copyOf(parents, room);
      tokens = Arrays.copyOf(tokens, room);
      probabilities = Arrays.copyOf(probabilities, room);
      backoffs = Arrays.copyOf(backoffs, room);
      lines = Arrays.copyOf(lines, room);
    }
    parents[size] = parent;
    tokens[size] = token;
    probabilities[size] = probability;
    backoffs[size] = backoff;
    lines[size++] = line;
  }

  /**
   * Sorts by context and token.
   *
   * @param parentBegin the first node of the order below
   * @param parentEnd one past its last
   */
  void sort(int parentBegin, int parentEnd) {
    int[] first = new int[parentEnd - parentBegin + 1];
    for (int i = 0; i < size; i++) {
      first[parents[i] - parentBegin + 1]++;
    }
    for (int i = 1; i < first.length; i++) {
      first[i] += first[i - 1];
    }
    int[] next = first.clone();
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      keys[next[parents[i] - parentBegin]++] = (long) tokens[i] << 32 | i;
    }
    for (int i = 1; i < first.length; i++) {
      Arrays.sort(keys, first[i - 1], first[i]);
    }
    arrange(keys);
    firstChildren = first;
    suffixes = new int[size];
  }

  /** Puts the n-grams in an order that the low halves of keys give. */
  private void arrange(long[] keys) {
    int[] oldParents = parents;
    int[] oldTokens = tokens;
    double[] oldProbabilities = probabilities;
    double[] oldBackoffs = backoffs;
    int[] oldLines = lines;
    parents = new int[size];
    tokens = new int[size];
    probabilities = new double[size];
    backoffs = new double[size];
    lines = new int[size];
    for (int i = 0; i < size; i++) {
      int from = (int) keys[i];
      parents[i] = oldParents[from];
      tokens[i] = oldTokens[from];
      probabilities[i] = oldProbabilities[from];
      backoffs[i] = oldBackoffs[from];
      lines[i] = oldLines[from];
    }
  }

  /** The line of an n-gram that stands in the file twice, the later one; 0 if there is none. */
  int repeatedLine() {
    for (int i = 1; i < size; i++) {
      if (parents[i] == parents[i - 1] && tokens[i] == tokens[i - 1]) {
        return Math.max(lines[i], lines[i - 1]);
      }
    }
    return 0;
  }

  /** The node of a context's n-gram with this last token; −1 if there is none. */
  int find(int parentIndex, int token) {
    int at =
        Arrays.binarySearch(
            tokens, firstChildren[parentIndex], firstChildren[parentIndex + 1], token);
    return at < 0 ? -1 : begin + at;
  }

  int begin() {
    return begin;
  }

  int end() {
    return begin + size;
  }

  int size() {
    return size;
  }

  int parent(int i) {
    return parents[i];
  }

  int token(int i) {
    return tokens[i];
  }

  double probability(int i) {
    return probabilities[i];
  }

  double backoff(int i) {
    return backoffs[i];
  }

  int suffix(int i) {
    return suffixes[i];
  }

  void setSuffix(int i, int node) {
    suffixes[i] = node;
  }
}
