package org.isotopelm.train;

import org.isotopelm.eval.Scores;
import org.jspecify.annotations.Nullable;

/**
 * What a training gave.
 *
 * @param values the last weights
 * @param trainNll nll on training documents, evenly chosen, about as many tokens as the validation
 *     split has; where the training text is one long stream, the mean loss of the last steps
 * @param validation scores of the last weights; null without a validation split
 * @param interrupted whether it stopped because it was asked to
 */
public record TrainResult(
    TrainState state,
    float[] values,
    double trainNll,
    @Nullable Scores validation,
    boolean interrupted) {}
