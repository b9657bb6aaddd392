package org.isotopelm.study.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.plan.Samplers;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.search.Search;
import org.junit.jupiter.api.Test;

class SpaceTest {
  private static final String RATE = "optimizer.learning_rate.peak";

  @Test
  void points_ofAGrid_areTheProductInTheConfigsOrder() {
    Space space =
        Space.of(
            Studies.space(
                "lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 1.0),
                "eta", Studies.values(RATE, 0.01, 0.001)));
    assertThat(points(space, Studies.gridSearch(), 1))
        .extracting(Point::toString)
        .containsExactly(
            "lambda = 0, eta = 0.01",
            "lambda = 0, eta = 0.001",
            "lambda = 0.1, eta = 0.01",
            "lambda = 0.1, eta = 0.001",
            "lambda = 1, eta = 0.01",
            "lambda = 1, eta = 0.001");
  }

  @Test
  void point_setsAllPathsOfItsDimension() {
    Dimension both =
        new Dimension(List.of("a.lambda", "b.lambda"), List.of(0.3), null, null, false, Map.of());
    Point point = points(Space.of(Map.of("lambda", both)), Studies.gridSearch(), 1).getFirst();
    assertThat(point.values()).isEqualTo(Map.of("lambda", 0.3));
    assertThat(point.overrides()).isEqualTo(Map.of("a.lambda", 0.3, "b.lambda", 0.3));
  }

  @Test
  void points_ofARandomSearch_areSeededDistinctAndInside() {
    Space space =
        Space.of(
            Studies.space(
                "lambda", Studies.logUniform(FakeRunner.LAMBDA, 1e-3, 10),
                "share", Studies.uniform("x", -1, 1)));
    List<Point> points = points(space, Studies.random(200), 7);
    assertThat(points).hasSize(200).doesNotHaveDuplicates();
    assertThat(points(space, Studies.random(200), 7)).isEqualTo(points);
    assertThat(points(space, Studies.random(20), 7)).isEqualTo(points.subList(0, 20));
    assertThat(points(space, Studies.random(200), 8)).isNotEqualTo(points);
    assertThat(points)
        .allSatisfy(
            point -> {
              assertThat(number(point, "lambda")).isBetween(1e-3, 10.0);
              assertThat(number(point, "share")).isBetween(-1.0, 1.0);
            });
    // The median of a log-uniform value is the geometric mean of its ends: 0.1.
    double median =
        points.stream()
            .mapToDouble(p -> number(p, "lambda"))
            .sorted()
            .skip(100)
            .findFirst()
            .orElse(0);
    assertThat(median).isBetween(0.04, 0.25);
  }

  @Test
  void points_ofARandomSearch_doNotDependOnTheOrderOfDimensions() {
    Dimension lambda = Studies.logUniform(FakeRunner.LAMBDA, 1e-3, 10);
    Dimension rate = Studies.logUniform(RATE, 1e-4, 1e-2);
    List<Point> one = points(Space.of(Studies.space("a", lambda, "b", rate)), Studies.random(9), 3);
    List<Point> two = points(Space.of(Studies.space("b", rate, "a", lambda)), Studies.random(9), 3);
    assertThat(two).isEqualTo(one);
  }

  @Test
  void points_ofARandomSearchOverLists_areEachTriedOnce() {
    Space space =
        Space.of(
            Studies.space(
                "lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 1),
                "eta", Studies.values(RATE, 0.01, 0.001)));
    assertThat(points(space, Studies.random(50), 1)).hasSize(6).doesNotHaveDuplicates();
    assertThat(points(space, Studies.random(4), 1)).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void edges_ofLists_areTheirLeastAndGreatest() {
    Space space = Space.of(Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0.1, 0, 1, 0.3)));
    assertThat(points(space, Studies.gridSearch(), 1).stream().map(space::edges))
        .containsExactly(List.of(), List.of("lambda"), List.of("lambda"), List.of());
  }

  @Test
  void edges_ofOneValueOrOfWords_areNone() {
    Space space =
        Space.of(
            Studies.space(
                "lambda", Studies.values(FakeRunner.LAMBDA, 0.1),
                "kind", Studies.values("model.activation", "tanh", "relu")));
    assertThat(points(space, Studies.gridSearch(), 1))
        .allSatisfy(p -> assertThat(space.edges(p)).isEmpty());
  }

  @Test
  void atEdge_ofALogRange_isItsOuterTwentiethOnTheLogScale() {
    // Four decades: a twentieth of them is a factor of 10^0.2 = 1.585.
    Axis axis = Axis.of("lambda", Studies.logUniform(FakeRunner.LAMBDA, 1e-3, 10));
    assertThat(axis.atEdge(0.00158)).isTrue();
    assertThat(axis.atEdge(0.00159)).isFalse();
    assertThat(axis.atEdge(6.3)).isFalse();
    assertThat(axis.atEdge(6.4)).isTrue();
  }

  @Test
  void zeroOf_setsEveryLambdaAndNothingElse() {
    Space space =
        Space.of(
            Studies.space(
                "lambda", Studies.values(FakeRunner.LAMBDA, 0.1),
                "eta", Studies.values(RATE, 0.01)));
    Point point = points(space, Studies.gridSearch(), 1).getFirst();
    assertThat(space.lambdas()).containsExactly("lambda");
    assertThat(space.zeroOf(point))
        .isEqualTo(
            new Point(
                Map.of("lambda", 0L, "eta", 0.01), Map.of(FakeRunner.LAMBDA, 0L, RATE, 0.01)));
  }

  @Test
  void zeroOf_withoutLambda_isNull() {
    Space space = Space.of(Map.of("eta", Studies.values(RATE, 0.01)));
    assertThat(space.zeroOf(points(space, Studies.gridSearch(), 1).getFirst())).isNull();
  }

  @Test
  void zeroOf_ofOtherWaysToSayDecay_isNoDecay() {
    Space space =
        Space.of(
            Studies.space(
                "kappa", Studies.values("d.rest.exposure", 2.5),
                "half", Studies.values("d.embedding.half_life.epochs", 3)));
    Point point = points(space, Studies.gridSearch(), 1).getFirst();
    assertThat(space.lambdas()).isEmpty();
    assertThat(space.decays()).containsExactly("kappa", "half");
    assertThat(point.overrides())
        .containsEntry("d.rest.lambda", null)
        .containsEntry("d.rest.exposure", 2.5)
        .containsEntry("d.embedding.half_life", null)
        .containsEntry("d.embedding.half_life.epochs", 3L);
    Point zero = Objects.requireNonNull(space.zeroOf(point));
    assertThat(zero.values()).isEqualTo(Map.of("kappa", 0L, "half", "infinite"));
    assertThat(zero.overrides())
        .containsEntry("d.rest.exposure", 0L)
        .containsEntry("d.embedding.lambda", 0L)
        .containsEntry("d.embedding.half_life", null)
        .doesNotContainKey("d.embedding.half_life.epochs");
  }

  @Test
  void at_wholeNumbers_givesEachItsShare() {
    Dimension whole = new Dimension(List.of("x"), null, null, List.of(0.5, 4.5), true, Map.of());
    Space space = Space.of(Map.of("n", whole));
    int[] counts = new int[5];
    for (int i = 0; i < 400; i++) {
      counts[
          ((Long)
                  Objects.requireNonNull(
                      space.at(new double[] {(i + 0.5) / 400}).values().get("n")))
              .intValue()]++;
    }
    assertThat(counts).containsExactly(0, 100, 100, 100, 100);
    assertThat(space.size()).isEqualTo(4);
    assertThat(space.edges(space.at(new double[] {0}))).containsExactly("n");
    assertThat(space.edges(space.at(new double[] {0.4}))).isEmpty();
  }

  @Test
  void point_conditionsInAChain_areAllMet() {
    Map<String, Dimension> dimensions = new LinkedHashMap<>();
    dimensions.put(
        "a", new Dimension(List.of("x"), List.of(1, 2), null, null, false, Map.of("b", true)));
    dimensions.put(
        "b",
        new Dimension(List.of("y"), List.of(true, false), null, null, false, Map.of("c", "p")));
    dimensions.put("c", Studies.values("z", "p", "q"));
    assertThat(points(Space.of(dimensions), Studies.gridSearch(), 1))
        .extracting(Point::toString)
        .containsExactlyInAnyOrder(
            "a = 1, b = true, c = p", "a = 2, b = true, c = p", "b = false, c = p", "c = q");
  }

  @Test
  void encode_mixedPoints_liesInTheUnitCube() {
    Map<String, Dimension> dimensions = new LinkedHashMap<>();
    // ln 0.1, 1, 10: 0 lies one step, a factor of 10, below.
    dimensions.put("l", Studies.values("g.lambda", 0, 0.1, 1, 10));
    dimensions.put("r", Studies.logUniform("r", 0.01, 1));
    dimensions.put("k", Studies.values("k", "a", "b"));
    dimensions.put("n", Studies.values("n", -1, 0, 3));
    dimensions.put(
        "c", new Dimension(List.of("c"), List.of(1, 2), null, null, false, Map.of("k", "a")));
    Space space = Space.of(dimensions);
    Map<String, Object> values =
        new LinkedHashMap<>(Map.of("l", 0.1, "r", 0.1, "k", "b", "n", 0L, "c", 1L));
    assertThat(new Encoding(space).encode(space.point(values)))
        .containsExactly(new double[] {1 / 3.0, 0.5, 0, 1, 0.25, 0.5}, within(1e-12));
    values.put("l", 0L);
    values.put("k", "a");
    assertThat(new Encoding(space).encode(space.point(values)))
        .containsExactly(new double[] {0, 0.5, 1, 0, 0.25, 0}, within(1e-12));
  }

  @Test
  void of_badConditionsAndRanges_namesTheKeyAndTheRemedy() {
    refused(
        when("c", 1), "study.space.a.when.c: is not a dimension of this study", "(it has a, b)");
    refused(when("b", 3), "study.space.a.when.b: 3 is not one of the values of b, [1, 2]");
    refused(when("a", 1), "study.space.a.when: the conditions form a circle that leads back to a");
    refused(
        Studies.space(
            "a",
            new Dimension(List.of("x"), List.of(1), null, null, false, Map.of("b", 1)),
            "b",
            Studies.uniform("y", 0, 1)),
        "study.space.a.when.b: has a range, and a condition needs a list");
    refused(
        Map.of("a", new Dimension(List.of("x"), List.of(1), null, null, true, Map.of())),
        "study.space.a.integer: rounds the numbers of a range");
    refused(
        Map.of("a", new Dimension(List.of("x"), null, null, List.of(0.2, 0.8), true, Map.of())),
        "study.space.a.uniform: [0.2, 0.8] contains no whole number");
    refused(
        Map.of(
            "a",
            new Dimension(
                List.of("g.lambda", "h.exposure"), List.of(1), null, null, false, Map.of())),
        "study.space.a.set: states decay in several ways");
    refused(
        Studies.space("a", Studies.values("g.lambda", 1), "b", Studies.values("g.exposure", 1)),
        "study.space.b.set: g.exposure and g.lambda are the decay of one group");
  }

  private static Map<String, Dimension> when(String other, Object value) {
    return Studies.space(
        "a",
        new Dimension(List.of("x"), List.of(1, 2), null, null, false, Map.of(other, value)),
        "b",
        Studies.values("y", 1, 2));
  }

  @Test
  void of_badSpaces_namesTheKeyAndTheValue() {
    refused(Map.of("a", Studies.values("x")), "study.space.a.values", "empty");
    refused(Map.of("a", Studies.values("x", 1, 1.0)), "study.space.a.values", "1 is there twice");
    refused(Map.of("a", Studies.values("g.lambda", 0.1, "lots")), "study.space.a.values", "lots");
    refused(Map.of("a", Studies.logUniform("x", 0, 1)), "study.space.a.log_uniform", "[0.0, 1.0]");
    refused(Map.of("a", Studies.uniform("x", 2, 1)), "study.space.a.uniform", "[2.0, 1.0]");
    refused(
        Studies.space("a", Studies.values("x", 1), "b", Studies.values("x", 1)),
        "study.space.b.set",
        "x is set twice");
    refused(
        Map.of("a", new Dimension(List.of(), List.of(1), null, null, false, Map.of())),
        "study.space.a.set",
        "at least one");
  }

  @Test
  void points_ofAGridOverARange_isAConfigError() {
    Space space = Space.of(Map.of("a", Studies.uniform("x", 0, 1)));
    Search grid = Studies.gridSearch();
    assertThatThrownBy(() -> points(space, grid, 1))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("study.space.a: a grid needs a list of values");
  }

  private static List<Point> points(Space space, Search search, long seed) {
    StudySpec spec = Studies.search(search, Map.of(), seed, List.of());
    return Samplers.of(spec, space).next(List.of()).points();
  }

  private static void refused(Map<String, Dimension> space, String... words) {
    assertThatThrownBy(() -> Space.of(space))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode().number()).isEqualTo(3))
        .hasMessageContainingAll(words);
  }

  private static double number(Point point, String name) {
    return ((Number) point.values().getOrDefault(name, Double.NaN)).doubleValue();
  }
}
