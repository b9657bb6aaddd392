package org.isotopelm.optim;

import org.isotopelm.optim.OptimizerSpec.Span;

/**
 * How long a run is, in every unit: what turns half-lives and exposures into λ and back.
 *
 * @param schedule with the number of steps
 * @param stepsPerEpoch optimizer steps in one pass over the training split; need not be whole
 * @param tokensPerStep predicted tokens in one optimizer step
 */
public record Horizon(Schedule schedule, double stepsPerEpoch, double tokensPerStep) {

  /** The span in steps. */
  public double steps(Span span) {
    if (span.steps() != null) {
      return span.steps();
    }
    if (span.epochs() != null) {
      return span.epochs() * stepsPerEpoch;
    }
    if (span.tokens() != null) {
      return span.tokens() / tokensPerStep;
    }
    throw new IllegalArgumentException("a span needs steps, epochs or tokens");
  }
}
