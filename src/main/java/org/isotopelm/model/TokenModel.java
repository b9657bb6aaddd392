package org.isotopelm.model;

import java.util.Optional;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;

/**
 * A language model over token ids: gives each next token of a text a probability, from what stands
 * before it: a network with its weights, counted n-grams, a mixture of both. It does not change,
 * and serves any number of threads; its readers serve one each.
 */
public interface TokenModel {
  /** Number of token ids, V. */
  int vocabulary();

  /** How many numbers it consists of: weights, or n-grams. */
  long parameters();

  /** What it sees of a text before the token that it predicts. */
  Sight sight();

  /**
   * Whether the probabilities of all tokens sum to one after any text. Where they do not, the model
   * has scores but no perplexity.
   */
  default boolean isDistribution() {
    return true;
  }

  /**
   * The nll of every target of a split in nats, in the order of {@link
   * org.isotopelm.data.TargetStream}; infinite where the model holds a token to be impossible. The
   * result is the same for any number of threads.
   */
  float[] score(TokenizedSplit split, Team team);

  /** Says what may stand in the place of every target of a split; one thread at a time. */
  @FunctionalInterface
  interface Distributions {
    /**
     * The probability of every token at every target.
     *
     * @param probabilities [targets, V], in the order of {@link org.isotopelm.data.TargetStream}
     */
    void of(TokenizedSplit split, float[] probabilities);
  }

  /**
   * The whole distributions behind {@link #score}; the same for any number of threads.
   *
   * @param team that nobody else runs while they are used
   */
  default Distributions distributions(Team team) {
    return new ReadDistributions(this, team);
  }

  /** Reads texts from their beginning. */
  Reader reader();

  /**
   * The same, whose work a team shares where that pays; what it says has the same bits.
   *
   * @param team that nobody else runs while the reader is used
   */
  default Reader reader(Team team) {
    return reader();
  }

  /** The hidden states that it predicts from, where it is recurrent. */
  default Optional<HiddenStates> states() {
    return Optional.empty();
  }

  /** Reads a text token by token, and says before each what may come; one thread at a time. */
  interface Reader {
    /**
     * A document begins. What is seen is the end-of-document token, and earlier documents only
     * where {@link Sight#earlierDocuments()} says so. A document that was read before it has ended
     * with the end-of-document token, which {@link #read} does not get.
     */
    void begin();

    /** So many tokens are about to be read: what is said of them has the same bits. */
    default void expect(int tokens) {}

    /** Reads the next token of the document. */
    void read(int token);

    /**
     * What may come next, as logits: ln p but for a constant.
     *
     * @param logits [V]
     */
    void logits(float[] logits);

    /**
     * What may come next: the probability of every token, to the precision of the model's scores.
     *
     * @param probabilities [V]
     */
    void distribution(double[] probabilities);
  }
}
