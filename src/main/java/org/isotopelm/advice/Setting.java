package org.isotopelm.advice;

import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.param.Role;
import org.isotopelm.train.GradientPlan;

/**
 * What the rules ask of a training.
 *
 * @param coefficient c at the peak of the schedule: decay takes c·λ of a weight in a step
 * @param learningRate η at the peak
 * @param stepsPerEpoch optimizer steps in one pass over the training text; need not be whole
 * @param epochs passes
 * @param tokens predicted in one pass
 * @param parameters of the model
 * @param normalised whether the model has norm layers, which make the size of weights before them
 *     indifferent
 */
public record Setting(
    double coefficient,
    double learningRate,
    double stepsPerEpoch,
    double epochs,
    double tokens,
    long parameters,
    boolean normalised) {

  /** Of the training that a plan describes, for one of its groups. */
  static Setting of(GradientPlan plan, DecayPlan.Group group) {
    double stepsPerEpoch = plan.horizon().stepsPerEpoch();
    return new Setting(
        group.decay().peakCoefficient(plan.horizon().schedule(), group.learningRateFactor()),
        plan.horizon().schedule().peak(),
        stepsPerEpoch,
        plan.steps() / stepsPerEpoch,
        plan.horizon().tokensPerStep() * stepsPerEpoch,
        plan.model().parameters().count(),
        plan.model().parameters().parameters().stream()
            .anyMatch(each -> each.role() == Role.NORM_GAIN));
  }

  /** Tokens that the whole training predicts, for each parameter. */
  public double tokensPerParameter() {
    return tokens * epochs / parameters;
  }

  /** Whether there is a parameter or more for each token of the text. */
  boolean learnsByHeart() {
    return tokens <= parameters;
  }

  /** Steps of the whole training, to the next one. */
  long steps() {
    return Math.max(1, Math.round(stepsPerEpoch * epochs));
  }

  /** τ = 1/(c·λ), in steps. */
  public double timescaleSteps(double lambda) {
    return 1 / (coefficient * lambda);
  }

  /** τ = 1/(c·λ), in epochs. */
  public double timescaleEpochs(double lambda) {
    return timescaleSteps(lambda) / stepsPerEpoch;
  }

  /** The λ of a timescale in epochs. */
  public double lambda(double timescaleEpochs) {
    return 1 / (coefficient * timescaleEpochs * stepsPerEpoch);
  }

  /**
   * This setting after one change.
   *
   * @param planned the training with all changes but that of its text
   */
  Setting with(Change change, double factor, Setting planned) {
    return new Setting(
        change == Change.LEARNING_RATE ? planned.coefficient : coefficient,
        change == Change.LEARNING_RATE ? planned.learningRate : learningRate,
        switch (change) {
          case DATA -> stepsPerEpoch * factor;
          case BATCH -> stepsPerEpoch / factor;
          case WIDTH, EPOCHS, LEARNING_RATE -> stepsPerEpoch;
        },
        change == Change.EPOCHS ? epochs * factor : epochs,
        change == Change.DATA ? tokens * factor : tokens,
        change == Change.WIDTH ? planned.parameters : parameters,
        normalised);
  }
}
