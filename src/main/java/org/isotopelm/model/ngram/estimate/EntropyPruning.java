package org.isotopelm.model.ngram.estimate;

import java.util.BitSet;
import java.util.List;
import org.isotopelm.model.ngram.NgramTable;

/**
 * Chooses n-grams whose loss changes a model little (Stolcke 1998): without an n-gram its
 * probability comes from the shorter context, and the perplexity of the model's own text rises by
 * the share exp(D) − 1, D being the relative entropy between both models (equations 3 to 5).
 *
 * <p>The probability of a context is the share of the text that stands after it. The product of
 * conditional probabilities, as in the paper, is far off where lower orders are those of Kneser and
 * Ney (Chelba et al. 2010).
 */
final class EntropyPruning {
  /** Below this, the rest of a sum of probabilities is a rounding error. */
  private static final double NOTHING = 1e-12;

  private final NgramTable table;
  private final List<Level> levels;
  private final double threshold;
  private final BitSet dropped;
  private double tokens;

  /**
   * @param dropped nodes that are left out already; gets those that are chosen
   */
  EntropyPruning(NgramTable table, List<Level> levels, double threshold, BitSet dropped) {
    this.table = table;
    this.levels = levels;
    this.threshold = threshold;
    this.dropped = dropped;
  }

  /** Chooses, from the longest n-grams to bigrams: those that are contexts of others stay. */
  void run() {
    Level unigrams = levels.getFirst();
    IntColumn.Reader counts = unigrams.counts().reader();
    for (int node = unigrams.begin(); node < unigrams.beginsDocument(); node++) {
      tokens += counts.next();
    }
    for (int order = levels.size(); order > 1; order--) {
      order(levels.get(order - 2), levels.get(order - 1));
    }
  }

  private void order(Level contexts, Level level) {
    IntColumn.Reader counts = level.counts().reader();
    for (int context = contexts.begin(); context < contexts.end(); context++) {
      int end = table.childrenEnd(context);
      double count = 0;
      for (int child = table.firstChild(context); child < end; child++) {
        count += counts.next();
      }
      if (count > 0) {
        context(table.firstChild(context), end, count / tokens);
      }
    }
  }

  /** Looks at each n-gram of a context as if it alone were left out. */
  private void context(int begin, int end, double share) {
    double rest = 1;
    double lowerRest = 1;
    for (int child = begin; child < end; child++) {
      if (!dropped.get(child)) {
        rest -= table.probability(child);
        lowerRest -= lower(child);
      }
    }
    for (int child = begin; child < end; child++) {
      if (!dropped.get(child) && !hasChildren(child)) {
        double p = table.probability(child);
        double lower = lower(child);
        if (Math.expm1(share * divergence(rest, lowerRest, p, lower)) < threshold) {
          dropped.set(child);
        }
      }
    }
  }

  private static double divergence(double rest, double lowerRest, double p, double lower) {
    double without = lowerRest + lower;
    if (without < NOTHING || lower <= 0 || p <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double weight = Math.log(Math.max(rest, 0) + p) - Math.log(without);
    double own = p * (Math.log(lower) + weight - Math.log(p));
    boolean others = rest > NOTHING && lowerRest > NOTHING;
    double ofOthers = others ? rest * (weight - Math.log(rest) + Math.log(lowerRest)) : 0;
    return -(own + ofOthers);
  }

  private double lower(int node) {
    return table.probability(table.suffix(node));
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
