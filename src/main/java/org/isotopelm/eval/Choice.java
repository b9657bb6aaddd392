package org.isotopelm.eval;

import java.util.Arrays;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.random.RandomStream;

/**
 * How the next token is chosen among all: first the repetition penalty (Keskar et al. 2019), then
 * the temperature, then the k likeliest, then the nucleus of these (Holtzman et al. 2020), then
 * those that are not too unlikely beside the likeliest (Nguyen et al. 2024), and one of what is
 * left at random. This is the order of Hugging Face's transformers.
 *
 * @param temperature divides the logits; 0 always chooses the likeliest token
 * @param topK how many tokens are left at most; 0: all
 * @param topP the fewest tokens are left that hold this share of the probability; 1: all
 * @param minP the least probability of a token that is left, as a share of the likeliest one's; 0:
 *     all
 * @param repetitionPenalty divides the positive logits of tokens that the document already holds,
 *     and multiplies the negative ones; 1: none
 */
public record Choice(
    double temperature, int topK, double topP, double minP, double repetitionPenalty) {
  /** One of all tokens, by their probabilities. */
  public static final Choice DEFAULT = new Choice(1, 0, 1, 0, 1);

  public Choice {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw ProblemException.usage("temperature", temperature + " is not possible; use 0 or more");
    }
    if (topK < 0) {
      throw ProblemException.usage(
          "top_k", topK + " is not possible; use 1 or more, or 0 for all tokens");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw ProblemException.usage(
          "top_p", topP + " is not possible; use more than 0 and at most 1");
    }
    if (!(minP >= 0 && minP <= 1)) {
      throw ProblemException.usage("min_p", minP + " is not possible; use 0 to 1");
    }
    if (!(repetitionPenalty > 0 && repetitionPenalty < Double.POSITIVE_INFINITY)) {
      throw ProblemException.usage(
          "repetition_penalty",
          repetitionPenalty + " is not possible; use more than 0, or 1 for no penalty");
    }
  }

  /** Another temperature. */
  public Choice withTemperature(double other) {
    return new Choice(other, topK, topP, minP, repetitionPenalty);
  }

  /** Another top-k. */
  public Choice withTopK(int other) {
    return new Choice(temperature, other, topP, minP, repetitionPenalty);
  }

  /** Another top-p. */
  public Choice withTopP(double other) {
    return new Choice(temperature, topK, other, minP, repetitionPenalty);
  }

  /** Another min-p. */
  public Choice withMinP(double other) {
    return new Choice(temperature, topK, topP, other, repetitionPenalty);
  }

  /** Another repetition penalty. */
  public Choice withRepetitionPenalty(double other) {
    return new Choice(temperature, topK, topP, minP, other);
  }

  /** The id that is chosen; ties go to the lower id. */
  int choose(float[] logits, RandomStream random) {
    int[] ids = likeliestFirst(logits);
    float most = logits[ids[0]];
    if (!Float.isFinite(most)) {
      throw ProblemException.failure(
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
      sum += weight(logits[ids[i]], most);
      cumulative[i] = sum;
    }
    int last = topP == 1 ? kept - 1 : firstAtLeast(cumulative, topP * sum);
    while (minP > 0 && weight(logits[ids[last]], most) < minP) {
      last--; // the likeliest has weight 1, so it always stays
    }
    return ids[firstAbove(cumulative, last, random.nextDouble() * cumulative[last])];
  }

  /** The probability of a token over that of the likeliest one. */
  private double weight(float logit, float most) {
    return StrictMath.exp(((double) logit - most) / temperature);
  }

  /** Makes a token less likely, or more where the penalty is below 1. */
  float penalised(float logit) {
    return (float) (logit > 0 ? logit / repetitionPenalty : logit * repetitionPenalty);
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
