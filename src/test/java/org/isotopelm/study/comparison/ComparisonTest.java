package org.isotopelm.study.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Pair;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void paired_withSeedsOfTwoFolds_averagesTheSeedsFirst() {
    // Differences 1, 3 on fold 0 and 4, 6 on fold 1: folds 2 and 5, mean 3.5, s² = 4.5.
    Paired paired = of(2, cells(5, 7, 8, 10), cells(4, 4, 4, 4));
    assertThat(paired.difference()).isEqualTo(3.5);
    assertThat(paired.pairs()).isEqualTo(4);
    // Plain: over folds, √(4.5/2), not over the four cells, √(13/3/4).
    assertThat(paired.se()).isCloseTo(1.5, within(1e-12));
    // Corrected: √((1/2 + 1/(2 − 1))·4.5) with one degree of freedom.
    double error = Math.sqrt(1.5 * 4.5);
    assertThat(paired.correctedSe()).isCloseTo(error, within(1e-12));
    assertThat(paired.p()).isCloseTo(1 - 2 / Math.PI * Math.atan(3.5 / error), within(1e-12));
    assertThat(paired.ci95().get(1)).isCloseTo(3.5 + 12.7062 * error, within(1e-3));
    // Two values of one sign: the smallest possible is 2·¼.
    assertThat(paired.pWilcoxon()).isEqualTo(0.5);
  }

  @Test
  void paired_onOneSplit_repeatsBySeedsWithoutCorrection() {
    Map<Pair, CellResult> own = new TreeMap<>();
    Map<Pair, CellResult> others = new TreeMap<>();
    for (int seed = 1; seed <= 3; seed++) {
      own.put(new Pair(seed, 0), FakeRunner.result(4 + seed, 3, 1));
      others.put(new Pair(seed, 0), FakeRunner.result(4, 3, 1));
    }
    Paired paired = of(1, own, others);
    assertThat(paired.difference()).isEqualTo(2);
    assertThat(paired.correctedSe()).isEqualTo(paired.se());
  }

  @Test
  void paired_ofOnePair_hasNoTest() {
    Map<Pair, CellResult> own = Map.of(new Pair(1, 0), FakeRunner.result(5, 3, 1));
    Map<Pair, CellResult> others = Map.of(new Pair(1, 0), FakeRunner.result(4, 3, 1));
    Paired paired = of(3, own, others);
    assertThat(paired.difference()).isEqualTo(1);
    assertThat(paired.p()).isNull();
    assertThat(paired.pWilcoxon()).isNull();
    assertThat(paired.ci95()).isEmpty();
    assertThat(Comparison.of(testRule(3), own, Map.of())).isNull();
  }

  @Test
  void documents_thatAllDifferAlike_haveAnIntervalOfThatDifference() {
    Paired paired = of(2, cells(4.5, 4.5, 4.5, 4.5), cells(4, 4, 4, 4));
    assertThat(paired.documentsCi95().get(0)).isCloseTo(0.5, within(1e-12));
    assertThat(paired.documentsCi95().get(1)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void documents_ofTwoFolds_spanTheFoldsDifferences() {
    Paired paired = of(2, cells(5, 5, 7, 7), cells(4, 4, 4, 4));
    assertThat(paired.documentsCi95()).containsExactly(1.0, 3.0);
  }

  @Test
  void documents_thatAreUnknownOrCutDifferently_haveNoInterval() {
    Map<Pair, CellResult> own = Map.of(new Pair(1, 0), units(List.of(), List.of()));
    assertThat(of(3, own, own).documentsCi95()).isEmpty();
    Map<Pair, CellResult> cut = Map.of(new Pair(1, 0), units(List.of(1.0, 2.0), List.of(5.0, 6.0)));
    Map<Pair, CellResult> other =
        Map.of(new Pair(1, 0), units(List.of(1.0, 2.0), List.of(5.0, 7.0)));
    assertThat(of(3, cut, other).documentsCi95()).isEmpty();
    assertThat(of(3, cut, cut).documentsCi95()).containsExactly(0.0, 0.0);
  }

  private static CellResult units(List<Double> nll, List<Double> tokens) {
    return new CellResult(4, 3, 4, 1, 11, 30, 1, 0.01, 10, 1, nll, tokens, List.of(), 0, 0, 10);
  }

  private static TestRule testRule(int folds) {
    return new TestRule(new Design(folds), Metric.NLL, 0);
  }

  private static Paired of(int folds, Map<Pair, CellResult> own, Map<Pair, CellResult> others) {
    return Objects.requireNonNull(Comparison.of(testRule(folds), own, others));
  }

  /** Two folds with two seeds, as (fold 0 seed 1), (fold 0 seed 2), (fold 1 seed 1), … */
  private static Map<Pair, CellResult> cells(double... nll) {
    Map<Pair, CellResult> cells = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      cells.put(new Pair(1 + i % 2, i / 2), FakeRunner.result(nll[i], 3, 1));
    }
    return cells;
  }
}
