package org.isotopelm.coding;

import java.util.Locale;
import java.util.Optional;

/**
 * What was found while a split was scored, read, coded and decoded again: whether its perplexity
 * can be believed.
 *
 * @param contexts how many whole distributions were summed: one before every target
 * @param largestDeviation of Σp from 1
 * @param causal whether no score changed when later tokens were changed
 * @param compared scores that were compared before and after such a change
 * @param largestChange of one of them, in nats
 * @param once whether every target has one score, which is the reader's −ln p of it
 * @param largestDifference of a score from the reader's −ln p, in nats
 * @param codedBits of the coded tokens: bits of a file
 * @param idealBits Σ −log₂ p by the scores
 * @param decoded whether all tokens and the text came back
 * @param otherBits of what the tokens lose: white space between words, unknown words
 */
public record Proof(
    long contexts,
    double largestDeviation,
    boolean causal,
    long compared,
    double largestChange,
    boolean once,
    double largestDifference,
    long codedBits,
    double idealBits,
    boolean decoded,
    long otherBits) {
  /** The most that Σp may deviate from 1. */
  public static final double MOST_DEVIATION = 1e-5;

  /** The most that a score may change with what comes later, in nats: batches round differently. */
  public static final double MOST_CHANGE = 1e-4;

  /** The most that a score may differ from the reader's −ln p, in nats. */
  public static final double MOST_DIFFERENCE = 1e-3;

  private static final double MOST_SHARE = 0.001;
  private static final double MOST_BITS = 64;

  /** What of it fails; nothing where all holds. */
  public Optional<String> failure() {
    if (!(largestDeviation <= MOST_DEVIATION)) {
      return Optional.of(
          String.format(
              Locale.ROOT, "the probabilities of all tokens sum to 1 ± %.3g", largestDeviation));
    }
    if (idealBits == Double.POSITIVE_INFINITY) {
      return Optional.of("the model gives a token of the text probability 0");
    }
    if (!once) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "not every token has one score that is its −ln p; the largest difference is %.3g nats",
              largestDifference));
    }
    if (!causal) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "scores change by up to %.3g nats when only later tokens are changed",
              largestChange));
    }
    if (!decoded) {
      return Optional.of("the coded text does not come back when it is decoded");
    }
    double most = idealBits + MOST_SHARE * idealBits + MOST_BITS;
    if (!(codedBits <= most)) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the coded text has %,d bits, and the scores promise %,.1f",
              codedBits,
              idealBits));
    }
    double least = idealBits - MOST_SHARE * idealBits - MOST_BITS;
    if (!(codedBits >= least)) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the coded text has %,d bits, fewer than the %,.1f that the scores promise: the coder has no share below 2^−%d, so smaller probabilities cannot be proved",
              codedBits,
              idealBits,
              CodeRange.BITS));
    }
    return Optional.empty();
  }
}
