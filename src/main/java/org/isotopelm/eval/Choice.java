package org.isotopelm.eval;

import java.util.Arrays;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.math.random.RandomStream;

/**
 * How the next token is chosen among all: first the temperature, then the k likeliest, then the
 * nucleus of these (Holtzman et al. 2020), and one of what is left at random.
 *
 * @param temperature divides the logits; 0 always chooses the likeliest token
 * @param topK how many tokens are left at most; 0: all
 * @param topP the fewest tokens are left that hold this share of the probability; 1: all
 */
public record Choice(double temperature, int topK, double topP) {
  public Choice {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw IsotopeException.usage("temperature", temperature + " is not possible; use 0 or more");
    }
    if (topK < 0) {
      throw IsotopeException.usage(
          "top_k", topK + " is not possible; use 1 or more, or 0 for all tokens");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw IsotopeException.usage(
          "top_p", topP + " is not possible; use more than 0 and at most 1");
    }
  }

  /** The id that is chosen; ties go to the lower id. */
  int choose(float[] logits, RandomStream random) {
    int[] ids = likeliestFirst(logits);
    float most = logits[ids[0]];
    if (!Float.isFinite(most)) {
      throw IsotopeException.failure(
          "the model's logits are not finite: its weights have diverged; use another "
              + "checkpoint");
    }
    if (temperature == 0) {
      return ids[0];
    }
    int kept = topK == 0 ? ids.length : Math.min(topK, ids.length);
    double[] cumulative = new double[kept];
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += StrictMath.exp(((double) logits[ids[i]] - most) / temperature);
      cumulative[i] = sum;
    }
    int nucleus = topP == 1 ? kept - 1 : firstAtLeast(cumulative, topP * sum);
    return ids[firstAbove(cumulative, nucleus, random.nextDouble() * cumulative[nucleus])];
  }

  private static int firstAtLeast(double[] cumulative, double share) {
    int i = 0;
    while (cumulative[i] < share) {
      i++;
    }
    return i;
  }

  private static int firstAbove(double[] cumulative, int last, double point) {
    int i = 0;
    while (i < last && cumulative[i] <= point) {
      i++;
    }
    return i;
  }

  /** All ids by falling logit; NaN first, so that it is seen. */
  private static int[] likeliestFirst(float[] logits) {
    long[] keys = new long[logits.length];
    for (int id = 0; id < logits.length; id++) {
      int bits = Float.floatToIntBits(logits[id]);
      int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE); // integers in the order of the floats
      keys[id] = (long) ~rising << Integer.SIZE | id;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
