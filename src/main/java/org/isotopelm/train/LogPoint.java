package org.isotopelm.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of metrics.jsonl.
 *
 * @param tokens predicted so far
 * @param epoch passes over the training split so far
 * @param trainNll the loss: mean nll of the steps since the line before, in nats per token, each
 *     scored before its own update and with dropout; people read it as "train loss", as the "train
 *     nll" of a result is of the last weights ({@link TrainResult})
 * @param validationNll of the whole validation split, where it was scored at this step
 * @param learningRate η_t
 * @param gradientNorm ‖g‖ before clipping
 * @param groups by name
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
    Map<String, Group> groups) {

  /**
   * A group at a step.
   *
   * @param lambda λ_t
   * @param decayRate c_t·λ_t: the share of every weight that this step takes away; null for decay
   *     in the gradient, which passes through the optimizer and has no rate of its own
   * @param weightNorm ‖θ‖ after the step
   * @param updateNorm ‖Δθ‖ of the step, decay included
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Group(
      double lambda, @Nullable Double decayRate, double weightNorm, double updateNorm) {}
}
