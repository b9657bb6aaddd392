package org.isotopelm.optim.decay;

import org.isotopelm.optim.schedule.Span;

/** How strongly a group decays, in one of the ways that a config may say it. */
public sealed interface Strength {
  /** λ itself. */
  record Lambda(double value) implements Strength {}

  /** ln 2/(c·λ) at the peak learning rate: the time in which decay alone halves a weight. */
  record HalfLife(Span span) implements Strength {}

  /** κ = λ·Σ c_t over the run. */
  record Exposure(double value) implements Strength {}

  /** τ = 1/(c·λ) at the peak learning rate. */
  record Timescale(Span span) implements Strength {}

  /** The config's key. */
  default String key() {
    return switch (this) {
      case Lambda _ -> "lambda";
      case HalfLife _ -> "half_life";
      case Exposure _ -> "exposure";
      case Timescale _ -> "timescale";
    };
  }
}
