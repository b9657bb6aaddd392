package org.isotopelm.study.verdict;

import java.util.List;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * How far one contender lies from another on the cells that both finished.
 *
 * @param unit of the difference
 * @param difference the one minus the other
 * @param isNone whether the difference is below what figures can mean
 * @param ci95 of the difference, low and high; empty where there is no test
 * @param p of the paired test; null where there is none
 * @param pHolm the same, corrected for all comparisons of its kind; null for one outside a family
 * @param pairs how many
 */
public record Gap(
    Unit unit,
    double difference,
    boolean isNone,
    List<Double> ci95,
    @Nullable Double p,
    @Nullable Double pHolm,
    int pairs) {
  /** The level of every verdict. */
  public static final double LEVEL = 0.05;

  public Gap {
    ci95 = List.copyOf(ci95);
  }

  public boolean isTested() {
    return p != null && !ci95.isEmpty();
  }

  /** Whether the difference may be spoken of: by the corrected p where there is a family. */
  public boolean isSignificant() {
    Double decisive = pHolm == null ? p : pHolm;
    return isTested() && !isNone && decisive != null && decisive < LEVEL;
  }

  /** Whether it would be significant, were it the only comparison. */
  public boolean isSignificantAlone() {
    return isTested() && !isNone && p != null && p < LEVEL;
  }

  public boolean isBelow() {
    return difference < 0;
  }

  /** {@code 0.0410 nats (95 % interval …, p = 0.001)}: the size of the difference. */
  String size() {
    return amount() + evidence();
  }

  /** {@code 0.0410 nats}, without its sign. */
  String amount() {
    return unit.shown(Math.abs(difference));
  }

  String side() {
    return isBelow() ? "below" : "above";
  }

  /** {@code lies 0.0410 nats (…) below the best}, or {@code does not differ from the best}. */
  String lies(String other) {
    return isNone ? "does not differ from " + other : "lies " + size() + " " + side() + " " + other;
  }

  /** {@code (95 % interval 0.0300 to 0.0520, p = 0.001)}, of the size. */
  private String evidence() {
    if (p == null || ci95.isEmpty()) {
      return pairs == 1 ? " (one pair: no test)" : " (no test)";
    }
    double sign = isBelow() ? -1 : 1;
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
