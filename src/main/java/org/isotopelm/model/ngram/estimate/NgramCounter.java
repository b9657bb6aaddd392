package org.isotopelm.model.ngram.estimate;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Counts and sorts the n-grams of a text on other machines. */
@FunctionalInterface
public interface NgramCounter {
  /**
   * Counts them by {@link NgramPart}, {@link NgramRanges} and {@link NgramMerge}.
   *
   * @param stop once true, this ends with a {@link CancellationException}
   * @param sorted receives the merged n-grams of one range after another
   */
  void count(NgramText text, int order, BooleanSupplier stop, Consumer<byte[]> sorted);
}
