package org.isotopelm.report.run;

import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts;
import org.isotopelm.optim.explain.Explanation;
import org.jspecify.annotations.Nullable;

/** How a group decays, as one line of mathematics. */
final class DecayFormula {
  /** What the letters mean. */
  static final String LETTERS =
      "In formulas θ is a weight, θ₀ its initial value, g its gradient, η the learning rate, s the schedule (from 0 to 1), u the optimizer's direction and v its second moment.";

  private DecayFormula() {}

  /** Of a group; null where it does not decay or its plan is of Isotope 0.1. */
  static @Nullable String of(Explanation.Entry group) {
    if (group.side() == null || group.target() == null || group.lambda() == 0) {
      return null;
    }
    boolean constant = group.lambdaSchedule() instanceof LambdaSchedule.Constant;
    String pull = (constant ? "λ·" : "λ_t·") + distance(group.target());
    return group.side() == Parts.Side.GRADIENT
        ? "g ← g + " + pull
        : "θ ← θ − " + coupling(group.coupling()) + pull + where(group);
  }

  private static String distance(Parts.Target target) {
    return switch (target) {
      case ZERO -> "θ";
      case INITIAL -> "(θ − θ₀)";
      case ONE -> "(θ − 1)";
    };
  }

  private static String coupling(@Nullable Coupling coupling) {
    return switch (coupling) {
      case LEARNING_RATE -> "η·";
      case SCHEDULE -> "s·";
      case CORRECTED -> "η²/η_peak·";
      case SECOND_MOMENTS -> "η/√mean(v)·";
      case CONSTANT -> "";
      case null -> "";
    };
  }

  private static String where(Explanation.Entry group) {
    return group.mask() == Parts.Mask.CAUTIOUS && group.target() != null
        ? " where u·" + distance(group.target()) + " ≥ 0"
        : "";
  }
}
