package org.isotopelm.study;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.isotopelm.study.StudyResult.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Which point is the best, and which the simplest that is hardly worse.
 *
 * @param candidates points with all their cells; where none has them yet, those with the most. A
 *     point with a cell that failed is none: its mean is over other cells
 * @param best the lowest mean nll; null if there is no candidate
 * @param oneStandardError the strongest decay whose mean nll is at most the best's plus the best's
 *     standard error (the rule of Breiman, Friedman, Olshen and Stone 1984); null where the best
 *     has no standard error or the space no λ
 */
record Selection(List<Point> candidates, @Nullable Point best, @Nullable Point oneStandardError) {

  private record Scored(Point point, double nll, @Nullable Double se, double exposure) {
    static Scored of(Point point, Scores scores) {
      return new Scored(
          point,
          Objects.requireNonNull(scores.nll()),
          scores.se(),
          Objects.requireNonNull(scores.exposure()));
    }
  }

  /** Picks among the points so far. */
  static Selection of(Plan plan, Trials trials) {
    List<Point> whole =
        plan.points().stream().filter(point -> trials.failed(Contender.of(point)) == 0).toList();
    int most = whole.stream().mapToInt(point -> trials.size(Contender.of(point))).max().orElse(0);
    List<Scored> candidates =
        whole.stream()
            .filter(point -> most > 0 && trials.size(Contender.of(point)) == most)
            .map(point -> Scored.of(point, trials.scores(Contender.of(point))))
            .toList();
    Scored best = candidates.stream().min(Comparator.comparingDouble(Scored::nll)).orElse(null);
    return new Selection(
        candidates.stream().map(Scored::point).toList(),
        best == null ? null : best.point(),
        best == null ? null : strongest(plan.space(), candidates, best));
  }

  /** With one λ the largest λ, else the largest exposure; of equals the lowest nll. */
  private static @Nullable Point strongest(Space space, List<Scored> candidates, Scored best) {
    if (space.decays().isEmpty() || best.se() == null) {
      return null;
    }
    double limit = best.nll() + best.se();
    List<String> names = space.decays().equals(space.lambdas()) ? space.lambdas() : List.of();
    ToDoubleFunction<Scored> strength =
        names.size() == 1 ? scored -> lambda(scored, names.getFirst()) : Scored::exposure;
    return candidates.stream()
        .filter(scored -> scored.nll() <= limit)
        .max(
            Comparator.comparingDouble(strength)
                .thenComparing(Comparator.comparingDouble(Scored::nll).reversed()))
        .map(Scored::point)
        .orElse(null);
  }

  /** λ, or −1 where it is not searched under the other values. */
  private static double lambda(Scored scored, String name) {
    return scored.point().values().get(name) instanceof Number number ? number.doubleValue() : -1;
  }
}
