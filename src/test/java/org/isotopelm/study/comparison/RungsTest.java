package org.isotopelm.study.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isotopelm.study.Studies;
import org.isotopelm.study.comparison.Rung.Against;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.statistics.TTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which of the final models is recommended. */
class RungsTest {
  private static final Rung SINGLE = rung(Rung.SINGLE, 4, null);

  private static Rung rung(String name, double nll, @Nullable Against paired) {
    return new Rung(name, name, nll, List.of(), nll / 2, List.of(), 1, 1, paired, null, List.of());
  }

  private static Rung other(String name, double difference, @Nullable Double p) {
    return rung(
        name,
        4 + difference,
        new Against(difference, p == null ? null : 0.01, List.of(), p, null, 9));
  }

  private static String recommended(Rung... others) {
    return rungs(others).recommended();
  }

  private static Rungs rungs(Rung... others) {
    List<Rung> all = new ArrayList<>(List.of(SINGLE));
    all.addAll(Arrays.asList(others));
    return Rungs.of(all, List.of(), FinalWork.all(Studies.members(2, true)), true);
  }

  @Test
  void recommended_isTheLowestOfThoseThatAreBetterBeyondChance() {
    assertThat(recommended(other("ensemble", -0.1, 0.001), other("mix", -0.2, 0.001)))
        .isEqualTo("mix");
    assertThat(recommended(other("ensemble", -0.2, 0.001), other("mix", -0.1, 0.001)))
        .isEqualTo("ensemble");
    assertThat(recommended(other("ensemble", -0.1, 0.001), other("mix", -0.2, 0.3)))
        .isEqualTo("ensemble");
  }

  @Test
  void recommended_whereNoneIsBetterBeyondChance_isTheSingleModel() {
    assertThat(recommended()).isEqualTo("single");
    assertThat(recommended(other("ensemble", -0.1, 0.06))).isEqualTo("single");
    assertThat(recommended(other("ensemble", 0.1, 0.001))).isEqualTo("single");
    assertThat(recommended(other("ensemble", -0.1, null))).as("one document").isEqualTo("single");
  }

  @Test
  void recommended_ofSeveralThatWouldEachPassAlone_isCorrectedForTheirNumber() {
    assertThat(recommended(other("ensemble", -0.1, 0.03))).isEqualTo("ensemble");
    Rungs rungs = rungs(other("ensemble", -0.1, 0.03), other("mix", -0.1, 0.04));
    assertThat(rungs.recommended()).isEqualTo("single");
    // Holm: twice the smaller, and no less for the larger.
    assertThat(rungs.models().stream().skip(1).map(Rung::pairedToSingle))
        .extracting(paired -> Objects.requireNonNull(paired).pHolm())
        .containsExactly(0.06, 0.06);
  }

  @Test
  void pairedToSingle_ofADifferenceThatIsNone_hasNoEvidence() {
    TTest exact = new TTest(1e-6, 0, 3);
    assertThat(Against.of(1e-6, List.of(), exact, 4).p()).isEqualTo(1);
    assertThat(Against.of(-0.1, List.of(), null, 1).p()).isNull();
  }
}
