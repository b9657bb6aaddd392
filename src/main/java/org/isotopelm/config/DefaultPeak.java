package org.isotopelm.config;

import java.math.BigDecimal;
import java.math.MathContext;
import org.isotopelm.optim.algorithm.Algorithm;
import tools.jackson.databind.JsonNode;

/**
 * The peak learning rate of a config that names none, by the model's kind and width:
 *
 * <pre>
 *   η_peak = f · min(c / width, 0.02), both to two digits
 *
 *   kind   c     width is                 32     64     128    256    512    1024
 *   mlp    2     its widest hidden layer  2e-2   2e-2   1.6e-2 7.8e-3 3.9e-3 2e-3
 *   lstm   2     width                    2e-2   2e-2   1.6e-2 7.8e-3 3.9e-3 2e-3
 *   gpt    0.5   width                    1.6e-2 7.8e-3 3.9e-3 2e-3   9.8e-4 4.9e-4
 * </pre>
 *
 * <p>The table is for f = 1; the optimizer has its own {@link Algorithm#peakFactor}. With Adam the
 * step of a hidden matrix should shrink as 1/width (Yang et al. 2021, "Tensor Programs V", table
 * 3). The constants were measured: {@code src/bench/defaults}.
 */
final class DefaultPeak {
  private static final double MOST = 0.02;
  private static final MathContext TWO_DIGITS = new MathContext(2);

  private DefaultPeak() {}

  /**
   * η_peak of a model; the most there is where its kind or width is unknown.
   *
   * @param model the config's {@code model}, which may have errors in it
   * @param factor f, the optimizer's
   */
  static double of(JsonNode model, double factor) {
    double constant = model.path("kind").asString("").equals("gpt") ? 0.5 : 2;
    double rate = Math.min(constant / Math.max(1, width(model)), MOST);
    return rounded(factor * rounded(rate));
  }

  private static double rounded(double rate) {
    return new BigDecimal(rate).round(TWO_DIGITS).doubleValue();
  }

  private static long width(JsonNode model) {
    return model.has("hidden")
        ? model.path("hidden").valueStream().mapToLong(Defaults::count).max().orElse(0)
        : Defaults.count(model.path("width"));
  }
}
