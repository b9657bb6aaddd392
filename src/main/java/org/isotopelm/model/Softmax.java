package org.isotopelm.model;

/** Probabilities from logits, to the same bits on every machine. */
public final class Softmax {
  private Softmax() {}

  /**
   * p = exp(logit − max) / Σ, summed in double and in order.
   *
   * @param logits [V]
   * @param probabilities [V]
   */
  public static void of(float[] logits, double[] probabilities) {
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = StrictMath.exp((double) logits[i] - max);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
  }
}
