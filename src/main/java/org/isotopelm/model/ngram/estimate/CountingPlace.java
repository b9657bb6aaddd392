package org.isotopelm.model.ngram.estimate;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Where the n-grams of a text are counted and sorted; the counts are the same everywhere. */
public sealed interface CountingPlace {
  /** On this machine. */
  record Here() implements CountingPlace {}

  /**
   * On others.
   *
   * @param stop once true, counting ends with a {@link CancellationException}
   */
  record Elsewhere(NgramCounter counter, BooleanSupplier stop) implements CountingPlace {}
}
