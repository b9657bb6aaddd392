package org.isotopelm.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best timescales of public data-limited training: sixteen optima of models of 150 M to 1.4 B
 * parameters over 8 to 64 epochs, in epochs.
 *
 * @param timescaleEpochs lowest and highest τ
 * @param typical their geometric mean
 * @param lambda of the highest and the lowest τ at the predicted setting
 * @param holds whether the predicted τ is among them
 */
public record Band(
    List<Double> timescaleEpochs, double typical, List<Double> lambda, boolean holds) {
  private static final double LEAST_EPOCHS = 8;
  private static final double MOST_EPOCHS = 64;
  private static final double LOW = 0.20;
  private static final double HIGH = 0.52;
  private static final double TYPICAL = 0.29;

  /** The band at a setting; null outside the epochs that it was found for. */
  static @Nullable Band at(Setting setting, double timescaleEpochs) {
    // A run has whole steps, so its epochs may be a trifle fewer or more.
    double epochs = Math.rint(setting.epochs() * 10) / 10;
    return epochs < LEAST_EPOCHS || epochs > MOST_EPOCHS
        ? null
        : new Band(
            List.of(LOW, HIGH),
            TYPICAL,
            List.of(setting.lambda(HIGH), setting.lambda(LOW)),
            timescaleEpochs >= LOW && timescaleEpochs <= HIGH);
  }
}
