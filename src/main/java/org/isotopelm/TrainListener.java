package org.isotopelm;

/**
 * Hears how a training goes, on the thread that trains. Each method is called between two steps, so
 * one that is slow slows the training down.
 */
public interface TrainListener {
  /** Hears nothing. */
  TrainListener NONE = new TrainListener() {};

  /**
   * A step is done.
   *
   * @param step from 1
   * @param steps of the whole training
   * @param nll mean over the tokens of the step, in nats, before its update
   */
  default void stepped(long step, long steps, double nll) {}

  /**
   * The validation split was scored.
   *
   * @param step after which
   * @param nll mean over its tokens, in nats
   * @param best whether no evaluation before was lower
   */
  default void evaluated(long step, double nll, boolean best) {}

  /**
   * Something that a user may want to know.
   *
   * @param line one sentence
   */
  default void noted(String line) {}

  /**
   * Something that a user should know before the figures are believed.
   *
   * @param line one sentence
   */
  default void warned(String line) {}
}
