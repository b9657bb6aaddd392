package org.isotopelm.train;

import org.isotopelm.eval.Scores;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * What a training gave.
 *
 * @param model as it is at the end
 * @param trainNll nll on training documents, evenly chosen, about as many tokens as the validation
 *     split has; where the training text is one long stream, the mean loss of the last steps
 * @param validation scores of the model at the end; null without a validation split
 * @param interrupted whether it stopped because it was asked to
 */
public record TrainResult(
    TrainState state,
    TokenModel model,
    double trainNll,
    @Nullable Scores validation,
    boolean interrupted) {
  /** The weights of a network. */
  public float[] values() {
    return ((Network) model).values();
  }
}
