package org.isotopelm.config;

/**
 * The config's {@code imported}: where the model of a run comes from that was not trained here.
 *
 * @param from the folder or file
 */
public record ImportedSpec(String from, Format format) {
  /** What it was read as. */
  public enum Format {
    HUGGINGFACE,
    ARPA
  }
}
