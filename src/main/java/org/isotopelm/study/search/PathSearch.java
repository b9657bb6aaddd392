package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.words.Figures;

/**
 * The values of one λ from large to small, the strongest decay first and none last, each begun from
 * the weights of the one before, as glmnet does (Friedman, Hastie and Tibshirani 2010).
 *
 * @param followUp length of every training after the first, as a share of the config's
 */
@JsonTypeName("path")
public record PathSearch(double followUp) implements Search {

  @Override
  public String sentence() {
    return "A path from the largest λ to the smallest: each point began with the weights of the one before and trained "
        + Figures.value(followUp)
        + " times as long as the first. Neighbours share their past, so the curve looks better and smoother than it is.";
  }

  @Override
  public Sampler sampler(Task task) {
    if (!task.first().isEmpty()) {
      throw ProblemException.config(
          "study.try_first", "a path goes through its values in one order; remove try_first");
    }
    return Sampler.ofOneRound("path", points(task.space()));
  }

  @Override
  public OptionalDouble warmStart() {
    return OptionalDouble.of(followUp);
  }

  private static List<Point> points(Space space) {
    Axis axis = space.axes().getFirst();
    boolean sound =
        space.axes().size() == 1
            && axis.isDecay()
            && axis.range() instanceof Axis.Values
            && axis.range().scale() != null;
    if (!sound) {
      throw ProblemException.config(
          "study.search",
          "a path needs exactly one dimension, a λ with a list of values, and the space has "
              + describe(space)
              + "; search one such λ only, or use search: {kind: gp, trials: 12}");
    }
    Comparator<Point> weakest =
        Comparator.comparingDouble(
            point -> axis.position(Objects.requireNonNull(point.values().get(axis.name()))));
    return GridSearch.points(space).stream()
        .sorted(axis.isTime() ? weakest : weakest.reversed())
        .toList();
  }

  private static String describe(Space space) {
    return String.join(
        ", ", space.axes().stream().map(a -> a.name() + " (" + kind(a) + ")").toList());
  }

  private static String kind(Axis axis) {
    String what = axis.isDecay() ? "a decay" : "not a decay";
    return axis.range() instanceof Axis.Values ? what + ", a list" : what + ", a range";
  }
}
