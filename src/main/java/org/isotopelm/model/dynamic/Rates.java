package org.isotopelm.model.dynamic;

import java.util.Locale;

/**
 * How fast weights learn from the text that was scored, and how fast they return to the trained
 * ones.
 *
 * @param learningRate η, the step of a weight whose gradient is as large as usual; 0: none learns
 * @param decay λ, the part of the way back to the trained value, in each step, of a weight whose
 *     gradients are of the mean size
 */
public record Rates(double learningRate, double decay) {
  /** Weights that stay as they were trained. */
  public static final Rates STATIC = new Rates(0, 0);

  public Rates {
    if (!(learningRate >= 0 && Double.isFinite(learningRate) && decay >= 0 && decay <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a learning rate of %s and a decay of %s; the first must be at least 0, the second in [0, 1]",
              learningRate,
              decay));
    }
  }

  /** Whether the weights stay as they were trained. */
  public boolean isStatic() {
    return learningRate == 0;
  }
}
