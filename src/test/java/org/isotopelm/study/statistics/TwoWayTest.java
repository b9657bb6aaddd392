package org.isotopelm.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.math.random.RandomStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TwoWayTest {
  @Test
  void fit_ofAWholeTable_givesTheMeansOfItsRows() {
    TwoWay table = TwoWay.fit(List.of(row(1.0, 2.0, 6.0), row(2.0, 4.0, 6.0)));
    assertThat(table.means()).containsExactly(new double[] {3, 4}, within(1e-12));
    // Columns' effects −2, −0.5, 2.5; residuals 0, −0.5, 0.5 and 0, 0.5, −0.5: squares 1, two
    // degrees of freedom; and one of the guess, (0.02·√0.5)².
    assertThat(table.variance()).isCloseTo((1 + 4e-4 * 0.5) / 3, within(1e-12));
  }

  @Test
  void fit_whereAHardCellIsMissing_comparesWhatIsThere() {
    // μ = 1, 2, 3 and β = −1, 0, 1 without noise; the third row lacks its hardest cell.
    TwoWay table = TwoWay.fit(List.of(row(0.0, 1.0, 2.0), row(1.0, 2.0, 3.0), row(2.0, 3.0, null)));
    assertThat(table.means()).containsExactly(new double[] {1, 2, 3}, within(1e-9));
    assertThat(table.counts()).containsExactly(3, 3, 2);
  }

  @Test
  void fit_ofNoisyCells_findsTheirVariance() {
    RandomStream random = RandomStream.of(1, "noise");
    List<List<@Nullable Double>> rows = new ArrayList<>();
    for (int p = 0; p < 60; p++) {
      List<@Nullable Double> row = new ArrayList<>();
      for (int c = 0; c < 9; c++) {
        row.add(p % 7 + 0.5 * c + 0.1 * random.nextGaussian());
      }
      rows.add(row);
    }
    assertThat(TwoWay.fit(rows).variance()).isCloseTo(0.01, within(0.002));
  }

  @Test
  void fit_ofOneCellAPoint_guesses() {
    TwoWay table = TwoWay.fit(List.of(row(1.0), row(2.0), row(3.0)));
    assertThat(table.variance()).isCloseTo(0.02 * 0.02, within(1e-15));
  }

  private static List<@Nullable Double> row(@Nullable Double... values) {
    return Arrays.asList(values);
  }
}
