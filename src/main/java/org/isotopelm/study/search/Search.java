package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Phrases;

/**
 * The config's {@code study.search}: how points are proposed. Each kind is a record of its
 * parameters in a file of its own, and brings its sampler; its {@code @JsonTypeName} is its name in
 * the config. A new kind is such a record, its name in {@code permits}, and its keys in the schema.
 *
 * <p>Proposals come in rounds whose size is in the config: they depend on earlier rounds as a
 * whole, never on which cell ended first.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Search permits GridSearch, RandomSearch, SobolSearch, GpSearch, PathSearch {

  /**
   * Proposes the points that follow those of {@code try_first}, which are a round of their own and
   * count among the trials.
   *
   * @throws ProblemException exit code 3, for a space that this search cannot search
   */
  Sampler sampler(Task task);

  /** How points were proposed, as a report says it. */
  String sentence();

  /**
   * How many points the search will have at most.
   *
   * @param proposed how many it has so far, after its first round at least
   */
  default int points(int proposed) {
    return proposed;
  }

  /**
   * Given where each point begins with the final weights of the point before: how long a training
   * after the first is, as a share of the config's. Such points are trained one after another, and
   * differ by more than their values. Empty where each begins with initial weights.
   */
  default OptionalDouble warmStart() {
    return OptionalDouble.empty();
  }

  /**
   * What is searched.
   *
   * @param first the points of {@code try_first}
   * @param metric of the figures that the sampler will see; lower is better
   * @param seed of all random numbers
   */
  record Task(Space space, List<Point> first, Metric metric, long seed) {
    public Task {
      first = List.copyOf(first);
    }

    /**
     * Trials that are left after those of {@code try_first}.
     *
     * @throws ProblemException exit code 3, where there are fewer trials than these
     */
    int trialsLeft(int trials) {
      if (first.size() > trials) {
        throw ProblemException.config(
            "study.try_first",
            "has %s, and the search has %s; raise trials"
                .formatted(Phrases.count(first.size(), "point"), Phrases.count(trials, "trial")));
      }
      return trials - first.size();
    }

    /**
     * A sampler of one round: the first distinct points of a sequence.
     *
     * @param trials points, those of {@code try_first} among them
     * @param sequence gives its next point each time; may repeat itself
     */
    Sampler sequence(String origin, int trials, Supplier<Point> sequence) {
      return Sampler.ofOneRound(origin, DistinctPoints.first(trialsLeft(trials), first, sequence));
    }
  }
}
