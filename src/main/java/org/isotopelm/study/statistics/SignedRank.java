package org.isotopelm.study.statistics;

import java.util.Arrays;

/**
 * The signed-rank test of Wilcoxon (1945), exact for any number of values, also with ties and
 * zeros. Equal sizes share the mean of their ranks; zeros are ranked and then left out (Pratt
 * 1959), so that many of them do not make the others look stronger. Under the hypothesis each rank
 * has either sign with probability ½; the distribution of the positive ones' sum is built up rank
 * by rank (the shift algorithm of Streitberg and Röhmel 1986), in halves, which ties can need.
 */
public final class SignedRank {
  private SignedRank() {}

  /** The two-sided p-value of values that could have either sign; 1 for no values. */
  public static double twoSided(double[] values) {
    double[] turned = Arrays.stream(values).map(value -> -value).toArray();
    return Math.min(1, 2 * Math.min(greater(values), greater(turned)));
  }

  /** The one-sided p-value against values that tend to be greater than 0; 1 for no values. */
  public static double greater(double[] values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
    double[] probability = {1};
    int found = 0;
    for (double value : values) {
      if (value != 0) {
        int rank = twiceRank(sizes, Math.abs(value));
        probability = withRank(probability, rank);
        found += value > 0 ? rank : 0;
      }
    }
    double tail = 0;
    for (int sum = probability.length - 1; sum >= found; sum--) {
      tail += probability[sum];
    }
    return tail;
  }

  /** Twice the mean of the 1-based ranks of a size: the first plus the last. */
  private static int twiceRank(double[] sizes, double size) {
    int first = 0;
    while (sizes[first] < size) {
      first++;
    }
    int last = first;
    while (last + 1 < sizes.length && sizes[last + 1] == size) {
      last++;
    }
    return first + last + 2;
  }

  /** The distribution of a sum to which a rank is added or not. */
  private static double[] withRank(double[] probability, int rank) {
    double[] next = new double[probability.length + rank];
    for (int sum = 0; sum < probability.length; sum++) {
      next[sum] += probability[sum] / 2;
      next[sum + rank] += probability[sum] / 2;
    }
    return next;
  }
}
