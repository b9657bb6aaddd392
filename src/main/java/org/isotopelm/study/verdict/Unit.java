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
  String shown(double value) {
    return Figures.nats(value) + " " + difference;
  }
}
