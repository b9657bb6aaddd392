package org.isotopelm.model.ngram.estimate;

import java.util.Locale;
import java.util.OptionalInt;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.TokenModel;

/**
 * How n-grams approximate a model that is not made of n-grams.
 *
 * @param order the tokens of the longest n-grams; empty: {@value #ORDER}, or what the model sees
 *     and the token that it predicts, if that is less
 * @param tokens how many the model writes to find the n-grams
 * @param prune the threshold of entropy pruning, a share of the perplexity; 0: none
 * @param seed of the text; the same seed gives the same n-grams
 */
public record Approximation(OptionalInt order, int tokens, double prune, long seed) {
  /** The usual order. */
  public static final int ORDER = 5;

  /** The usual length of the text. */
  public static final int TOKENS = 500_000;

  /** The usual threshold: it halves the n-grams, and costs about 0.001 nats a token. */
  public static final double PRUNE = 1e-7;

  /**
   * @throws ProblemException (usage) if a number is out of its range
   */
  public Approximation {
    if (order.isPresent() && (order.getAsInt() < 1 || order.getAsInt() > NgramSpec.MOST_ORDER)) {
      throw ProblemException.usage(
          "order",
          "%s is not possible; use 1 to %s".formatted(order.getAsInt(), NgramSpec.MOST_ORDER));
    }
    if (tokens < 1 || tokens > ExpectedCounts.MOST_TOKENS) {
      throw ProblemException.usage(
          "tokens",
          String.format(
              Locale.ROOT,
              "%,d is not possible; use 1 to %,d",
              tokens,
              ExpectedCounts.MOST_TOKENS));
    }
    if (!(prune >= 0 && prune <= 1)) {
      throw ProblemException.usage("prune", prune + " is not possible; use 0 to 1");
    }
  }

  /** As usual. */
  public static Approximation usual() {
    return new Approximation(OptionalInt.empty(), TOKENS, PRUNE, 1);
  }

  /** The order for a model; one that is given and longer than the model sees is refused. */
  int orderFor(TokenModel model) {
    Integer context = model.sight().context();
    int most = context == null ? NgramSpec.MOST_ORDER : context + 1;
    if (order.isPresent() && order.getAsInt() > most) {
      throw ProblemException.usage(
          "order",
          String.format(
              Locale.ROOT,
              "%d is not possible; the model sees %d tokens before the one that it predicts, so use at most %d",
              order.getAsInt(),
              most - 1,
              most));
    }
    return order.orElse(Math.min(ORDER, most));
  }
}
