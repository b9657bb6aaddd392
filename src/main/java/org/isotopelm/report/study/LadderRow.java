package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rung.Against;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestedCounted;
import org.isotopelm.study.space.Point;
import org.jspecify.annotations.Nullable;

/**
 * A final model, or what stands beside it, as tables and pictures show it.
 *
 * @param name as people read it
 * @param shortly the same where there is little room
 * @param bitsCi95 empty where it is not known
 * @param difference to the single model; null for that one itself, and where it is not known
 * @param ci95 of the difference
 * @param pHolm null where there is no test
 * @param bytes on disk; null for what is no run
 * @param rate tokens a second; null likewise
 * @param made whether the study made it of its choice
 */
record LadderRow(
    String name,
    String shortly,
    double nll,
    List<Double> nllCi95,
    double bits,
    List<Double> bitsCi95,
    @Nullable Double difference,
    List<Double> ci95,
    @Nullable Double pHolm,
    @Nullable Long bytes,
    @Nullable Double rate,
    boolean made,
    boolean recommended) {

  /** The counted model, λ = 0, and then what was made, from the single model up. */
  static List<LadderRow> of(ModelUse use) {
    Rungs ladder = use.ladder();
    TestResult test = use.test();
    TestedCounted counted = test.counted();
    List<LadderRow> rows = new ArrayList<>();
    beside(ladder, Rung.COUNTED)
        .map(rung -> of(rung, counted(counted), false, false))
        .forEach(rows::add);
    if (rows.isEmpty() && counted != null) {
      rows.add(of(counted));
    }
    beside(ladder, Rung.ZERO).map(rung -> of(rung, rung.label(), false, false)).forEach(rows::add);
    for (Rung rung : ladder.models()) {
      String name =
          rung.equals(ladder.single()) && test.chosen() != null
              ? rung.label() + ", " + Point.describe(test.chosen().values())
              : rung.label();
      rows.add(of(rung, name, true, rung.equals(ladder.best())));
    }
    return rows;
  }

  private static Stream<Rung> beside(Rungs ladder, String name) {
    return ladder.beside().stream().filter(rung -> rung.name().equals(name));
  }

  private static String counted(@Nullable TestedCounted counted) {
    return counted == null ? CountedSpec.STANDARD.label() : counted.label();
  }

  private static LadderRow of(TestedCounted counted) {
    return new LadderRow(
        counted.label(),
        Rung.COUNTED,
        counted.nll(),
        counted.ci95(),
        counted.bitsPerByte(),
        List.of(),
        counted.difference(),
        counted.differenceCi95(),
        null,
        null,
        null,
        false,
        false);
  }

  private static LadderRow of(Rung rung, String name, boolean made, boolean recommended) {
    Against paired = rung.pairedToSingle();
    return new LadderRow(
        name,
        rung.name().equals(Rung.ZERO) ? rung.label() : rung.name(),
        rung.nll(),
        rung.ci95(),
        rung.bitsPerByte(),
        rung.bitsCi95(),
        paired == null ? null : (Double) paired.difference(),
        paired == null ? List.of() : paired.ci95(),
        paired == null ? null : paired.pHolm(),
        rung.bytesOnDisk(),
        rung.tokensPerSecond(),
        made,
        recommended);
  }
}
