package org.isotopelm.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChartAxisTest {
  @Test
  void ticks_areRound() {
    assertThat(Ticks.linear(2.93, 4.61)).containsExactly(3.0, 3.5, 4.0, 4.5);
    assertThat(Ticks.linear(0.0961, 0.1042)).containsExactly(0.098, 0.1, 0.102, 0.104);
    assertThat(Ticks.logarithmic(11, 95)).containsExactly(20.0, 30.0, 40.0, 60.0, 80.0);
    assertThat(Ticks.logarithmic(0.3, 12)).containsExactly(0.5, 1.0, 2.0, 5.0, 10.0);
    assertThat(Ticks.logarithmic(0.5, 5e4)).containsExactly(1.0, 10.0, 100.0, 1e3, 1e4);
  }

  @Test
  void upright_ofNumbersFarApart_cutsOffWhatIsBeyondReach() {
    Extent extent = Extent.of(List.of(4.0, 4.1, 4.2, 900.0), List.of());
    assertThat(extent.isBelow(900)).isTrue();
    assertThat(labels(ChartAxis.upright("nll", extent)))
        .containsExactly("4.00", "4.05", "4.10", "4.15", "4.20");
  }

  @Test
  void scale_ofNumbersFromZero_isLogarithmicBeyondABreak() {
    ChartScale scale = ChartScale.of(Stream.of(1, 0, 0.01, 0.0), false);
    ChartAxis axis = scale.axis("lambda", "weight decay λ");
    assertThat(axis.name()).isEqualTo("lambda (weight decay λ, log scale)");
    assertThat(labels(axis)).containsExactly("0", "0.01", "1");
    assertThat(scale.at(0.01)).isEqualTo(-2);
    // 0 stands 0.16 of two decades to the left of 0.01, and the break halfway between.
    assertThat(scale.at(0)).isCloseTo(-2.32, within(1e-12));
    assertThat(axis.breakAt()).isCloseTo(-2.16, within(1e-12));
    assertThat(axis.low()).isCloseTo(-2.32 - 0.05 * 2.32, within(1e-12));
  }

  @Test
  void scale_ofWords_keepsTheirOrder() {
    ChartScale scale = ChartScale.of(Stream.of("l2", "decoupled", 3), false);
    assertThat(scale.isNumeric()).isFalse();
    assertThat(labels(scale.axis("form"))).containsExactly("l2", "decoupled", "3");
    assertThat(scale.at("decoupled")).isEqualTo(1);
    assertThat(scale.at("none")).isNull();
  }

  @Test
  void scale_ofOneNumberOrNone_hasAnAxis() {
    assertThat(labels(ChartScale.of(Stream.of(5), true).axis("epochs"))).containsExactly("5");
    assertThat(labels(ChartScale.of(Stream.of(0), false).axis("lambda"))).containsExactly("0");
    assertThat(ChartScale.of(Stream.of(), false).axis("nothing").ticks()).hasSize(1);
  }

  @Test
  void with_otherThings_makesRoomAfterTheEnd() {
    ChartAxis axis =
        ChartScale.of(Stream.of(1, 2), false).axis("epochs").with(List.of("short", "long"), 0.5);
    assertThat(labels(axis)).containsExactly("1", "2", "short", "long");
    assertThat(axis.aside()).isCloseTo(2.05, within(1e-12));
    assertThat(axis.ticks().getLast().at()).isCloseTo(2.05 + 0.75, within(1e-12));
    assertThat(axis.high()).isCloseTo(3.05, within(1e-12));
  }

  @Test
  void perplexities_standWhereTheirLogarithmsAre() {
    ChartAxis axis =
        ChartAxis.upright("nll", new Extent(Math.log(30), Math.log(90))).perplexities();
    assertThat(labels(axis)).containsExactly("30", "40", "50", "60", "70", "80", "90");
    assertThat(axis.ticks().getFirst().at()).isCloseTo(Math.log(30), within(1e-12));
  }

  @Test
  void logarithmic_labelsTheNumbers() {
    ChartAxis axis = ChartAxis.logarithmic("steps", new Extent(2, 4));
    assertThat(labels(axis))
        .containsExactly("100", "200", "500", "1,000", "2,000", "5,000", "10,000");
    assertThat(axis.ticks().getFirst().at()).isEqualTo(2);
  }

  @Test
  void counts_areWhole() {
    assertThat(labels(ChartAxis.counts("step", 2))).containsExactly("0", "1", "2");
    assertThat(labels(ChartAxis.counts("step", 5000))).contains("1,000", "5,000");
  }

  @Test
  void axis_withoutALength_isRefused() {
    assertThatThrownBy(() -> ChartAxis.upright("nll", new Extent(1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hull_ofASquare_holdsItsEdgeAndNothingOutside() {
    List<double[]> corners =
        List.of(
            new double[] {0, 0},
            new double[] {1, 0},
            new double[] {0, 1},
            new double[] {1, 1},
            new double[] {0.5, 0.5});
    Hull hull = Hull.of(corners);
    assertThat(hull.corners()).hasSize(4);
    assertThat(hull.holds(0.5, 1)).isTrue();
    assertThat(hull.holds(0.2, 0.9)).isTrue();
    assertThat(hull.holds(1.01, 0.5)).isFalse();
    assertThat(Hull.of(List.of(new double[] {0, 0}, new double[] {1, 1})).holds(0.5, 0.5))
        .isFalse();
  }

  private static List<String> labels(ChartAxis axis) {
    return axis.ticks().stream().map(Tick::label).toList();
  }
}
