package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;

/** Every combination of the values, as one round. */
@JsonTypeName("grid")
public record GridSearch() implements Search {

  @Override
  public String sentence() {
    return "Every combination of the values was tried (grid).";
  }

  @Override
  public Sampler sampler(Task task) {
    return Sampler.ofOneRound("grid", points(task.space()));
  }

  /**
   * The points in the config's order; the last dimension changes fastest.
   *
   * @throws ProblemException exit code 3, for a range of real numbers
   */
  static List<Point> points(Space space) {
    return space.product(GridSearch::values);
  }

  private static List<Object> values(Axis axis) {
    if (axis.range() instanceof Axis.Values(List<Object> values)) {
      return values;
    }
    throw ProblemException.config(
        "study.space." + axis.name(),
        "a grid needs a list of values; give values, or use search: {kind: random, trials: 30}");
  }
}
