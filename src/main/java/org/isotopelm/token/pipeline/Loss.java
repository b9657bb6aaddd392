package org.isotopelm.token.pipeline;

/** What the tokens of a text do not say about it. */
public enum Loss {
  /** Nothing: tokens decode to their text, whatever it is. */
  NOTHING,

  /** What stands for unknown tokens; each stands for one character. */
  UNKNOWN,

  /** White space between tokens, and what stands for unknown ones. */
  BLANKS,

  /** More: the text is changed before it becomes tokens. */
  MORE
}
