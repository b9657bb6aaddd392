package org.isotopelm.model.ngram.arpa;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.NgramTableBuilder;

/**
 * Lets the probabilities of a file sum to one. Its numbers are rounded, so the sums are a little
 * off: the unigrams are divided by their sum, and back-off weights are computed anew. A file whose
 * sums are further off is no distribution, and stays as it is.
 */
final class ArpaSums {
  /** Four digits after the point of a logarithm make an error of 1e-4. */
  private static final double LARGEST_ERROR = 1e-3;

  private final NgramTableBuilder builder;
  private final NgramTable table;
  private final int contexts;

  ArpaSums(NgramTableBuilder builder) {
    this.builder = builder;
    table = builder.table();
    contexts = table.sizes().contexts();
  }

  NgramTable sealed(Path file, Consumer<String> notes) {
    double error = Math.abs(unigramSum() - 1);
    for (int context = 1; context < contexts; context++) {
      error = Math.max(error, Math.abs(sum(context) - 1));
    }
    boolean distribution = error <= LARGEST_ERROR;
    if (distribution) {
      normalise();
    } else {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%s is no distribution: after a context the probabilities sum to 1 ± %.2g; its scores are used as they are",
              file,
              error));
    }
    return builder.seal(distribution);
  }

  private double unigramSum() {
    double sum = 0;
    for (int token = 0; token < table.sizes().vocabulary(); token++) {
      sum += table.unigram(token);
    }
    return sum;
  }

  private double sum(int context) {
    double sum = 0;
    for (int child = table.firstChild(context); child < table.childrenEnd(context); child++) {
      sum += table.probability(child);
    }
    return sum + table.backoff(context) * (1 - lower(context));
  }

  /** The probability of a context's children in its suffix. */
  private double lower(int context) {
    int suffix = table.suffix(context);
    double lower = 0;
    for (int child = table.firstChild(context); child < table.childrenEnd(context); child++) {
      lower += table.probability(suffix, table.token(child));
    }
    return lower;
  }

  private void normalise() {
    double sum = unigramSum();
    for (int token = 0; token < table.sizes().vocabulary(); token++) {
      builder.setProbability(token + 1, table.unigram(token) / sum);
    }
    for (int context = 1; context < contexts; context++) {
      builder.normalise(context, lower(context), table.backoff(context));
    }
  }
}
