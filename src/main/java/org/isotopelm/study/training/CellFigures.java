package org.isotopelm.study.training;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Interval;
import org.isotopelm.eval.Scores;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Divergence;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.TrainingPlan;
import org.jspecify.annotations.Nullable;

/** The figures of models on held-out text, as a study keeps them. */
final class CellFigures {
  private static final long SEED = 1;

  private CellFigures() {}

  /** Those of a model that was counted. */
  static CellResult counted(Scores scores, double seconds) {
    return CellResult.counted(
        scores.nll(),
        scores.tokens(),
        scores.bytes(),
        seconds,
        Arrays.stream(scores.unitNll()).boxed().toList(),
        Arrays.stream(scores.unitTokens()).boxed().toList(),
        scores.unknownTokens(),
        scores.unknownBytes());
  }

  static List<Double> pair(Interval interval) {
    return List.of(interval.low(), interval.high());
  }

  private static List<Double> ends(@Nullable Interval interval) {
    return interval == null ? List.of() : pair(interval);
  }

  /** Those of a final model. */
  static FinalScore last(Scores scores) {
    Evaluation evaluation = scores.evaluation(null, null, "test", SEED);
    return new FinalScore(
        scores.nll(),
        ends(evaluation.ci95()),
        evaluation.bitsPerByteSpelled(),
        ends(scores.bitsPerByteInterval(SEED)),
        Arrays.stream(scores.unitNll()).boxed().toList(),
        Arrays.stream(scores.unitTokens()).boxed().toList());
  }

  /** Those of a training in steps. */
  static CellResult trained(TrainResult result, TrainingPlan plan, double exposure, double peak) {
    Scores scores =
        Objects.requireNonNull(result.validation(), "a fold has a text to be scored on");
    Divergence.check(scores.nll(), result.trainNll(), plan.text().tokenizer().vocabulary());
    TrainState.Evaluated best = result.state().best();
    return new CellResult(
        scores.nll(),
        result.trainNll(),
        best == null ? scores.nll() : best.nll(),
        best == null ? result.state().step() : best.step(),
        scores.tokens(),
        scores.bytes(),
        exposure,
        peak,
        result.state().step(),
        result.state().seconds(),
        Arrays.stream(scores.unitNll()).boxed().toList(),
        Arrays.stream(scores.unitTokens()).boxed().toList(),
        result.state().evaluations(),
        scores.unknownTokens(),
        scores.unknownBytes(),
        plan.steps());
  }
}
