package org.isotopelm.token;

import java.util.List;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many ids a vocabulary needs, and how many it got. */
final class Room {
  private static final Logger LOG = LoggerFactory.getLogger(Room.class);

  private Room() {}

  /**
   * Refuses a kind without a vocabulary.
   *
   * @throws ProblemException (config) if there is none
   */
  static void requireGiven(@Nullable Integer vocabulary, String kind) {
    if (vocabulary == null) {
      throw ProblemException.config(
          List.of(
              Problem.at(
                  "tokenizer.vocabulary",
                  "is missing; " + kind + " needs a size to grow to, such as 1024")));
    }
  }

  /**
   * Refuses a vocabulary that is too small.
   *
   * @param content what the smallest holds
   * @throws ProblemException (config) if it is smaller than that
   */
  static void require(@Nullable Integer vocabulary, int smallest, String content) {
    if (vocabulary != null && vocabulary < smallest) {
      throw ProblemException.config(
          "tokenizer.vocabulary",
          "%s is too small; it must be ≥ %s: %s"
              .formatted(vocabulary, Integer.toString(smallest), content));
    }
  }

  /** Warns where a text gave fewer tokens than were asked for. */
  static void tellSmaller(@Nullable Integer asked, int size, String why) {
    if (asked != null && size < asked) {
      LOG.warn("tokenizer.vocabulary is {}, but only {} tokens were made: {}", asked, size, why);
    }
  }
}
