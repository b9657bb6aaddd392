package org.isotopelm.advice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What of a setting may become another. */
public enum Change {
  /** Training text. The number of epochs stays, so that steps grow with it. */
  DATA,
  /** Rows of a batch. Text and epochs stay, so that steps shrink with it. */
  BATCH,
  /** Width of the model's layers. */
  WIDTH,
  /** Passes over the same text. */
  EPOCHS,
  /** The peak learning rate, η_peak. */
  LEARNING_RATE;

  /** In words. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
