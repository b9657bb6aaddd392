package org.isotopelm.train;

import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.jspecify.annotations.Nullable;

/** What a model that was made in one go amounts to: its figures, as those of any training. */
public final class SteplessTraining {
  private SteplessTraining() {}

  /**
   * Scores a model on validation and training text.
   *
   * @param seconds that it took to make
   */
  public static TrainResult result(SteplessPlan plan, TokenModel model, double seconds, Team team) {
    TokenizedSplit validation = plan.text().validation();
    Scores held = validation.targets() > 0 ? Evaluator.score(model, validation, team) : null;
    return result(plan, model, held, seconds, team);
  }

  /** As {@link #result}, of a model that was just made. */
  public static TrainResult result(
      SteplessPlan plan, SteplessPlan.Made made, double seconds, Team team) {
    return made.validation().isPresent()
        ? result(plan, made.model(), made.validation().get(), seconds, team)
        : result(plan, made.model(), seconds, team);
  }

  private static TrainResult result(
      SteplessPlan plan, TokenModel model, @Nullable Scores held, double seconds, Team team) {
    TokenizedSplit train = plan.text().train();
    TokenizedSplit validation = plan.text().validation();
    TokenizedSplit sample = TrainSample.of(train, TrainSample.wanted(validation));
    double trainNll = Evaluator.score(model, sample, team).nll();
    TrainState state =
        TrainState.made(train.targets(), seconds, held, plan.explanation().planHash());
    return new TrainResult(state, model, trainNll, held, false);
  }
}
