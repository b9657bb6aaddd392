package org.isotopelm.study;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code study}.
 *
 * @param search how points are proposed
 * @param space dimensions by name, in the config's order
 * @param folds k, of all documents outside the test split; 1: the validation split
 * @param seeds trainings of each point on each fold
 * @param seed of the search and the first of the training seeds
 * @param opponents config values by name and path, trained on the same folds
 */
public record StudySpec(
    Search search,
    Map<String, Dimension> space,
    int folds,
    int seeds,
    long seed,
    Map<String, Map<String, Object>> opponents) {

  /** Search kinds. */
  public enum SearchKind {
    GRID,
    RANDOM
  }

  /** The search; trials is for random. */
  public record Search(SearchKind kind, @Nullable Integer trials) {}

  /**
   * One dimension; exactly one of values, logUniform, uniform is set.
   *
   * @param set the config paths that take the value
   */
  public record Dimension(
      List<String> set,
      @Nullable List<Object> values,
      @Nullable List<Double> logUniform,
      @Nullable List<Double> uniform) {}
}
