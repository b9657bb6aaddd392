package org.isotopelm.study.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.words.Figures;

/**
 * Bayesian optimisation: points of a Sobol sequence first, then round by round those from which a
 * {@link Surrogate} of all before expects the largest improvement.
 */
public record GpSampler(Search.Gp search, Space space, Metric metric, long seed)
    implements Sampler {
  private static final String ORIGIN = "expected improvement";

  @Override
  public Proposal next(List<Observation> seen) {
    Set<Point> known = seen.stream().map(Observation::point).collect(Collectors.toSet());
    int left = search.trials() - known.size();
    if (left <= 0) {
      return Proposal.END;
    }
    int initial = Math.min(left, search.initial() - known.size());
    if (initial > 0) {
      return sobol(initial, known);
    }
    int count = Math.min(left, search.round());
    Surrogate surrogate = Surrogate.fit(space, seen);
    if (surrogate == null) {
      return sobol(count, known);
    }
    long start = RandomStream.derive(seed, known.size());
    List<Acquisition.Found> found =
        Acquisition.best(count, space, surrogate, new HashSet<>(known), start);
    if (found.isEmpty()) {
      return usedUp(known);
    }
    double improvement = StrictMath.exp(found.getFirst().logImprovement());
    double error = surrogate.standardError();
    if (search.stop() == Search.Stop.NOISE && improvement < error) {
      return new Proposal(
          List.of(),
          "the expected improvement, %s %s, is below the standard error of a point, %s"
              .formatted(Figures.nats(improvement), metric.shortUnit(), Figures.nats(error)));
    }
    return new Proposal(found.stream().map(Acquisition.Found::point).toList(), ORIGIN);
  }

  private Proposal sobol(int count, Set<Point> known) {
    List<Point> points = new SobolPoints(space, seed).first(count, known);
    return points.isEmpty() ? usedUp(known) : new Proposal(points, "sobol");
  }

  private static Proposal usedUp(Set<Point> known) {
    return new Proposal(List.of(), "all " + known.size() + " points of the space are tried");
  }
}
