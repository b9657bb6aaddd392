package org.isotopelm.coding;

import java.util.Locale;
import org.isotopelm.base.ProblemException;

/**
 * A distribution over V tokens as shares of 2^48, by sums in double in the order of the ids and one
 * rounding: the same integers on every machine. Token i begins at
 *
 * <pre>  i + ⌊(p₀ + … + pᵢ₋₁) · (2^48 − V) / Σp⌋</pre>
 *
 * so that every token is possible. That costs a nearly certain token V·2^−48/ln 2 bits: 2·10^−10
 * for V = 33,000. Probabilities are divided by their sum: what is coded is a distribution even
 * where the model's is none, and then takes more bits than the model's scores say.
 */
final class Shares {
  private final double[] before; // [V + 1] Σ p of the tokens before
  private double scale;

  Shares(int vocabulary) {
    before = new double[vocabulary + 1];
  }

  /**
   * Takes a distribution; returns Σp.
   *
   * @param probabilities [V]
   * @throws ProblemException (failure) where one is below zero or not a number, or all are zero
   */
  double of(double[] probabilities) {
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double p = probabilities[i];
      if (!(p >= 0)) {
        throw ProblemException.failure(
            String.format(
                Locale.ROOT, "the model gives token %d the probability %s, which is none", i, p));
      }
      sum += p;
      before[i + 1] = sum;
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw ProblemException.failure(
          "the probabilities of all tokens sum to " + sum + ", which no distribution does");
    }
    scale = (CodeRange.TOTAL - probabilities.length) / sum;
    return sum;
  }

  /** Where a token's share begins; that of V is the whole. */
  long begin(int token) {
    return token == before.length - 1 ? CodeRange.TOTAL : token + (long) (before[token] * scale);
  }

  void encode(int token, RangeEncoder to) {
    to.encode(begin(token), begin(token + 1));
  }

  /** The next token. */
  int decode(RangeDecoder from) {
    int token = 0;
    int end = before.length - 1;
    while (end - token > 1) {
      int middle = (token + end) >>> 1;
      if (from.isAtOrAfter(begin(middle))) {
        token = middle;
      } else {
        end = middle;
      }
    }
    from.decode(begin(token), begin(token + 1));
    return token;
  }
}
