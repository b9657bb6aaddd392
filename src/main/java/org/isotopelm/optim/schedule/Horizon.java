package org.isotopelm.optim.schedule;

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
    return switch (span.unit()) {
      case STEPS -> span.length();
      case EPOCHS -> span.length() * stepsPerEpoch;
      case TOKENS -> span.length() / tokensPerStep;
    };
  }
}
