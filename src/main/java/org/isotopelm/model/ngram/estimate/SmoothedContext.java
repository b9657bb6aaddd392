package org.isotopelm.model.ngram.estimate;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.model.Smoothing;

/**
 * What a smoothing makes of the counts after one context: all counts are added first; then it gives
 * the probabilities.
 */
abstract sealed class SmoothedContext {
  /** Sum of all counts, those that are left out among them. */
  double sum;

  /** Sum of the counts that are left out. */
  double dropped;

  /** Forgets the group before. */
  void begin() {
    sum = 0;
    dropped = 0;
  }

  /** Adds an n-gram's count. */
  void add(int count, boolean isDropped) {
    sum += count;
    if (isDropped) {
      dropped += count;
    }
  }

  /** The share of an n-gram's own count. */
  abstract double own(int count);

  /** The weight of the shorter context. */
  abstract double lower();

  /**
   * The probability of a token after this context.
   *
   * @param shorter its probability after the shorter context
   */
  double probability(int count, boolean isDropped, double shorter) {
    return isDropped ? lower() * shorter : own(count) + lower() * shorter;
  }

  /** The contexts of one order, of whose n-grams these are the discounts. */
  static SmoothedContext of(Smoothing smoothing, List<Double> discounts, int vocabulary) {
    return switch (smoothing) {
      case Smoothing.ModifiedKneserNey _, Smoothing.KneserNey _ -> new Discounted(discounts);
      case Smoothing.WittenBell _ -> new ByTypes();
      case Smoothing.Additive(double delta) -> new Added(delta * vocabulary);
      case Smoothing.StupidBackoff _ -> new Stupid();
    };
  }

  /** A context of which nothing is asked but what the shorter one says. */
  static SmoothedContext asShorter() {
    return new Shorter();
  }

  /** The shorter context, as it is. */
  private static final class Shorter extends SmoothedContext {
    @Override
    double own(int count) {
      return 0;
    }

    @Override
    double lower() {
      return 1;
    }
  }

  /** Kneser and Ney: (c − D(c)) / Σc, and all that was taken away, by Σc. */
  private static final class Discounted extends SmoothedContext {
    private final double[] discounts;
    private final long[] counts;

    Discounted(List<Double> discounts) {
      this.discounts = new double[discounts.size() + 1];
      for (int i = 0; i < discounts.size(); i++) {
        this.discounts[i + 1] = discounts.get(i);
      }
      counts = new long[this.discounts.length];
    }

    private int kind(int count) {
      return Math.min(count, discounts.length - 1);
    }

    @Override
    void begin() {
      super.begin();
      Arrays.fill(counts, 0);
    }

    @Override
    void add(int count, boolean isDropped) {
      super.add(count, isDropped);
      if (!isDropped) {
        counts[kind(count)]++;
      }
    }

    @Override
    double own(int count) {
      return sum == 0 ? 0 : (count - discounts[kind(count)]) / sum;
    }

    @Override
    double lower() {
      double taken = dropped;
      for (int i = 1; i < counts.length; i++) {
        taken += discounts[i] * counts[i];
      }
      return sum == 0 ? 1 : taken / sum;
    }
  }

  /** Witten and Bell: c / (Σc + T) and T / (Σc + T), with T different tokens. */
  private static final class ByTypes extends SmoothedContext {
    private int types;

    @Override
    void begin() {
      super.begin();
      types = 0;
    }

    @Override
    void add(int count, boolean isDropped) {
      super.add(count, isDropped);
      types += count > 0 ? 1 : 0;
    }

    @Override
    double own(int count) {
      return sum == 0 ? 0 : count / (sum + types);
    }

    @Override
    double lower() {
      return sum == 0 ? 1 : (types + dropped) / (sum + types);
    }
  }

  /** Lidstone: (c + δ) / (Σc + δ·V); the shorter context says 1/V. */
  private static final class Added extends SmoothedContext {
    private final double prior;

    Added(double prior) {
      this.prior = prior;
    }

    @Override
    double own(int count) {
      return count / (sum + prior);
    }

    @Override
    double lower() {
      return (prior + dropped) / (sum + prior);
    }
  }

  /** Brants et al.: c / Σc; the shorter context is asked only for what was not seen. */
  private static final class Stupid extends SmoothedContext {
    @Override
    double own(int count) {
      return sum == 0 ? 0 : count / sum;
    }

    @Override
    double lower() {
      return Smoothing.StupidBackoff.ALPHA;
    }

    @Override
    double probability(int count, boolean isDropped, double shorter) {
      return isDropped ? lower() * shorter : own(count);
    }
  }
}
