package org.isotopelm.survey;

import java.util.List;
import org.isotopelm.text.DataSpec.SplitSpec;

/** How much of a text is held out. */
final class HeldOutShares {
  /** Below this size a tenth would be a few sentences. */
  private static final long SMALL = 100_000;

  private static final double OF_SMALL = 0.15;
  private static final double USUAL = 0.1;

  /** A test split of so many bytes has a narrow interval; more would only lack in training. */
  private static final double ENOUGH = 500_000;

  private static final double LEAST = 0.01;

  private HeldOutShares() {}

  /**
   * The split of a text.
   *
   * @param stream whether it is one document: folds cannot be cut from it, so it needs a validation
   *     split
   */
  static SplitSpec of(long bytes, boolean stream) {
    double test = test(bytes);
    return new SplitSpec(stream ? Math.max(test, LEAST) : 0, test, 1, stream, List.of(), List.of());
  }

  private static double test(long bytes) {
    if (bytes < SMALL) {
      return OF_SMALL;
    }
    double share = Math.clamp(ENOUGH / bytes, LEAST, USUAL);
    return Math.round(1000 * share) / 1000.0;
  }
}
