package org.isotopelm.model;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code model} of kind {@code ngram}: a counted n-gram model.
 *
 * @param order n, the tokens of the longest n-grams
 * @param smoothing where the probability of unseen n-grams comes from
 * @param discounts of Kneser–Ney smoothing
 * @param cutoffs n-grams of order k that occur at most cutoffs[k−1] times are left out; empty: none
 *     is
 * @param prune the threshold of entropy pruning (Stolcke 1998): n-grams are left out if that raises
 *     the perplexity by a smaller share; 0: none is
 * @param memory how much of it estimation may hold at a time; no part of the result
 * @param quantise bits of a stored probability; null: it is a float
 */
public record NgramSpec(
    int order,
    Smoothing smoothing,
    Discounts discounts,
    List<Integer> cutoffs,
    double prune,
    MemoryBound memory,
    @Nullable Integer quantise)
    implements ModelSpec.Counted {
  /** The longest n-grams that can be counted. */
  public static final int MOST_ORDER = 12;

  private static final int LEAST_BITS = 4;
  private static final int MOST_BITS = 16;

  /**
   * @throws ProblemException (config) with all that is not possible
   */
  public NgramSpec {
    cutoffs = List.copyOf(cutoffs);
    List<Problem> problems = new ArrayList<>();
    if (order < 1 || order > MOST_ORDER) {
      problems.add(
          Problem.at(
              "model.order",
              "%s is not possible; order must be ≥ 1 and ≤ %s".formatted(order, MOST_ORDER)));
    } else {
      problems.addAll(discounts.problems(order, smoothing));
      problems.addAll(problems(order, cutoffs));
    }
    if (!(prune >= 0 && prune <= 1)) {
      problems.add(
          Problem.at("model.prune", prune + " is not possible; prune must be ≥ 0 and ≤ 1"));
    }
    if (prune > 0 && smoothing instanceof Smoothing.StupidBackoff) {
      problems.add(
          Problem.at(
              "model.prune",
              "stupid_backoff has no probabilities whose entropy could be compared; remove the key, or use cutoffs"));
    }
    if (quantise != null && (quantise < LEAST_BITS || quantise > MOST_BITS)) {
      problems.add(
          Problem.at(
              "model.quantise",
              "%s is not possible; quantise must be a number of bits from %s to %s"
                  .formatted(quantise, LEAST_BITS, MOST_BITS)));
    }
    ProblemException.throwIfAny(problems);
  }

  /** A model of this order with everything else as usual. */
  public static NgramSpec ofOrder(int order) {
    return new NgramSpec(
        order,
        new Smoothing.ModifiedKneserNey(),
        Discounts.OF_TEXT,
        List.of(),
        0,
        MemoryBound.of("1GiB"),
        null);
  }

  /** The largest count of order {@code k} that is left out; 0: none is. */
  public int cutoff(int k) {
    return cutoffs.isEmpty() ? 0 : cutoffs.get(k - 1);
  }

  private static List<Problem> problems(int order, List<Integer> cutoffs) {
    List<Problem> problems = new ArrayList<>();
    if (!cutoffs.isEmpty() && cutoffs.size() != order) {
      problems.add(
          Problem.at(
              "model.cutoffs",
              "%s numbers are given for order %s; give one for each order"
                  .formatted(cutoffs.size(), order)));
    }
    for (int i = 0; i < cutoffs.size(); i++) {
      if (i == 0 && cutoffs.get(i) != 0) {
        problems.add(
            Problem.at(
                "model.cutoffs.0",
                cutoffs.get(i)
                    + " is not possible; the first cutoff must be 0, because every token keeps its 1-gram"));
      }
      if (i > 0 && cutoffs.get(i) < cutoffs.get(i - 1)) {
        problems.add(
            Problem.at(
                "model.cutoffs." + i,
                "%s is less than the %s before it; cutoffs must not fall, because an n-gram needs the shorter ones in it"
                    .formatted(cutoffs.get(i), cutoffs.get(i - 1))));
      }
    }
    return problems;
  }
}
