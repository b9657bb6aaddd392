package org.isotopelm.study.verdict;

import java.util.List;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * How far one contender is from another on the cells that both finished.
 *
 * @param unit of the difference
 * @param difference the one minus the other
 * @param isNone whether the difference is below what figures can mean
 * @param ci95 of the difference, low and high; empty where it is not known
 * @param p of the paired test; null where there is none, so that the interval decides
 * @param pHolm the same, corrected for all comparisons of its kind; null for one outside a family
 * @param pairs how many
 * @param comparisons in the family that p is corrected for; 0 outside one
 */
public record Gap(
    Unit unit,
    double difference,
    boolean isNone,
    List<Double> ci95,
    @Nullable Double p,
    @Nullable Double pHolm,
    int pairs,
    int comparisons) {
  public Gap {
    ci95 = List.copyOf(ci95);
  }

  /** What the difference shows; where there is a family, the corrected p decides. */
  public Verdict verdict() {
    if (isNone) {
      return Verdict.SAME;
    }
    if (!isTested()) {
      return Verdict.UNTESTED;
    }
    if (!isSignificantAlone()) {
      return Verdict.OPEN;
    }
    if (pHolm != null && pHolm >= TTest.LEVEL) {
      return Verdict.MAY_BE_CHANCE;
    }
    return isBelow() ? Verdict.LOWER : Verdict.HIGHER;
  }

  public boolean isTested() {
    return !ci95.isEmpty();
  }

  private boolean isSignificantAlone() {
    return p == null ? ci95.get(0) > 0 || ci95.get(1) < 0 : p < TTest.LEVEL;
  }

  public boolean isBelow() {
    return difference < 0;
  }

  /** {@code 0.0410 nats (95 % interval …; p = 0.001) lower than λ = 0}. */
  String than(String other) {
    return size() + " " + side() + " than " + other;
  }

  /** {@code 0.0410 nats (95 % interval …; p = 0.001)}: the size of the difference. */
  String size() {
    return unit.shown(Math.abs(difference)) + " (" + evidence() + ")";
  }

  String side() {
    return isBelow() ? "lower" : "higher";
  }

  /** {@code 95 % interval 0.0300 to 0.0520; p = 0.001, corrected 0.003}, of the size. */
  private String evidence() {
    if (!isTested() || p == null) {
      return interval();
    }
    String plain = interval() + "; " + Phrases.p(p);
    return pHolm == null || Figures.p(pHolm).equals(Figures.p(p))
        ? plain
        : plain + ", corrected " + Figures.p(pHolm);
  }

  /** The same with the correction by its name, as a conclusion says it once. */
  String fullEvidence() {
    if (!isTested() || p == null || pHolm == null || comparisons < 2) {
      return evidence();
    }
    boolean alike = Figures.p(pHolm).equals(Figures.p(p));
    return "%s; %s%s after Holm's correction for %s"
        .formatted(
            interval(),
            Phrases.p(p),
            alike ? "" : ", or " + Figures.p(pHolm),
            Phrases.count(comparisons, "comparison"));
  }

  /** {@code 95 % interval 0.0300 to 0.0520}, of the size; or that there is no test. */
  private String interval() {
    if (!isTested()) {
      return pairs == 1 ? "one pair: no test" : "no test";
    }
    double sign = isBelow() ? -1 : 1;
    double low = Math.min(sign * ci95.get(0), sign * ci95.get(1));
    double high = Math.max(sign * ci95.get(0), sign * ci95.get(1));
    return Phrases.interval(Figures.nats(low), Figures.nats(high));
  }
}
