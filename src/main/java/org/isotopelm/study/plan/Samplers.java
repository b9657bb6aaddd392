package org.isotopelm.study.plan;

import java.util.List;
import org.isotopelm.IsotopeException;
import org.isotopelm.study.search.GpSampler;
import org.isotopelm.study.search.GridPoints;
import org.isotopelm.study.search.PathPoints;
import org.isotopelm.study.search.RandomPoints;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.search.Search;
import org.isotopelm.study.search.SobolPoints;
import org.isotopelm.study.search.TryFirst;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Observation;

/** Makes the sampler of a study. */
public final class Samplers {
  private static final String TRY_FIRST = "try_first";

  private Samplers() {}

  /**
   * The sampler of the config's search. Points of {@code try_first} are its first round and count
   * among its trials.
   *
   * @throws IsotopeException exit code 3, for a space that this search cannot search, or a wrong
   *     {@code try_first}
   */
  public static Sampler of(StudySpec spec, Space space) {
    List<Point> first = TryFirst.of(space, spec.tryFirst());
    Sampler search =
        switch (spec.search()) {
          case Search.Grid() -> new OneRound("grid", GridPoints.of(space));
          case Search.Path _ -> new OneRound("path", PathPoints.of(space, first));
          case Search.Random(int trials) ->
              new OneRound(
                  "random", new RandomPoints(space, spec.seed()).first(room(trials, first), first));
          case Search.Sobol(int trials) ->
              new OneRound(
                  "sobol", new SobolPoints(space, spec.seed()).first(room(trials, first), first));
          case Search.Gp gp -> {
            room(gp.trials(), first);
            yield new GpSampler(gp, space, spec.metric(), spec.seed());
          }
        };
    return seen ->
        seen.isEmpty() && !first.isEmpty()
            ? new Sampler.Proposal(first, TRY_FIRST)
            : search.next(seen);
  }

  /** Trials that are left after those of {@code try_first}. */
  private static int room(int trials, List<Point> first) {
    if (first.size() > trials) {
      throw IsotopeException.config(
          "study.try_first",
          "has " + first.size() + " points, and the search " + trials + " trials; raise trials");
    }
    return trials - first.size();
  }

  /** A search whose points are known from the beginning. */
  private record OneRound(String origin, List<Point> points) implements Sampler {
    @Override
    public Proposal next(List<Observation> seen) {
      List<Point> old = seen.stream().map(Observation::point).toList();
      List<Point> fresh = points.stream().filter(point -> !old.contains(point)).toList();
      return fresh.isEmpty() ? Proposal.END : new Proposal(fresh, origin);
    }
  }
}
