package org.isotopelm.study.trial;

import java.util.List;
import org.isotopelm.study.training.Exposure;
import org.isotopelm.train.TrainState.Evaluated;

/**
 * The figures of one training.
 *
 * @param nll of the fold at the end of training, nats per token
 * @param trainNll of the text trained on, at the end of training
 * @param bestCheckpointNll the lowest nll of the fold at any evaluation
 * @param bestStep the step of that evaluation
 * @param tokens predicted tokens of the fold
 * @param bytes UTF-8 bytes of the fold's original text
 * @param exposure κ of the decay that is searched, over the steps that were done; see {@link
 *     Exposure}
 * @param learningRate η at its peak
 * @param steps optimizer steps that were done
 * @param seconds wall time
 * @param unitNll Σ nll of each document of the fold, or of each block of a text that is one stream
 * @param unitTokens predicted tokens of each
 * @param evaluations nll of the fold during training, in their order
 * @param unknownTokens of the fold's tokens, those that stand for text the tokenizer does not know
 * @param unknownBytes UTF-8 bytes of that text
 * @param plannedSteps steps of the whole plan; more than were done where training stopped early
 */
public record CellResult(
    double nll,
    double trainNll,
    double bestCheckpointNll,
    long bestStep,
    long tokens,
    long bytes,
    double exposure,
    double learningRate,
    long steps,
    double seconds,
    List<Double> unitNll,
    List<Double> unitTokens,
    List<Evaluated> evaluations,
    long unknownTokens,
    long unknownBytes,
    long plannedSteps) {

  /** What a counted model is scored with: it has no steps, and what follows from these is NaN. */
  public static CellResult counted(
      double nll,
      long tokens,
      long bytes,
      double seconds,
      List<Double> unitNll,
      List<Double> unitTokens,
      long unknownTokens,
      long unknownBytes) {
    double none = Double.NaN;
    return new CellResult(
        nll,
        none,
        none,
        0,
        tokens,
        bytes,
        none,
        none,
        0,
        seconds,
        unitNll,
        unitTokens,
        List.of(),
        unknownTokens,
        unknownBytes,
        0);
  }

  /** Whether every figure is a finite number; otherwise the training has diverged. */
  boolean isFinite() {
    return Double.isFinite(nll) && (isCounted() || isTrainedFinite());
  }

  private boolean isTrainedFinite() {
    return Double.isFinite(trainNll)
        && Double.isFinite(bestCheckpointNll)
        && Double.isFinite(exposure);
  }

  /** Whether the model was counted, not trained in steps. */
  public boolean isCounted() {
    return steps == 0;
  }

  /**
   * Whether training ended before its plan, because the fold that scores it showed no more gain.
   */
  public boolean stoppedEarly() {
    return steps < plannedSteps;
  }
}
