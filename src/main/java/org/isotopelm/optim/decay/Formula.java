package org.isotopelm.optim.decay;

/** By which formula a group decays: a preset, or parts that are chosen one by one. */
public sealed interface Formula permits Form, Parts {
  /** What it consists of. */
  Parts parts();

  /** The preset's name, where there is one of these parts, else {@code custom}. */
  String label();

  /** Whether it decays at all. */
  default boolean decays() {
    return true;
  }

  /**
   * What the config's {@code lambda} is divided by to become λ.
   *
   * @param steps of the run
   */
  default double divisor(long steps) {
    return 1;
  }
}
