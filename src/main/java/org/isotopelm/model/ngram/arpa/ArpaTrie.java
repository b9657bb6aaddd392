package org.isotopelm.model.ngram.arpa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.NgramTableBuilder;

/** The n-grams that were read so far; nodes are numbered as in a table. */
final class ArpaTrie {
  private static final int ABSENT = NgramTable.ABSENT;

  private final int vocabulary;

  /** [V + 1] the unigrams that the file has, and {@code <s>}. */
  private final boolean[] present;

  private final double[] probabilities;
  private final double[] backoffs;

  /** Orders 2 and on. */
  private final List<ArpaLevel> levels = new ArrayList<>();

  ArpaTrie(int vocabulary) {
    this.vocabulary = vocabulary;
    present = new boolean[vocabulary + 1];
    probabilities = new double[vocabulary + 1];
    backoffs = new double[vocabulary + 1];
    Arrays.fill(backoffs, 1);
  }

  /** Adds a unigram; false if it is there already. */
  boolean addUnigram(int token, double probability, double backoff) {
    boolean absent = !present[token];
    present[token] = true;
    probabilities[token] = probability;
    backoffs[token] = backoff;
    return absent;
  }

  boolean hasUnigram(int token) {
    return present[token];
  }

  /** The probability of a unigram that was added. */
  double unigram(int token) {
    return probabilities[token];
  }

  /** An empty level for the next order. */
  ArpaLevel nextLevel() {
    return new ArpaLevel(levels.isEmpty() ? vocabulary + 2 : levels.getLast().end());
  }

  /** Adds all n-grams of the next order. */
  void add(ArpaLevel level) {
    int parentBegin = levels.isEmpty() ? 1 : levels.getLast().begin();
    level.sort(parentBegin, level.begin());
    for (int i = 0; i < level.size(); i++) {
      level.setSuffix(i, next(suffix(level.parent(i)), level.token(i)));
    }
    levels.add(level);
  }

  /** The node of a context's n-gram with this last token, or {@link NgramTable#ABSENT}. */
  int find(int context, int token) {
    if (context == NgramTable.ROOT) {
      return present[token] ? token + 1 : ABSENT;
    }
    int below = 1;
    for (ArpaLevel level : levels) {
      if (context < level.begin()) {
        return level.find(context - below, token);
      }
      below = level.begin();
    }
    return ABSENT;
  }

  /** The longest n-gram of a context, or of its suffixes, with this last token. */
  private int next(int context, int token) {
    int at = context;
    int node = find(at, token);
    while (node == ABSENT) {
      at = suffix(at);
      node = find(at, token);
    }
    return node;
  }

  private int suffix(int node) {
    if (node <= vocabulary + 1) {
      return NgramTable.ROOT;
    }
    for (ArpaLevel level : levels.reversed()) {
      if (node >= level.begin()) {
        return level.suffix(node - level.begin());
      }
    }
    throw new IllegalArgumentException("node " + node);
  }

  /** A table of all n-grams. */
  NgramTableBuilder builder() {
    NgramTableBuilder builder =
        NgramTableBuilder.inMemory(
            new NgramSizes(vocabulary, levels.stream().map(ArpaLevel::size).toList()));
    for (int token = 0; token <= vocabulary; token++) {
      if (token < vocabulary) {
        builder.setProbability(token + 1, probabilities[token]);
      }
      if (!levels.isEmpty()) {
        builder.setBackoff(token + 1, backoffs[token]);
      }
    }
    for (int i = 0; i < levels.size(); i++) {
      fill(builder, levels.get(i));
      builder.finishOrder(i + 2);
    }
    return builder;
  }

  private static void fill(NgramTableBuilder builder, ArpaLevel level) {
    for (int i = 0; i < level.size(); i++) {
      int node = level.begin() + i;
      if (i == 0 || level.parent(i) != level.parent(i - 1)) {
        builder.setFirstChild(level.parent(i), node);
      }
      builder.set(node, level.token(i), level.suffix(i));
      builder.setProbability(node, level.probability(i));
      if (builder.table().isContext(node)) {
        builder.setBackoff(node, level.backoff(i));
      }
    }
  }
}
