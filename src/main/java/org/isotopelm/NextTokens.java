package org.isotopelm;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.token.Tokenizer;

/** What may come next after a text: a probability for each token. Immutable. */
public final class NextTokens {
  private final Tokenizer tokenizer;
  private final double[] probabilities;

  NextTokens(Tokenizer tokenizer, double[] probabilities) {
    this.tokenizer = tokenizer;
    this.probabilities = probabilities;
  }

  /** {@return the probabilities of all tokens by id [V]: a copy} */
  public double[] probabilities() {
    return probabilities.clone();
  }

  /**
   * {@return the probability of one token}
   *
   * @param id of the token
   * @throws IsotopeException (usage) if the vocabulary has no such id
   */
  public double probability(int id) {
    if (id < 0 || id >= probabilities.length) {
      throw Errors.noToken(id, probabilities.length);
    }
    return probabilities[id];
  }

  /**
   * {@return the likeliest tokens, the likeliest first; ties go to the lower id}
   *
   * @param k how many; all where there are fewer
   * @throws IsotopeException (usage) if it is negative
   */
  public List<NextToken> likeliest(int k) {
    if (k < 0) {
      throw Errors.usage("k", k + " is not possible; use 0 or more");
    }
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(id -> -probabilities[id]))
        .limit(k)
        .map(
            id ->
                new NextToken(
                    id, tokenizer.token(id), tokenizer.decode(new int[] {id}), probabilities[id]))
        .toList();
  }
}
