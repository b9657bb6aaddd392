package org.isotopelm.study.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one contender lies from another on the cells that both finished.
 *
 * @param difference the one minus the other, in nats per token
 * @param ci95 of the difference, low and high; empty where there is no test
 * @param p of the paired test; null where there is one pair
 * @param pHolm the same, corrected for all comparisons of its kind; null for one outside a family
 */
public record Gap(
    double difference, List<Double> ci95, @Nullable Double p, @Nullable Double pHolm) {
  /** The level of every verdict. */
  public static final double LEVEL = 0.05;

  public Gap {
    ci95 = List.copyOf(ci95);
  }

  public boolean isTested() {
    return p != null;
  }

  /** Whether the difference may be spoken of: by the corrected p where there is a family. */
  public boolean isSignificant() {
    Double decisive = pHolm == null ? p : pHolm;
    return decisive != null && decisive < LEVEL;
  }

  boolean isBelow() {
    return difference < 0;
  }

  String side() {
    return isBelow() ? "below" : "above";
  }

  String nats() {
    return Figures.nats(Math.abs(difference));
  }

  /**
   * {@code 0.0410 nats (95 % interval 0.0300 to 0.0520, p = 0.001)}: the size of the difference.
   */
  String size() {
    return nats() + " nats" + evidence();
  }

  /** {@code (95 % interval 0.0300 to 0.0520, p = 0.001)}, of the size. */
  private String evidence() {
    if (p == null || ci95.isEmpty()) {
      return " (one pair: no test)";
    }
    double sign = Math.signum(difference);
    double low = Math.min(sign * ci95.get(0), sign * ci95.get(1));
    double high = Math.max(sign * ci95.get(0), sign * ci95.get(1));
    String plain = Phrases.p(p);
    String corrected = pHolm == null ? plain : Phrases.p(pHolm);
    return " (95 %% interval %s to %s, %s%s)"
        .formatted(
            Figures.nats(low),
            Figures.nats(high),
            plain,
            corrected.equals(plain) ? "" : ", after Holm " + corrected);
  }
}
