package org.isotopelm.optim.explain;

import java.util.Locale;
import org.isotopelm.optim.decay.Strength;
import org.isotopelm.optim.decay.Strength.Exposure;
import org.isotopelm.optim.decay.Strength.HalfLife;
import org.isotopelm.optim.decay.Strength.Lambda;
import org.isotopelm.optim.decay.Strength.Timescale;
import org.isotopelm.optim.schedule.Span;

/**
 * What to change in a group's config, by the key that it uses and in that key's scale.
 *
 * @param strength as the config has it
 */
record OtherStrength(Strength strength) {

  /** For less than a share of λ, such as {@code use a lambda under 100}. */
  String under(double share) {
    return "use %s %s %s %s"
        .formatted(
            strength instanceof Exposure ? "an" : "a",
            strength.key(),
            strength.growsWithLambda() ? "under" : "over",
            value(strength.times(share)));
  }

  /** For at most a share of λ, such as {@code lower lambda, to 50 or less}. */
  String atMost(double share) {
    return "%s %s, to %s or %s"
        .formatted(
            strength.growsWithLambda() ? "lower" : "raise",
            strength.key(),
            value(strength.times(share)),
            strength.growsWithLambda() ? "less" : "more");
  }

  /** For decay that acts. A longer run does not change an exposure. */
  String act() {
    return (strength.growsWithLambda() ? "raise " : "lower ")
        + strength.key()
        + (strength instanceof Exposure ? "" : ", train longer,")
        + " or "
        + none();
  }

  /** For no decay. */
  String none() {
    return strength instanceof Lambda
        ? "set lambda: 0"
        : "give lambda: 0 instead of " + strength.key();
  }

  private static String value(Strength strength) {
    return switch (strength) {
      case Lambda(double value) -> Numbers.text(value);
      case Exposure(double value) -> Numbers.text(value);
      case HalfLife(Span span) -> value(span);
      case Timescale(Span span) -> value(span);
    };
  }

  private static String value(Span span) {
    return "{%s: %s}"
        .formatted(span.unit().name().toLowerCase(Locale.ROOT), Numbers.text(span.length()));
  }
}
