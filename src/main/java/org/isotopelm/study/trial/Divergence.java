package org.isotopelm.study.trial;

import java.util.List;
import java.util.Locale;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;

/**
 * When a training with finite figures has diverged all the same: it predicts far worse than one who
 * knows nothing and holds all V tokens equally likely, at ln V nats a token. On the text trained on
 * 2 nats more are enough, as any step that works brings the loss below that. Held-out text is
 * allowed 10, e¹⁰ = 22,000 times the perplexity: a model that has learned a small text by heart is
 * sure of itself elsewhere and pays for it, which is over-fitting and no divergence.
 */
public final class Divergence {
  private static final double TRAINING = 2;
  private static final double HELD_OUT = 10;

  /** Whether a nll is a divergence whatever the vocabulary is, 2³¹ being the most tokens. */
  static boolean isSure(double nll) {
    return nll > StrictMath.log(0x1p31) + HELD_OUT;
  }

  private Divergence() {}

  /**
   * Refuses figures of a training that has diverged.
   *
   * @throws IsotopeException exit code 5
   */
  public static void check(double nll, double trainNll, int vocabulary) {
    double uniform = StrictMath.log(vocabulary);
    if (nll > uniform + HELD_OUT || trainNll > uniform + TRAINING) {
      throw new IsotopeException(
          ExitCode.DIVERGED,
          List.of(
              Problem.at(
                  "optimizer",
                  String.format(
                      Locale.ROOT,
                      "training diverged: nll is %.4g on held-out text and %.4g on the text trained on, where all %,d tokens held equally likely give %.4g; try a lower peak of the learning rate, or a smaller lambda",
                      nll,
                      trainNll,
                      vocabulary,
                      uniform))),
          null);
    }
  }
}
