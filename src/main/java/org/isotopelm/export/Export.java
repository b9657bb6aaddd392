package org.isotopelm.export;

import java.nio.file.Path;
import java.util.Optional;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.model.ngram.estimate.Approximation;

/**
 * What to write, and where.
 *
 * @param target the file or folder
 * @param force replaces an earlier export there
 * @param type of the numbers, where the format has a choice
 * @param approximation how n-grams approximate the model, if it is approximated and the user says
 *     so
 * @param threads that share the work; no part of the result
 */
public record Export(
    TrainedModel model,
    Path target,
    boolean force,
    NumberType type,
    Optional<Approximation> approximation,
    int threads) {
  /** With the usual approximation, on all processors. */
  public Export(TrainedModel model, Path target, boolean force, NumberType type) {
    this(model, target, force, type, Optional.empty(), Runtime.getRuntime().availableProcessors());
  }
}
