package org.isotopelm;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isotopelm.eval.Choice;

/**
 * How text is generated.
 *
 * @param tokens how many tokens to generate at most; the end of a document is one
 * @param choice how each token is chosen
 * @param seed of the choices: the same seed gives the same text
 * @param stopAtEnd whether to stop at the end of the document; else a new document follows, behind
 *     a blank line
 * @param stopAt strings before which the text ends; none of them empty
 * @param threads at least 1: the caller's and others that help a large network; the text does not
 *     depend on it
 */
public record SampleOptions(
    int tokens, Choice choice, long seed, boolean stopAtEnd, List<String> stopAt, int threads) {
  /** 200 tokens by their probabilities, with seed 1, and no reason to stop before. */
  public static final SampleOptions DEFAULT =
      new SampleOptions(200, Choice.DEFAULT, 1, false, List.of(), 1);

  /**
   * Checks them.
   *
   * @throws IsotopeException (usage) if {@code tokens} is negative, {@code threads} is less than 1,
   *     or a stop string is empty
   */
  public SampleOptions {
    Objects.requireNonNull(choice, "choice");
    stopAt = Errors.texts("stopAt", stopAt);
    if (tokens < 0) {
      throw Errors.usage("tokens", tokens + " is not possible; use 0 or more");
    }
    Errors.requireThreads("threads", threads);
    if (stopAt.contains("")) {
      throw Errors.usage("stop_at", "the empty text is everywhere; use at least one character");
    }
  }

  /**
   * {@return the same with another number of tokens}
   *
   * @param other 0 or more
   */
  public SampleOptions withTokens(int other) {
    return new SampleOptions(other, choice, seed, stopAtEnd, stopAt, threads);
  }

  /**
   * {@return the same with another way to choose each token}
   *
   * @param other how
   */
  public SampleOptions withChoice(Choice other) {
    return new SampleOptions(tokens, other, seed, stopAtEnd, stopAt, threads);
  }

  /**
   * {@return the same with another temperature}
   *
   * @param other divides the logits; 0 always takes the likeliest token
   */
  public SampleOptions withTemperature(double other) {
    return Errors.translated(() -> withChoice(choice.withTemperature(other)));
  }

  /**
   * {@return the same with a choice among the likeliest tokens}
   *
   * @param other how many; 0: all
   */
  public SampleOptions withTopK(int other) {
    return Errors.translated(() -> withChoice(choice.withTopK(other)));
  }

  /**
   * {@return the same with a choice among the likeliest tokens that together have a probability}
   *
   * @param other this probability; 1: all
   */
  public SampleOptions withTopP(double other) {
    return Errors.translated(() -> withChoice(choice.withTopP(other)));
  }

  /**
   * {@return the same with a choice among tokens that have a share of the likeliest one's
   * probability}
   *
   * @param other this share at least; 0: all
   */
  public SampleOptions withMinP(double other) {
    return Errors.translated(() -> withChoice(choice.withMinP(other)));
  }

  /**
   * {@return the same with another penalty for tokens that the document already holds}
   *
   * @param other over 1 makes them less likely; 1: none
   */
  public SampleOptions withRepetitionPenalty(double other) {
    return Errors.translated(() -> withChoice(choice.withRepetitionPenalty(other)));
  }

  /**
   * {@return the same with another seed}
   *
   * @param other any number
   */
  public SampleOptions withSeed(long other) {
    return new SampleOptions(tokens, choice, other, stopAtEnd, stopAt, threads);
  }

  /**
   * {@return the same with another answer to whether the text ends with its document}
   *
   * @param other whether it does
   */
  public SampleOptions withStopAtEnd(boolean other) {
    return new SampleOptions(tokens, choice, seed, other, stopAt, threads);
  }

  /**
   * {@return the same with other strings before which the text ends}
   *
   * @param other none of them empty
   */
  public SampleOptions withStopAt(String... other) {
    return new SampleOptions(tokens, choice, seed, stopAtEnd, Arrays.asList(other), threads);
  }

  /**
   * {@return the same with another number of threads}
   *
   * @param other at least 1
   */
  public SampleOptions withThreads(int other) {
    return new SampleOptions(tokens, choice, seed, stopAtEnd, stopAt, other);
  }
}
