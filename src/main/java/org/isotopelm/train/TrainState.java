package org.isotopelm.train;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.eval.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands: all that it needs to continue besides weights and what the optimizer keeps.
 * Batches and dropout are functions of seed and step, so the step is the data position and the
 * generators' state.
 *
 * @param step steps taken
 * @param tokens tokens predicted
 * @param seconds spent in training, over all sessions of the run
 * @param evaluations of the validation split, in their order
 * @param best the best of them, or null before the first
 * @param evaluationsWithoutGain evaluations since then
 * @param lossSum Σ of the steps' mean nll since the last log point
 * @param lossSteps the number of those steps
 * @param loss mean nll of the steps before the last log point; null before the first
 * @param planHash of the decay plan
 */
public record TrainState(
    long step,
    long tokens,
    double seconds,
    List<Evaluated> evaluations,
    @Nullable Evaluated best,
    int evaluationsWithoutGain,
    double lossSum,
    long lossSteps,
    @Nullable Double loss,
    String planHash) {

  /** The validation nll after a step. */
  public record Evaluated(long step, double nll) {}

  public static TrainState start(String planHash) {
    return new TrainState(0, 0, 0, List.of(), null, 0, 0, 0, null, planHash);
  }

  /** Behind the one step of a model that is made in one go. */
  static TrainState made(long tokens, double seconds, @Nullable Scores held, String planHash) {
    TrainState made = new TrainState(1, tokens, seconds, List.of(), null, 0, 0, 0, null, planHash);
    return held == null ? made : made.evaluated(held.nll(), true);
  }

  /** Of a model that was not trained here. */
  public static TrainState imported(String planHash) {
    return new TrainState(1, 0, 0, List.of(), null, 0, 0, 0, null, planHash);
  }

  /** One step further. */
  TrainState after(double nll, int stepTokens, double now) {
    return new TrainState(
        step + 1,
        tokens + stepTokens,
        now,
        evaluations,
        best,
        evaluationsWithoutGain,
        lossSum + nll,
        lossSteps + 1,
        loss,
        planHash);
  }

  /** The validation split was scored. */
  TrainState evaluated(double nll, boolean isBest) {
    Evaluated evaluation = new Evaluated(step, nll);
    return new TrainState(
        step,
        tokens,
        seconds,
        Stream.concat(evaluations.stream(), Stream.of(evaluation)).toList(),
        isBest ? evaluation : best,
        isBest ? 0 : evaluationsWithoutGain + 1,
        lossSum,
        lossSteps,
        loss,
        planHash);
  }

  /** The best checkpoint is lost: the next evaluation is the best. */
  public TrainState withoutBest() {
    return new TrainState(
        step,
        tokens,
        seconds,
        evaluations,
        null,
        evaluationsWithoutGain,
        lossSum,
        lossSteps,
        loss,
        planHash);
  }

  /** A line was logged: the mean loss starts anew. */
  TrainState logged() {
    double mean = lossSum / Math.max(1, lossSteps);
    return new TrainState(
        step, tokens, seconds, evaluations, best, evaluationsWithoutGain, 0, 0, mean, planHash);
  }
}
