package org.isotopelm.study.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.search.GpSearch;
import org.isotopelm.study.search.GpSearch.Stop;
import org.isotopelm.study.search.GridSearch;
import org.isotopelm.study.search.PathSearch;
import org.isotopelm.study.search.RandomSearch;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.search.Sampler.Proposal;
import org.isotopelm.study.search.Search;
import org.isotopelm.study.search.SobolSearch;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Observation;
import org.junit.jupiter.api.Test;

class SamplersTest {
  private static final Map<String, Dimension> LAMBDA =
      Map.of("lambda", Studies.logUniform(FakeRunner.LAMBDA, 1e-3, 10));

  /** (ln λ − ln 0.2)² / 10, with folds that differ. */
  private static double valley(Point point) {
    double offset = Math.log(number(point, "lambda") / 0.2);
    return 4 + offset * offset / 10;
  }

  @Test
  void next_tryFirst_isARoundOfItsOwnAndCounts() {
    Map<String, Object> first = Map.of("lambda", 1);
    for (Search search : List.of(new RandomSearch(5), new SobolSearch(5), gp(5, 3, 2))) {
      List<Proposal> rounds = rounds(search, LAMBDA, List.of(first, Map.of("lambda", 2)));
      assertThat(rounds.getFirst().origin()).isEqualTo("try_first");
      assertThat(rounds.getFirst().points())
          .extracting(Point::toString)
          .containsExactly("lambda = 1", "lambda = 2");
      assertThat(points(rounds)).hasSize(5).doesNotHaveDuplicates();
    }
    List<Proposal> grid =
        rounds(
            new GridSearch(),
            Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 1)),
            List.of(first));
    assertThat(points(grid))
        .extracting(Point::toString)
        .containsExactly("lambda = 1", "lambda = 0", "lambda = 0.1");
  }

  @Test
  void next_origins_areThoseOfTheSearch() {
    assertThat(rounds(gp(8, 3, 2), LAMBDA, List.of()))
        .extracting(Proposal::origin)
        .containsExactly(
            "sobol", "expected improvement", "expected improvement", "expected improvement", "");
    assertThat(rounds(new SobolSearch(4), LAMBDA, List.of()))
        .extracting(Proposal::origin)
        .containsExactly("sobol", "");
  }

  @Test
  void next_ofGp_isAFunctionOfWhatWasSeen() {
    List<Proposal> rounds = rounds(gp(9, 4, 2), LAMBDA, List.of());
    assertThat(rounds(gp(9, 4, 2), LAMBDA, List.of())).isEqualTo(rounds);
    StudySpec spec = Studies.search(gp(9, 4, 2), LAMBDA, 1, List.of());
    List<Observation> seen =
        new ArrayList<>(
            points(rounds).subList(0, 6).stream()
                .map(p -> observe(p, SamplersTest::valley))
                .toList());
    Sampler sampler = Samplers.of(spec, Space.of(LAMBDA));
    assertThat(sampler.next(seen)).isEqualTo(rounds.get(2));
    assertThat(sampler.next(List.of())).isEqualTo(rounds.get(0));
  }

  @Test
  void next_ofGpOverAValley_findsItsBottom() {
    List<Point> points = points(rounds(gp(9, 4, 1), LAMBDA, List.of()));
    double best = points.stream().mapToDouble(SamplersTest::valley).min().orElse(9);
    assertThat(best).isLessThan(4.001); // 0.2 within 10 %, of four decades
  }

  @Test
  void next_sobol_firstOfALongerSearchAreTheSame() {
    Map<String, Dimension> space =
        Studies.space(
            "lambda", Studies.logUniform("g.lambda", 0.01, 1), "eta", Studies.uniform("x", 0, 1));
    List<Point> longer = points(rounds(new SobolSearch(40), space, List.of()));
    assertThat(longer).hasSize(40).doesNotHaveDuplicates();
    assertThat(points(rounds(new SobolSearch(7), space, List.of())))
        .isEqualTo(longer.subList(0, 7));
  }

  @Test
  void next_ofAFiniteSpace_endsWhenItIsUsedUp() {
    Map<String, Dimension> space =
        Studies.space(
            "lambda",
            Studies.values("g.lambda", 0, 0.1, 1),
            "kind",
            Studies.values("k", "a", true));
    for (Search search : List.of(new RandomSearch(50), new SobolSearch(50), gp(50, 3, 2))) {
      List<Proposal> rounds = rounds(search, space, List.of());
      assertThat(points(rounds)).hasSize(6).doesNotHaveDuplicates();
      assertThat(rounds.getLast().points()).isEmpty();
    }
  }

  @Test
  void next_path_goesFromStrongDecayToWeak() {
    assertThat(
            points(
                rounds(
                    new PathSearch(1),
                    Map.of("lambda", Studies.values("g.lambda", 0.1, 0, 10, 1)),
                    List.of())))
        .extracting(p -> number(p, "lambda"))
        .containsExactly(10.0, 1.0, 0.1, 0.0);
    assertThat(
            points(
                rounds(
                    new PathSearch(1),
                    Map.of("h", Studies.values("g.half_life.epochs", 4, 1, 2)),
                    List.of())))
        .extracting(p -> number(p, "h"))
        .containsExactly(1.0, 2.0, 4.0);
  }

  @Test
  void next_stopByNoise_endsBeforeTheTrialsAreUsedUp() {
    Search patient = new GpSearch(30, 4, 1, Stop.NOISE);
    List<Proposal> rounds = rounds(patient, LAMBDA, List.of());
    assertThat(points(rounds)).hasSizeBetween(5, 20);
    assertThat(rounds.getLast().origin())
        .matches("the expected improvement, .* nats, is below the standard error of a point, .*");
  }

  @Test
  void next_afterFailures_leavesThem() {
    ToDoubleFunction<Point> broken =
        point -> number(point, "lambda") > 0.1 ? Double.NaN : valley(point);
    List<Point> points = points(rounds(gp(14, 4, 1), LAMBDA, List.of(), broken));
    assertThat(points.subList(8, 14).stream().filter(p -> number(p, "lambda") > 0.15))
        .hasSizeLessThan(2);
  }

  @Test
  void next_whereAllFailed_goesOnWithSobol() {
    List<Proposal> rounds = rounds(gp(6, 2, 2), LAMBDA, List.of(), point -> Double.NaN);
    assertThat(points(rounds)).hasSize(6).doesNotHaveDuplicates();
    assertThat(rounds.subList(0, 3)).extracting(Proposal::origin).containsOnly("sobol");
  }

  @Test
  void next_ofGpOverMixedDimensions_proposesPointsOfTheSpace() {
    Map<String, Dimension> space = new LinkedHashMap<>();
    space.put("lambda", Studies.values("g.lambda", 0, 0.01, 0.1, 1));
    space.put("kind", Studies.values("k", "a", "b"));
    space.put("width", new Dimension(List.of("w"), null, List.of(8.0, 64.0), null, true, Map.of()));
    space.put(
        "rate",
        new Dimension(List.of("r"), null, null, List.of(0.0, 1.0), false, Map.of("kind", "b")));
    ToDoubleFunction<Point> nll =
        point -> {
          double rate = point.values().containsKey("rate") ? number(point, "rate") - 0.5 : 0.7;
          return 4
              + rate * rate
              + Math.abs(number(point, "lambda") - 0.1)
              + number(point, "width") / 100;
        };
    List<Point> points = points(rounds(gp(24, 9, 3), space, List.of(), nll));
    assertThat(points).hasSize(24).doesNotHaveDuplicates();
    assertThat(points)
        .allSatisfy(
            point -> {
              assertThat(point.values().containsKey("rate"))
                  .isEqualTo("b".equals(point.values().get("kind")));
              assertThat(point.overrides().containsKey("r"))
                  .isEqualTo("b".equals(point.values().get("kind")));
              assertThat(point.values().get("width")).isInstanceOf(Long.class);
              assertThat(number(point, "width")).isBetween(8.0, 64.0);
            });
    assertThat(points.stream().mapToDouble(nll).min().orElse(9)).isLessThan(4.15);
  }

  @Test
  void of_whatCannotBeSearched_isAConfigError() {
    refused(
        new GridSearch(), LAMBDA, List.of(), "study.space.lambda: a grid needs a list of values");
    refused(
        new PathSearch(1),
        LAMBDA,
        List.of(),
        "study.search: a path needs exactly one dimension",
        "lambda (a decay, a range)");
    refused(
        new PathSearch(1),
        Map.of("x", Studies.values("x", 1, 2)),
        List.of(),
        "x (not a decay, a list)");
    refused(
        new PathSearch(1),
        Map.of("lambda", Studies.values("g.lambda", 1, 2)),
        List.of(Map.of("lambda", 1)),
        "study.try_first: a path goes through its values in one order; remove try_first");
    refused(
        new RandomSearch(1),
        LAMBDA,
        List.of(Map.of("lambda", 1), Map.of("lambda", 2)),
        "study.try_first: has 2 points, and the search has 1 trial; raise trials");
  }

  @Test
  void of_badTryFirst_namesTheEntry() {
    Search search = new RandomSearch(5);
    refused(
        search,
        LAMBDA,
        List.of(Map.of("lamda", 1)),
        "study.try_first.0.lamda: is not a dimension",
        "did you mean 'lambda'?");
    refused(
        search,
        LAMBDA,
        List.of(Map.of("lambda", 1), Map.of("lambda", 11)),
        "study.try_first.1.lambda: 11 is not in the space",
        "from 0.001 to 10.0");
    refused(
        search,
        LAMBDA,
        List.of(Map.of("lambda", 1), Map.of("lambda", 1.0)),
        "study.try_first.1: is the same point as entry 0");
    Map<String, Dimension> two =
        Studies.space(
            "a",
            Studies.values("x", "p", "q"),
            "b",
            new Dimension(List.of("y"), List.of(1, 2), null, null, false, Map.of("a", "q")));
    refused(
        search,
        two,
        List.of(Map.of("a", "q")),
        "study.try_first.0: has no value for b; give one of [1, 2]");
    refused(
        search,
        two,
        List.of(Map.of("a", "p", "b", 1)),
        "study.try_first.0.b: is not searched unless a = q; remove it");
    refused(
        search,
        two,
        List.of(Map.of("a", "r")),
        "study.try_first.0.a: r is not in the space; use one of [p, q]");
    Map<String, Dimension> whole =
        Map.of("n", new Dimension(List.of("x"), null, null, List.of(1.0, 4.0), true, Map.of()));
    refused(
        search,
        whole,
        List.of(Map.of("n", 2.5)),
        "study.try_first.0.n: 2.5 is not in the space; use one of the whole numbers from 1 to 4");
  }

  private static void refused(
      Search search,
      Map<String, Dimension> space,
      List<Map<String, Object>> first,
      String... words) {
    StudySpec spec = Studies.search(search, space, 1, first);
    assertThatThrownBy(() -> Samplers.of(spec, Space.of(space)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode().number()).isEqualTo(3))
        .hasMessageContainingAll(words);
  }

  private static Search gp(int trials, int initial, int round) {
    return new GpSearch(trials, initial, round, Stop.NEVER);
  }

  private static List<Proposal> rounds(
      Search search, Map<String, Dimension> space, List<Map<String, Object>> first) {
    return rounds(
        search,
        space,
        first,
        point ->
            point.values().get("lambda") instanceof Number l && l.doubleValue() > 0
                ? valley(point)
                : 5);
  }

  /** All rounds, the empty one that ends the search among them; a point of nll NaN fails. */
  private static List<Proposal> rounds(
      Search search,
      Map<String, Dimension> space,
      List<Map<String, Object>> first,
      ToDoubleFunction<Point> nll) {
    Sampler sampler = Samplers.of(Studies.search(search, space, 1, first), Space.of(space));
    List<Proposal> rounds = new ArrayList<>();
    List<Observation> seen = new ArrayList<>();
    do {
      rounds.add(sampler.next(List.copyOf(seen)));
      rounds.getLast().points().forEach(point -> seen.add(observe(point, nll)));
    } while (!rounds.getLast().points().isEmpty());
    return rounds;
  }

  private static Observation observe(Point point, ToDoubleFunction<Point> nll) {
    double value = nll.applyAsDouble(point);
    if (Double.isNaN(value)) {
      return new Observation(point, Arrays.asList(null, null, null), true);
    }
    // What a fold adds, and a little that depends on the point too.
    double noise = 0.002 * Math.sin(50 * value);
    return new Observation(
        point, List.of(value + noise, value + 0.1 - 2 * noise, value - 0.1 + noise), false);
  }

  private static List<Point> points(List<Proposal> rounds) {
    return rounds.stream().flatMap(round -> round.points().stream()).toList();
  }

  private static double number(Point point, String name) {
    return ((Number) point.values().getOrDefault(name, Double.NaN)).doubleValue();
  }
}
