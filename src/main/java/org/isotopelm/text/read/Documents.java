package org.isotopelm.text.read;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What counts as one document of a plain text. */
public enum Documents {
  FILE,
  LINE,
  @JsonProperty("blank-line")
  BLANK_LINE,
  /**
   * Paragraphs that follow each other, until they have {@value #PASSAGE_BYTES} bytes; a line of
   * more than three times as many is cut.
   */
  PASSAGE;

  /** What a passage has at least, but for the last one of a file. */
  public static final int PASSAGE_BYTES = 4000;
}
