package org.isotopelm;

/**
 * A text that a model generated.
 *
 * @param text what follows the prompt
 * @param tokens how many tokens were generated
 * @param ending why no more were
 */
public record Sample(String text, int tokens, Ending ending) {
  /** Why a text ends. */
  public enum Ending {
    /** As many tokens as were asked for. */
    TOKENS,
    /** The document ended. */
    END_OF_DOCUMENT,
    /** A stop string was next. */
    STOP_STRING
  }
}
