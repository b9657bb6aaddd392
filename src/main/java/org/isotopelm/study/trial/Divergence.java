package org.isotopelm.study.trial;

import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;

/**
 * Decides when a training with finite figures has diverged all the same: it predicts far worse than
 * a model that knows nothing and holds all V tokens equally likely, which has ln V nats per token.
 * On the training text 2 nats more are enough, because any step that works brings the loss below
 * that. On held-out text 10 more are allowed, 22,000 = e¹⁰ times the perplexity: a model that has
 * learned a small text by heart is too sure elsewhere, and that is over-fitting, not divergence.
 */
public final class Divergence {
  private static final double TRAINING = 2;
  private static final double HELD_OUT = 10;

  /** Whether a nll is a divergence for any vocabulary; the largest has 2³¹ tokens. */
  static boolean isSure(double nll) {
    return nll > StrictMath.log(0x1p31) + HELD_OUT;
  }

  private Divergence() {}

  /**
   * Refuses figures of a training that has diverged.
   *
   * @throws ProblemException exit code 5
   */
  public static void check(double nll, double trainNll, int vocabulary) {
    double uniform = StrictMath.log(vocabulary);
    if (nll > uniform + HELD_OUT || trainNll > uniform + TRAINING) {
      throw new ProblemException(
          ExitCode.DIVERGED,
          List.of(
              Problem.at(
                  "optimizer",
                  String.format(
                      Locale.ROOT,
                      "training diverged: nll is %.4g on held-out text and %.4g on the text trained on, and a model that holds all %,d tokens equally likely has %.4g; try a lower peak of the learning rate, or a smaller lambda",
                      nll,
                      trainNll,
                      vocabulary,
                      uniform))),
          null);
    }
  }
}
