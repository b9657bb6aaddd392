package org.isotopelm;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a model thinks of a text.
 *
 * @param text that was scored
 * @param tokens in their order
 */
public record TextScore(String text, List<TokenScore> tokens) {
  private static final double LOG_2 = StrictMath.log(2);

  /** Copies the list. */
  public TextScore {
    tokens = List.copyOf(tokens);
  }

  /** {@return Σ ln p of all tokens} */
  public double logProbability() {
    double sum = 0;
    for (TokenScore token : tokens) {
      sum += token.logProbability();
    }
    return sum;
  }

  /** {@return the mean negative log-likelihood in nats per token; NaN for no token} */
  public double nll() {
    return 0 - logProbability() / tokens.size();
  }

  /** {@return e^nll} */
  public double perplexity() {
    return StrictMath.exp(nll());
  }

  /** {@return −Σ log₂ p over the UTF-8 bytes of the text; comparable where tokenizers differ} */
  public double bitsPerByte() {
    return 0 - logProbability() / LOG_2 / text.getBytes(StandardCharsets.UTF_8).length;
  }
}
