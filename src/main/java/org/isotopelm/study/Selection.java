package org.isotopelm.study;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.isotopelm.study.StudyResult.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Which point is the best, and which the simplest that is hardly worse.
 *
 * @param best the lowest mean nll; null if every point has a cell that diverged
 * @param oneStandardError the strongest decay whose mean nll is at most the best's plus the best's
 *     standard error (the rule of Breiman, Friedman, Olshen and Stone 1984); null where the best
 *     has no standard error or the space no λ
 */
record Selection(@Nullable Point best, @Nullable Point oneStandardError) {

  private record Scored(Point point, double nll, @Nullable Double se, double exposure) {}

  /** Points with a cell that diverged are no candidates: their mean is over other cells. */
  static Selection of(Plan plan, Trials trials) {
    List<Scored> candidates =
        plan.points().stream()
            .map(point -> scored(point, trials))
            .flatMap(Optional::stream)
            .toList();
    Scored best = candidates.stream().min(Comparator.comparingDouble(Scored::nll)).orElse(null);
    if (best == null) {
      return new Selection(null, null);
    }
    return new Selection(best.point(), strongest(plan.space().lambdas(), candidates, best));
  }

  private static Optional<Scored> scored(Point point, Trials trials) {
    Scores scores = trials.scores(Contender.of(point));
    return scores.nll() == null || scores.failed() > 0
        ? Optional.empty()
        : Optional.of(
            new Scored(
                point, scores.nll(), scores.se(), Objects.requireNonNull(scores.exposure())));
  }

  /** With one λ the largest λ, with several the largest exposure; of equals the lowest nll. */
  private static @Nullable Point strongest(
      List<String> lambdas, List<Scored> candidates, Scored best) {
    if (lambdas.isEmpty() || best.se() == null) {
      return null;
    }
    double limit = best.nll() + best.se();
    ToDoubleFunction<Scored> strength =
        lambdas.size() == 1
            ? scored -> number(scored.point().values(), lambdas.getFirst())
            : Scored::exposure;
    return candidates.stream()
        .filter(scored -> scored.nll() <= limit)
        .max(
            Comparator.comparingDouble(strength)
                .thenComparing(Comparator.comparingDouble(Scored::nll).reversed()))
        .map(Scored::point)
        .orElse(null);
  }

  private static double number(Map<String, Object> values, String name) {
    return ((Number) Objects.requireNonNull(values.get(name))).doubleValue();
  }
}
