package org.isotopelm.study;

/**
 * What one training gave.
 *
 * @param nll of the fold at the end of training, nats per token
 * @param trainNll of the text trained on, at the end of training
 * @param bestCheckpointNll the lowest nll of the fold at any evaluation
 * @param bestStep the step of that evaluation
 * @param tokens predicted tokens of the fold
 * @param exposure κ = Σ c_t·λ_t, of the group with the largest
 * @param steps optimizer steps
 * @param seconds wall time
 */
public record CellResult(
    double nll,
    double trainNll,
    double bestCheckpointNll,
    long bestStep,
    long tokens,
    double exposure,
    long steps,
    double seconds) {

  /** Whether every figure is a number; a training whose figures are not has diverged. */
  boolean isFinite() {
    return Double.isFinite(nll)
        && Double.isFinite(trainNll)
        && Double.isFinite(bestCheckpointNll)
        && Double.isFinite(exposure);
  }
}
