package org.isotopelm.model.ngram.estimate;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.isotopelm.model.ngram.NgramTable;

/**
 * Chooses n-grams whose loss changes a model little, as {@link EntropyPruning} does, but counts
 * what the n-grams of a context cost together: where a context is lengthened by nearly every token,
 * the loss of one n-gram costs nothing, as its probability is all that is left, and the loss of two
 * does. With a set S of lost n-grams, back-off weights α before and α′ after, and r what the
 * context leaves to tokens that it lacks,
 *
 * <pre>
 *   D(S) = Σ_S p·ln(p/lower) + r·ln α − (r + Σ_S p)·ln α′
 * </pre>
 *
 * is the relative entropy (Stolcke 1998, equation 2, summed). From the one that costs the least
 * alone, an n-gram is lost if D grows by less than the threshold.
 */
final class JointPruning {
  /** Below this, a probability that is left is a rounding error. */
  private static final double NOTHING = 1e-12;

  private final NgramTable table;
  private final IntToDoubleFunction share;
  private final double threshold;
  private final BitSet dropped = new BitSet();

  /** Of the context that is looked at: Σ p·ln(p/lower), Σ p, Σ lower of the lost n-grams. */
  private double lost;

  private double lostProbability;
  private double lostLower;
  private double rest;
  private double lowerRest;

  /**
   * @param share of the text that stands after a context
   * @param threshold what the perplexity may rise by, as a share, for one n-gram
   */
  JointPruning(NgramTable table, IntToDoubleFunction share, double threshold) {
    this.table = table;
    this.share = share;
    this.threshold = threshold;
  }

  /** The nodes to leave out, from the longest n-grams to bigrams: contexts of others stay. */
  BitSet run() {
    for (int order = table.sizes().order(); order > 1; order--) {
      for (int context = table.sizes().begin(order - 1);
          context < table.sizes().end(order - 1);
          context++) {
        context(context);
      }
    }
    return dropped;
  }

  private void context(int context) {
    int begin = table.firstChild(context);
    int end = table.childrenEnd(context);
    rest = 1;
    lowerRest = 1;
    for (int child = begin; child < end; child++) {
      rest -= table.probability(child);
      lowerRest -= lower(child);
    }
    rest = Math.max(0, rest);
    lowerRest = Math.max(0, lowerRest);
    lost = 0;
    lostProbability = 0;
    lostLower = 0;
    double weight = share.applyAsDouble(context);
    for (int child : cheapestFirst(begin, end)) {
      double cost = with(child) - with(NgramTable.ABSENT);
      if (Math.expm1(weight * cost) < threshold) {
        dropped.set(child);
        lost += own(child);
        lostProbability += table.probability(child);
        lostLower += lower(child);
      }
    }
  }

  private List<Integer> cheapestFirst(int begin, int end) {
    record Cost(int child, double cost) {}

    return IntStream.range(begin, end)
        .filter(child -> !hasChildren(child))
        .mapToObj(child -> new Cost(child, with(child)))
        .sorted(Comparator.comparingDouble(Cost::cost))
        .map(Cost::child)
        .toList();
  }

  /** D of the n-grams that are lost so far and of this one; ABSENT: of none more. */
  private double with(int child) {
    boolean none = child == NgramTable.ABSENT;
    double own = lost + (none ? 0 : own(child));
    double left = rest + lostProbability + (none ? 0 : table.probability(child));
    double lowerLeft = lowerRest + lostLower + (none ? 0 : lower(child));
    double before = rest > NOTHING && lowerRest > NOTHING ? rest * Math.log(rest / lowerRest) : 0;
    double after = left > NOTHING && lowerLeft > NOTHING ? left * Math.log(left / lowerLeft) : 0;
    return own + before - after;
  }

  private double own(int child) {
    return table.probability(child) * Math.log(table.probability(child) / lower(child));
  }

  /** What the suffix of its context says of an n-gram's last token. */
  private double lower(int child) {
    return table.probability(table.suffix(child));
  }

  private boolean hasChildren(int node) {
    if (!table.isContext(node)) {
      return false;
    }
    int end = table.childrenEnd(node);
    int kept = table.firstChild(node) == end ? end : dropped.nextClearBit(table.firstChild(node));
    return kept < end;
  }
}
