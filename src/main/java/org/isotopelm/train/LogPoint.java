package org.isotopelm.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of metrics.jsonl.
 *
 * @param tokens predicted so far
 * @param epoch passes over the training split so far
 * @param trainNll the loss: mean nll of the steps since the line before, in nats per token, each
 *     scored before its own update and with dropout; people read it as "train loss", as the "train
 *     nll" of a result is of the model at the end ({@link TrainResult})
 * @param validationNll of the whole validation split, where it was scored at this step
 * @param learningRate η_t
 * @param gradientNorm ‖g‖ before clipping
 * @param groups by name
 * @param warnings what the norms of this step give reason to warn of
 */
public record LogPoint(
    long step,
    long tokens,
    double epoch,
    double seconds,
    double trainNll,
    @Nullable Double validationNll,
    double learningRate,
    double gradientNorm,
    Map<String, Group> groups,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {
  public LogPoint {
    warnings = warnings == null ? List.of() : List.copyOf(warnings); // older lines have none
  }

  /**
   * A group at a step.
   *
   * @param lambda λ_t
   * @param decayRate c_t·λ_t: the share of every weight that this step takes away; null for decay
   *     in the gradient, which passes through the optimizer and has no rate of its own
   * @param weightNorm ‖θ‖ after the step
   * @param updateNorm ‖Δθ‖ of the step, decay included
   * @param measured what instruments say; null at a step that was not measured
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Group(
      double lambda,
      @Nullable Double decayRate,
      double weightNorm,
      double updateNorm,
      @JsonUnwrapped @Nullable Measured measured) {
    public Group {
      // A line without these keys is read as one in which all of them are null.
      measured = measured == null || measured.agreement() == null ? null : measured;
    }
  }

  /**
   * What one step did to a group, as {@link org.isotopelm.optim.StepSums} defines each; null where
   * a figure is not defined.
   *
   * @param gradientNorm ‖g‖ before clipping
   * @param decayNorm the norm of what decay took away; null for decay in the gradient
   * @param radial the optimizer's own update along θ: over 0 it lengthens θ
   * @param tangential the norm of the optimizer's own update across θ
   * @param rotation radians from θ before the step to θ after it
   * @param equilibrium ‖θ‖ over its predicted equilibrium
   * @param agreement share of elements with u⊙θ ≥ 0
   * @param nearZero share of elements within 1 % of the group's root mean square of zero
   * @param tensors by name; null at most steps
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Measured(
      @Nullable Double gradientNorm,
      @Nullable Double decayNorm,
      @Nullable Double radial,
      @Nullable Double tangential,
      @Nullable Double rotation,
      @Nullable Double equilibrium,
      @Nullable Double agreement,
      @Nullable Double nearZero,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Tensor> tensors) {}

  /**
   * The same of a tensor.
   *
   * @param effectiveRank of a matrix, where the config asks for it
   * @param rowNorms of a token embedding: the mean norm of the rows in each tenth of the
   *     vocabulary, the tenth of the most frequent tokens first
   * @param rowTokens the share of the training tokens that each of these tenths has
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tensor(
      double weightNorm,
      double gradientNorm,
      double updateNorm,
      @Nullable Double decayNorm,
      @Nullable Double radial,
      @Nullable Double rotation,
      @Nullable Double equilibrium,
      double nearZero,
      @Nullable Double effectiveRank,
      @Nullable List<Double> rowNorms,
      @Nullable List<Double> rowTokens) {}
}
