package org.isotopelm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.IsotopeException;
import org.jspecify.annotations.Nullable;

/**
 * All that a study trains.
 *
 * @param spec the config's study
 * @param space what is searched
 * @param points of the search
 * @param opponents those of the config, and {@code zero} where it is needed
 */
public record Plan(StudySpec spec, Space space, List<Point> points, List<Contender> opponents) {

  /**
   * The plan of a config.
   *
   * @throws IsotopeException exit code 3, for a space that cannot be searched
   */
  public static Plan of(StudySpec spec) {
    Space space = Space.of(spec.space());
    List<Point> points = Samplers.of(spec, space).next(List.of()).points();
    if (spec.opponents().containsKey(Contender.ZERO)) {
      throw IsotopeException.config(
          "study.opponents.zero", "this name is kept for λ = 0; take another");
    }
    List<Contender> opponents =
        spec.opponents().entrySet().stream()
            .map(entry -> new Contender(entry.getKey(), new Point(Map.of(), entry.getValue())))
            .toList();
    Plan plan = new Plan(spec, space, points, opponents);
    // Where λ is all that is searched, every point has the same zero, which need not wait.
    List<@Nullable Point> zeros = points.stream().map(space::zeroOf).distinct().toList();
    return zeros.size() == 1 ? plan.withZeroOf(points.getFirst()) : plan;
  }

  /** This plan, in which the point with every λ at 0 is trained as well, as an opponent. */
  Plan withZeroOf(Point point) {
    if (space.zeroOf(point) == null || zeroOf(point) != null) {
      return this;
    }
    List<Contender> more = new ArrayList<>(opponents);
    more.add(new Contender(Contender.ZERO, Objects.requireNonNull(space.zeroOf(point))));
    return new Plan(spec, space, points, List.copyOf(more));
  }

  /**
   * What a point is compared with: the same point with every λ at 0 if it is trained, else the
   * opponent {@code zero}; null where there is neither.
   */
  @Nullable Contender zeroOf(Point point) {
    Point zero = space.zeroOf(point);
    if (zero != null && points.contains(zero)) {
      return Contender.of(zero);
    }
    return opponents.stream()
        .filter(opponent -> Contender.ZERO.equals(opponent.opponent()))
        .findFirst()
        .orElse(null);
  }

  /**
   * Every training, in the order in which they are begun: the first fold for all contenders, so
   * that the whole curve shows early, then the next.
   */
  public List<Cell> cells() {
    List<Contender> contenders =
        Stream.concat(points.stream().map(Contender::of), opponents.stream()).toList();
    List<Cell> cells = new ArrayList<>();
    for (int repetition = 0; repetition < spec.seeds(); repetition++) {
      for (int fold = 0; fold < spec.folds(); fold++) {
        for (Contender contender : contenders) {
          cells.add(new Cell(contender, fold, spec.seed() + repetition));
        }
      }
    }
    return cells;
  }
}
