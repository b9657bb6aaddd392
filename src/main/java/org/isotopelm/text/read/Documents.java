package org.isotopelm.text.read;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What counts as one document of a plain text. */
public enum Documents {
  FILE,
  LINE,
  @JsonProperty("blank-line")
  BLANK_LINE
}
