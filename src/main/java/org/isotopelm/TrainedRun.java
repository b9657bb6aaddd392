package org.isotopelm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a training gave.
 *
 * @param folder the run's
 * @param home where its corpus is kept
 * @param steps done, those before a stop among them
 * @param interrupted whether it was stopped; the same training goes on from its checkpoint
 * @param trainNll mean nll of training text under the last weights, in nats per token
 * @param validationNll the same of the validation split; null where there is none
 */
public record TrainedRun(
    Path folder,
    Path home,
    long steps,
    boolean interrupted,
    double trainNll,
    @Nullable Double validationNll) {
  /** {@return the model of the best checkpoint} */
  public LanguageModel open() {
    return Isotope.open(folder, OpenOptions.defaults().withHome(home));
  }
}
