package org.isotopelm.model.mixture;

/** Logits from probabilities. */
final class Logits {
  private Logits() {}

  /** ln p of every token; −∞ where it is impossible. */
  static void of(double[] probabilities, float[] logits) {
    for (int id = 0; id < logits.length; id++) {
      logits[id] = (float) StrictMath.log(probabilities[id]);
    }
  }
}
