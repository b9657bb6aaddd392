package org.isotopelm.optim.explain;

import java.util.Set;
import org.isotopelm.optim.decay.Decay;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts;
import org.isotopelm.optim.decay.Parts.Side;
import org.jspecify.annotations.Nullable;

/**
 * What other programs call the same decay; null where one cannot do it.
 *
 * @param pytorch {@code weight_decay} of torch.optim.AdamW, θ ← θ − η_t·λ·θ; for decay in the
 *     gradient that of torch.optim.Adam or SGD. The learning-rate factor is in the parameter
 *     group's {@code lr}
 * @param adamwPaper λ of Loshchilov and Hutter 2019, algorithm 2: θ ← θ − s_t·λ·θ
 * @param deeplearning4j its {@code WeightDecay}
 */
public record Equivalents(
    @Nullable Double pytorch,
    @Nullable Double adamwPaper,
    @Nullable Deeplearning4j deeplearning4j) {
  /** AdamW without its own decay is Adam. */
  private static final Set<String> IN_GRADIENT = Set.of("adam", "adamw", "sgd");

  private static final Equivalents NONE = new Equivalents(null, null, null);

  /**
   * Deeplearning4j's {@code WeightDecay(coefficient, applyLR)}.
   *
   * @param weightDecay λ
   * @param applyLearningRate θ ← θ − η_t·λ·θ; false: θ ← θ − λ·θ
   */
  public record Deeplearning4j(double weightDecay, boolean applyLearningRate) {}

  /**
   * Those of a group's decay.
   *
   * @param peakRate η_peak times the group's learning-rate factor
   * @param optimizer its kind; only some have a weight_decay in the gradient
   */
  static Equivalents of(Decay decay, double peakRate, String optimizer) {
    double lambda = decay.lambda();
    if (lambda == 0) {
      return ofRate(0, 0);
    }
    if (!isPlain(decay)) {
      return NONE;
    }
    if (decay.side() == Side.GRADIENT) {
      return IN_GRADIENT.contains(optimizer) ? new Equivalents(lambda, null, null) : NONE;
    }
    return switch (decay.coupling()) {
      case LEARNING_RATE -> ofRate(lambda, lambda * peakRate);
      case SCHEDULE -> ofRate(lambda / peakRate, lambda);
      case CONSTANT -> new Equivalents(null, null, new Deeplearning4j(lambda, false));
      case CORRECTED, SECOND_MOMENTS -> NONE;
    };
  }

  /** Whether all weights decay towards zero, with one λ for the whole run. */
  private static boolean isPlain(Decay decay) {
    return decay.mask() == Parts.Mask.ALL
        && decay.target() == Parts.Target.ZERO
        && decay.schedule() instanceof LambdaSchedule.Constant;
  }

  /** Of decay whose c_t·λ is η_t·perRate = s_t·perSchedule. */
  private static Equivalents ofRate(double perRate, double perSchedule) {
    return Double.isFinite(perRate)
        ? new Equivalents(perRate, perSchedule, new Deeplearning4j(perRate, true))
        : new Equivalents(null, perSchedule, null);
  }
}
