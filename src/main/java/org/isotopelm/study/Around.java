package org.isotopelm.study;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.Parabola;
import org.isotopelm.study.StudyResult.PointResult;
import org.jspecify.annotations.Nullable;

/** What else may be the best: the points that cannot be told from it, and the curve around it. */
final class Around {
  private static final double LEVEL = 0.05;

  private Around() {}

  /**
   * The candidates that the corrected paired test with folds − 1 degrees of freedom does not find
   * worse than the best at 5 %, two-sided, the best among them. Not corrected for the number of
   * points, which would make the set larger. Empty where no test can be made.
   */
  static List<Map<String, Object>> indistinguishable(
      Selection selection, List<PointResult> points) {
    if (points.stream().allMatch(point -> p(point) == null)) {
      return List.of();
    }
    List<Map<String, Object>> candidates =
        selection.candidates().stream().map(Point::values).toList();
    return points.stream()
        .filter(point -> candidates.contains(point.values()))
        .filter(point -> point.pairedToBest() == null || isLikely(p(point)))
        .map(PointResult::values)
        .toList();
  }

  private static boolean isLikely(@Nullable Double p) {
    return p == null || p >= LEVEL;
  }

  private static @Nullable Double p(PointResult point) {
    Paired paired = point.pairedToBest();
    return paired == null ? null : paired.p();
  }

  /** Through the candidates that differ from the best in the one λ only, where there is one λ. */
  static @Nullable Parabola parabola(Plan plan, Trials trials, Selection selection) {
    List<String> decays = plan.space().decays();
    if (selection.best() == null || decays.size() != 1) {
      return null;
    }
    String lambda = decays.getFirst();
    Map<String, Object> others = without(lambda, selection.best());
    Design design = new Design(plan.spec().folds());
    List<ParabolaFit.Sample> samples =
        selection.candidates().stream()
            .filter(point -> without(lambda, point).equals(others))
            .filter(point -> value(lambda, point) > 0)
            .sorted(Comparator.comparingDouble(point -> value(lambda, point)))
            .map(point -> sample(design, trials, value(lambda, point), point))
            .toList();
    return ParabolaFit.of(lambda, design, samples);
  }

  private static ParabolaFit.Sample sample(
      Design design, Trials trials, double lambda, Point point) {
    Map<Pair, Double> nll = new TreeMap<>();
    trials.results(Contender.of(point)).forEach((pair, result) -> nll.put(pair, result.nll()));
    return new ParabolaFit.Sample(lambda, design.repetitions(nll));
  }

  private static double value(String name, Point point) {
    return point.values().get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  private static Map<String, Object> without(String name, Point point) {
    Map<String, Object> values = new LinkedHashMap<>(point.values());
    values.remove(name);
    return values;
  }
}
