package org.isotopelm.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.study.comparison.Design;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.ParabolaFit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Golden values are those of src/test/golden/statistics.py, where no calculation stands beside. */
class StatisticsTest {

  @Test
  void standardError_ofThreeValues_isByHand() {
    // Mean 2, squares 1 + 0 + 1, variance 2 / 2 = 1, divided by 3.
    assertThat(Statistics.standardError(new double[] {1, 2, 3}))
        .isCloseTo(Math.sqrt(1 / 3.0), within(1e-15));
  }

  @Test
  void standardError_ofOneValue_isUnknown() {
    assertThat(Statistics.standardError(new double[] {4})).isNull();
    assertThat(Statistics.standardError(new double[] {})).isNull();
  }

  @Test
  void holm_ofThree_isByHand() {
    // Sorted: 0.01·3 = 0.03; 0.02·2 = 0.04; 0.03·1 = 0.03, but none is below the one before: 0.04.
    assertThat(Statistics.holm(new double[] {0.02, 0.03, 0.01}))
        .containsExactly(new double[] {0.04, 0.04, 0.03}, within(1e-15));
    assertThat(Statistics.holm(new double[] {0.6, 0.7})).containsExactly(1, 1);
    assertThat(Statistics.holm(new double[] {})).isEmpty();
  }

  @Test
  void tTest_withOneDegreeOfFreedom_isTheCauchyDistributions() {
    // t = 1 with one degree of freedom: 1 − 2·atan(1)/π = 1/2.
    assertThat(new TTest(0.3, 0.3, 1).p()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void tTest_withoutSpread_isZeroOrOne() {
    assertThat(new TTest(0.1, 0, 2).p()).isZero();
    assertThat(new TTest(0, 0, 2).p()).isEqualTo(1);
  }

  @Test
  void tTest_correctedOrNot_isScipys() throws IOException {
    for (JsonNode golden : golden("t")) {
      TTest test =
          Objects.requireNonNull(
              TTest.of(array(golden.get("values")), golden.get("share").doubleValue()));
      assertThat(test.mean()).isCloseTo(golden.get("mean").doubleValue(), within(1e-15));
      assertThat(test.standardError()).isCloseTo(golden.get("error").doubleValue(), within(1e-15));
      assertThat(test.p()).isCloseTo(golden.get("p").doubleValue(), within(1e-12));
      assertThat(test.ci95().get(0)).isCloseTo(golden.get("low").doubleValue(), within(1e-10));
      assertThat(test.ci95().get(1)).isCloseTo(golden.get("high").doubleValue(), within(1e-10));
      double detectable = golden.get("detectable").doubleValue();
      assertThat(Power.detectable(test, 0.05)).isCloseTo(detectable, within(1e-3 * detectable));
    }
  }

  @Test
  void signedRank_withTiesAndZeros_isEveryAssignmentOfSigns() throws IOException {
    for (JsonNode golden : golden("signed_rank")) {
      double[] values = array(golden.get("values"));
      assertThat(SignedRank.greater(values))
          .isCloseTo(golden.get("greater").doubleValue(), within(1e-12));
      assertThat(SignedRank.twoSided(values))
          .isCloseTo(golden.get("two_sided").doubleValue(), within(1e-12));
    }
    assertThat(SignedRank.twoSided(new double[] {})).isEqualTo(1);
  }

  @Test
  void signedRank_ofSixtyValues_isASumOfProbabilities() {
    double[] values = new double[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1.0;
    }
    assertThat(SignedRank.greater(values)).isEqualTo(Math.pow(2, -60));
  }

  @Test
  void parabola_throughNoisyFolds_isNumpysWithFiellersInterval() throws IOException {
    for (JsonNode golden : golden("parabola")) {
      List<ParabolaFit.Sample> samples = new ArrayList<>();
      for (int i = 0; i < golden.get("lambdas").size(); i++) {
        double[] nll = new double[golden.get("nll").size()];
        for (int fold = 0; fold < nll.length; fold++) {
          nll[fold] = golden.get("nll").get(fold).get(i).doubleValue();
        }
        samples.add(new ParabolaFit.Sample(golden.get("lambdas").get(i).doubleValue(), nll));
      }
      Parabola fit = Objects.requireNonNull(ParabolaFit.of("lambda", new Design(5), samples));
      assertThat(fit.minimum()).isCloseTo(golden.get("minimum").doubleValue(), within(1e-9));
      assertThat(fit.points()).isEqualTo(samples.size());
      if (samples.size() == 3) {
        assertThat(fit.ci95()).isEmpty();
      } else {
        assertThat(fit.ci95().get(0)).isCloseTo(golden.get("low").doubleValue(), within(1e-8));
        assertThat(fit.ci95().get(1)).isCloseTo(golden.get("high").doubleValue(), within(1e-8));
      }
    }
  }

  @Test
  void parabola_withoutAnInnerMinimum_isNone() {
    assertThat(fit(3, 2, 1)).isNull();
    assertThat(fit(1, 2, 3)).isNull();
    assertThat(fit(2, 1)).isNull();
  }

  @Test
  void parabola_ofOneRepetition_hasNoInterval() {
    // Symmetric about the middle point.
    Parabola fit = Objects.requireNonNull(fit(2, 1, 2));
    assertThat(fit.minimum()).isCloseTo(2, within(1e-12));
    assertThat(fit.misfit()).isNull();
    assertThat(fit.ci95()).isEmpty();
  }

  @Test
  void parabola_throughFourPoints_saysHowFarTheyLieOffIt() {
    // In equal steps of ln λ what no parabola has is (−1, 3, −3, 1): −0.6/20 of it here.
    Parabola fit = Objects.requireNonNull(fit(2, 1, 1.2, 2));
    assertThat(fit.points()).isEqualTo(4);
    assertThat(fit.misfit()).isCloseTo(0.09, within(1e-12));
  }

  /** At λ = 1, 2, 4, … */
  private static @Nullable Parabola fit(double... nll) {
    List<ParabolaFit.Sample> samples = new ArrayList<>();
    for (int i = 0; i < nll.length; i++) {
      samples.add(new ParabolaFit.Sample(1 << i, new double[] {nll[i]}));
    }
    return ParabolaFit.of("lambda", new Design(3), samples);
  }

  @Test
  void tTestOfARatio_isThatOfItsResiduals() {
    // 5/3; residuals −2/3 and 2/3, so that √(2/1 · 8/9) / 3 = 4/9.
    TTest test = Objects.requireNonNull(TTest.ofRatio(new double[] {1, 4}, new double[] {1, 2}));
    assertThat(test.mean()).isCloseTo(5 / 3.0, within(1e-12));
    assertThat(test.standardError()).isCloseTo(4 / 9.0, within(1e-12));
    assertThat(test.degreesOfFreedom()).isEqualTo(1);
    double[] values = {3, 1, 4, 1, 5};
    TTest mean = Objects.requireNonNull(TTest.of(values, 0));
    TTest same = Objects.requireNonNull(TTest.ofRatio(values, new double[] {1, 1, 1, 1, 1}));
    assertThat(same.standardError()).isCloseTo(mean.standardError(), within(1e-12));
    assertThat(TTest.ofRatio(new double[] {1}, new double[] {2})).isNull();
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            StatisticsTest.class.getResourceAsStream("/golden/statistics.json"))) {
      return Json.mapper().readTree(in).get(name);
    }
  }

  private static double[] array(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).doubleValue();
    }
    return values;
  }
}
