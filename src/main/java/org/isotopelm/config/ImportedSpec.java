package org.isotopelm.config;

import org.jspecify.annotations.Nullable;

/**
 * The config's {@code imported}: where the model of a run comes from that was not trained here.
 *
 * @param from the folder or file
 * @param begin the token that documents begin with; null: the end-of-document token
 */
public record ImportedSpec(String from, Format format, @Nullable Integer begin) {
  /** What it was read as. */
  public enum Format {
    HUGGINGFACE,
    ARPA
  }
}
