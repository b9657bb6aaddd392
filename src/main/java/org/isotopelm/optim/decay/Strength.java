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

  /**
   * The same for a share of the λ.
   *
   * @param share over 0
   */
  default Strength times(double share) {
    return switch (this) {
      case Lambda(double value) -> new Lambda(value * share);
      case HalfLife(Span span) -> new HalfLife(new Span(span.length() / share, span.unit()));
      case Exposure(double value) -> new Exposure(value * share);
      case Timescale(Span span) -> new Timescale(new Span(span.length() / share, span.unit()));
    };
  }

  /** Whether a larger value is a larger λ; a longer time is a smaller one. */
  default boolean growsWithLambda() {
    return this instanceof Lambda || this instanceof Exposure;
  }

  /** What to do for a smaller λ, in words. */
  default String weaker() {
    return (growsWithLambda() ? "lower its " : "raise its ") + key();
  }

  /** What to do for a larger λ, in words. */
  default String stronger() {
    return (growsWithLambda() ? "raise its " : "lower its ") + key();
  }

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
