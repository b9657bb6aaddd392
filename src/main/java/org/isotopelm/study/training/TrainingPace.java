package org.isotopelm.study.training;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.cost.Rehearsal;

/**
 * How fast a study's model trains on its text, for trainings of any length: measured in about three
 * seconds on the first fold.
 *
 * @param preparation seconds that it took to train the tokenizer and to encode the text
 * @param step seconds of an optimizer step
 * @param scored seconds for a held-out token
 * @param tokensPerStep predicted tokens
 * @param tokens of the training and the held-out text together
 */
public record TrainingPace(
    double preparation, double step, double scored, double tokensPerStep, long tokens) {

  /**
   * Measures the training that the config describes, as busy as the machine is.
   *
   * @param stop whether nobody waits for it any more
   */
  public static TrainingPace of(TrainingRunner runner, BooleanSupplier stop) {
    long begun = System.nanoTime();
    GradientPlan plan = runner.plan(Map.of());
    double preparation = (System.nanoTime() - begun) * 1e-9;
    Rehearsal.Pace pace = Rehearsal.of(plan, stop).pace();
    long training = plan.text().train().targets();
    double perStep = training * plan.epochs(1);
    long tokens = training + plan.text().validation().targets();
    return new TrainingPace(preparation, pace.step(), pace.scored(), perStep, tokens);
  }

  /** The same training where each step and each token takes so many times as long. */
  public TrainingPace times(double factor) {
    return new TrainingPace(preparation, factor * step, factor * scored, tokensPerStep, tokens);
  }
}
