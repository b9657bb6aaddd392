package org.isotopelm.study.trial;

import java.util.Comparator;

/**
 * What two cells must share to be compared: text and initial weights. Pairs are ordered, so that no
 * sum depends on which cell ended first.
 */
public record Pair(long seed, int fold) implements Comparable<Pair> {
  private static final Comparator<Pair> ORDER =
      Comparator.comparingLong(Pair::seed).thenComparingInt(Pair::fold);

  public static Pair of(Cell cell) {
    return new Pair(cell.seed(), cell.fold());
  }

  @Override
  public int compareTo(Pair other) {
    return ORDER.compare(this, other);
  }
}
