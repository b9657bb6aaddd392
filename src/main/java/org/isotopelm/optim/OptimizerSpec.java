package org.isotopelm.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code optimizer}.
 *
 * @param kind the optimizer
 * @param betas decay rates of AdamW's first and second moments
 * @param epsilon added to √v̂
 * @param clip the largest global gradient norm; null: none
 * @param learningRate η over the run
 * @param decay groups, first match first
 */
public record OptimizerSpec(
    Kind kind,
    List<Double> betas,
    double epsilon,
    @Nullable Double clip,
    LearningRate learningRate,
    List<Rule> decay) {

  /** Optimizers. */
  public enum Kind {
    ADAMW
  }

  /** Shapes of the learning rate over a run, after the warm-up. */
  public enum ScheduleKind {
    CONSTANT,
    LINEAR,
    COSINE,
    WARMUP_STABLE_ANNEAL
  }

  /**
   * The learning rate.
   *
   * @param peak η_peak
   * @param schedule its shape
   * @param warmup steps, or a share of the run such as "5%"
   * @param floor where it ends, as a share of peak
   * @param anneal warmup_stable_anneal: the share of the run that anneals at its end, or steps
   */
  public record LearningRate(
      double peak, ScheduleKind schedule, String warmup, double floor, String anneal) {
    /**
     * @throws IsotopeException (config) with every problem: warm-up or anneal that are no length,
     *     or longer than a run
     */
    public LearningRate {
      List<Problem> problems = new ArrayList<>();
      Length.check("optimizer.learning_rate.warmup", warmup, problems);
      Length.check("optimizer.learning_rate.anneal", anneal, problems);
      IsotopeException.throwIfAny(problems);
    }
  }

  /** Presets of the decay formula; see {@link Decay}. */
  public enum Form {
    NONE,
    L2,
    DECOUPLED,
    INDEPENDENT;

    /** The form as configs write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A span of the run: exactly one field is set. */
  public record Span(@Nullable Double steps, @Nullable Double epochs, @Nullable Double tokens) {}

  /**
   * A group and who belongs to it; what is null matches everything.
   *
   * @param group its name
   * @param roles roles that match; {@code matrix} has been expanded
   * @param match glob over tensor names
   * @param layers first and last layer, "2-5" or "3", 0-based
   * @param lambda λ; exactly one of lambda, halfLife, exposure, timescale is set
   * @param halfLife steps, epochs or tokens in which decay alone halves a weight at the peak rate
   * @param exposure κ = Σ c_t·λ_t over the run
   * @param timescale 1/(c·λ) at the peak rate
   * @param form which formula; null: the optimizer's default
   * @param learningRateFactor multiplies η for this group
   */
  public record Rule(
      String group,
      @Nullable List<Role> roles,
      @Nullable String match,
      @Nullable String layers,
      @Nullable Double lambda,
      @Nullable Span halfLife,
      @Nullable Double exposure,
      @Nullable Span timescale,
      @Nullable Form form,
      double learningRateFactor) {}
}
