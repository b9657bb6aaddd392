package org.isotopelm.study.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.isotopelm.base.Json;
import org.isotopelm.study.Studies;
import org.isotopelm.study.plan.Samplers;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Observation;
import org.junit.jupiter.api.Test;

class LandscapeTest {
  private static final Map<String, Dimension> TWO =
      Studies.space(
          "lambda", Studies.logUniform("g.lambda", 0.01, 1), "x", Studies.uniform("x", 0, 1));

  @Test
  void of_additiveFunction_sharesItsVariance() {
    // 3·u + v over the unit square: variances 9/12 and 1/12.
    Landscape landscape =
        of(TWO, 30, p -> 3 * (1 + Math.log10(number(p, "lambda")) / 2) + number(p, "x"));
    assertThat(landscape.importance().get("lambda")).isCloseTo(0.9, within(0.02));
    assertThat(landscape.importance().get("x")).isCloseTo(0.1, within(0.02));
  }

  @Test
  void of_product_leavesWhatIsInteraction() {
    // (u − ½)(v − ½) has no main effects.
    Landscape landscape =
        of(TWO, 40, p -> (0.5 + Math.log10(number(p, "lambda")) / 2) * (number(p, "x") - 0.5));
    assertThat(landscape.importance().values()).allSatisfy(v -> assertThat(v).isLessThan(0.05));
  }

  @Test
  void of_twoDimensions_hasSlicesAndASheetThroughTheBest() {
    Landscape landscape = of(TWO, 20, p -> 4 + Math.pow(Math.log10(number(p, "lambda")) + 1, 2));
    Landscape.Slice slice = landscape.slices().getFirst();
    assertThat(slice.name()).isEqualTo("lambda");
    assertThat(slice.at()).hasSize(64);
    assertThat(slice.at()[0]).isCloseTo(0.01, within(1e-12));
    assertThat(slice.at()[63]).isCloseTo(1, within(1e-12));
    for (int i = 0; i < 64; i++) {
      assertThat(slice.mean()[i])
          .isBetween(slice.low()[i], slice.high()[i])
          .isCloseTo(4.5 + Math.pow(Math.log10(slice.at()[i]) + 1, 2), within(0.05));
    }
    Landscape.Sheet sheet = Objects.requireNonNull(landscape.sheet());
    assertThat(sheet.xName()).isEqualTo("lambda");
    assertThat(sheet.yName()).isEqualTo("x");
    assertThat(sheet.mean()).hasDimensions(32, 32);
    assertThat(sheet.mean()[5][0]).isCloseTo(5.5, within(0.1));
    assertThat(Json.mapper().writeValueAsString(landscape)).startsWith("{\"slices\":[{\"name\":");
  }

  @Test
  void of_listWithZero_slicesZeroAndThePositive() {
    Landscape landscape =
        of(
            Map.of("lambda", Studies.values("g.lambda", 0, 0.1, 1, 10)),
            4,
            p -> 4 + number(p, "lambda"));
    double[] at = landscape.slices().getFirst().at();
    assertThat(at[0]).isZero();
    assertThat(at[1]).isCloseTo(0.1, within(1e-12));
    assertThat(at[63]).isCloseTo(10, within(1e-9));
    assertThat(landscape.sheet()).isNull();
  }

  @Test
  void of_fewPointsOrNoNumbers_isNull() {
    assertThat(Landscape.of(Space.of(TWO), observations(TWO, 3, p -> 4))).isNull();
    Map<String, Dimension> words = Map.of("k", Studies.values("k", "a", "b", "c", "d", "e"));
    assertThat(Landscape.of(Space.of(words), observations(words, 5, p -> 4))).isNull();
  }

  @Test
  void of_pointsThatFailedOrMissCells_areNotCounted() {
    List<Observation> three = observations(TWO, 3, p -> 4 + number(p, "x"));
    Point fourth = observations(TWO, 4, p -> 4).get(3).point();
    Observation failed = new Observation(fourth, Arrays.asList(4.0, null), true);
    Observation pruned = new Observation(fourth, Arrays.asList(4.0, null), false);
    for (Observation other : List.of(failed, pruned)) {
      List<Observation> four = new ArrayList<>(three);
      four.add(other);
      assertThat(Landscape.of(Space.of(TWO), four)).isNull();
    }
  }

  private static Landscape of(
      Map<String, Dimension> space, int count, ToDoubleFunction<Point> nll) {
    return Objects.requireNonNull(Landscape.of(Space.of(space), observations(space, count, nll)));
  }

  /** Two folds, of which the second adds 1: the landscape is of their mean, half above. */
  private static List<Observation> observations(
      Map<String, Dimension> space, int count, ToDoubleFunction<Point> nll) {
    StudySpec spec = Studies.search(new SobolSearch(count), space, 1, List.of());
    return Samplers.of(spec, Space.of(space)).next(List.of()).points().stream()
        .map(
            p -> new Observation(p, List.of(nll.applyAsDouble(p), nll.applyAsDouble(p) + 1), false))
        .toList();
  }

  private static double number(Point point, String name) {
    return ((Number) point.values().getOrDefault(name, Double.NaN)).doubleValue();
  }
}
