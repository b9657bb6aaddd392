package org.isotopelm.model.ngram.estimate;

import org.jspecify.annotations.Nullable;

/**
 * The counts of an order that smoothing looks at, in the order of its nodes: how often an n-gram
 * occurs; for Kneser–Ney smoothing of lower orders, after how many different tokens it does. What
 * begins with {@code <s>}, or occurs at the beginning of one stream alone, has nothing before it
 * and keeps its count.
 */
final class AdjustedCounts {
  private final IntColumn.Reader raw;
  private final IntColumn.@Nullable Reader continuations;
  private final int beginsDocument;
  private int node;

  /** The counts themselves. */
  AdjustedCounts(Level level) {
    raw = level.counts().reader();
    continuations = null;
    beginsDocument = level.begin();
    node = level.begin();
  }

  /**
   * Continuation counts.
   *
   * @param continuations by node
   */
  AdjustedCounts(Level level, IntColumn continuations) {
    raw = level.counts().reader();
    this.continuations = continuations.reader();
    beginsDocument = level.beginsDocument();
    node = level.begin();
  }

  /** The count of the next node. */
  int next() {
    int count = raw.next();
    int before = continuations == null ? count : continuations.next();
    return node++ < beginsDocument && before > 0 ? before : count;
  }
}
