package org.isotopelm.study.verdict;

import org.isotopelm.words.Figures;

/**
 * What figures are of.
 *
 * @param figure what they are called, such as {@code nll}
 * @param of what one is of, such as {@code nats per token}
 * @param difference what a difference is of, such as {@code nats}
 * @param isNll whether exp of a figure is a perplexity
 */
public record Unit(String figure, String of, String difference, boolean isNll) {
  /** A difference. */
  String shown(double value) {
    return Figures.nats(value) + " " + difference;
  }

  /** What people compare: {@code perplexity} where there is one. */
  String known() {
    return isNll ? "perplexity" : figure;
  }

  /** A figure as that: {@code 50.66}. */
  String known(double value) {
    return isNll ? Figures.perplexity(StrictMath.exp(value)) : Figures.nats(value);
  }
}
