package org.isotopelm.eval;

/**
 * What a figure can mean. Weights and activations are of 24 bits, and rounding spreads over a
 * training: figures of trainings here differ by up to 2e-5 from those of the same training in
 * float64. So a difference that is 0 to the four places that are printed is none, whatever a test
 * says of it.
 */
public final class Resolution {
  /** Half of the last place printed, in nats per token or bits per byte. */
  public static final double OF_FIGURES = 5e-5;

  private Resolution() {}

  /** Whether a difference of two figures is none. */
  public static boolean isNone(double difference) {
    return Math.abs(difference) < OF_FIGURES;
  }
}
