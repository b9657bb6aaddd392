package org.isotopelm.baseline;

/**
 * The counted baseline: an interpolated n-gram model with modified Kneser–Ney smoothing of the same
 * tokens.
 *
 * @param order n, at least 1
 */
public record CountedSpec(int order) {
  /** That of every run and study that does not say otherwise. */
  public static final CountedSpec STANDARD = new CountedSpec(5);

  public CountedSpec {
    if (order < 1) {
      throw new IllegalArgumentException("order " + order + " is not positive");
    }
  }

  /** As in tables and sentences: {@code counted 5-gram}. */
  public String label() {
    return "counted " + order + "-gram";
  }
}
