package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/**
 * Bayesian optimisation by a Gaussian process: points of a Sobol sequence first, then round by
 * round those from which a {@link Surrogate} of all before expects the largest improvement.
 *
 * @param trials points
 * @param initial of them, from a Sobol sequence before the process is asked
 * @param round points proposed at a time, q
 * @param stop when to stop before the trials are used up
 */
@JsonTypeName("gp")
public record GpSearch(int trials, int initial, int round, Stop stop) implements Search {

  @Override
  public String sentence() {
    return "Bayesian optimisation of "
        + Phrases.count(trials, "point")
        + ": the first "
        + initial
        + " came from a Sobol sequence, the others, "
        + round
        + " a round, from where a Gaussian process expected the largest improvement."
        + (stop == Stop.NOISE
            ? " The search stops when that improvement is less than a point's standard error."
            : "");
  }

  private static final String ORIGIN = "expected improvement";

  /** Stop rules. */
  public enum Stop {
    /** Not before the trials are used up. */
    NEVER,
    /** When the expected improvement is below the standard error of a point. */
    NOISE
  }

  @Override
  public Sampler sampler(Task task) {
    task.trialsLeft(trials);
    return seen -> next(task, seen);
  }

  @Override
  public int points(int proposed) {
    return Math.max(trials, proposed);
  }

  private Sampler.Proposal next(Task task, List<Observation> seen) {
    Set<Point> known = seen.stream().map(Observation::point).collect(Collectors.toSet());
    int left = trials - known.size();
    if (left <= 0) {
      return Sampler.Proposal.END;
    }
    int first = Math.min(left, initial - known.size());
    if (first > 0) {
      return sobol(task, first, known);
    }
    int count = Math.min(left, round);
    Surrogate surrogate = Surrogate.fit(task.space(), seen);
    return surrogate == null ? sobol(task, count, known) : best(task, count, known, surrogate);
  }

  private Sampler.Proposal best(Task task, int count, Set<Point> known, Surrogate surrogate) {
    long start = RandomStream.derive(task.seed(), known.size());
    List<Acquisition.Found> found =
        Acquisition.best(count, task.space(), surrogate, new HashSet<>(known), start);
    if (found.isEmpty()) {
      return usedUp(known);
    }
    double improvement = StrictMath.exp(found.getFirst().logImprovement());
    double error = surrogate.standardError();
    if (stop == Stop.NOISE && improvement < error) {
      return new Sampler.Proposal(
          List.of(),
          "the expected improvement, %s %s, is below the standard error of a point, %s"
              .formatted(
                  Figures.nats(improvement), task.metric().shortUnit(), Figures.nats(error)));
    }
    return new Sampler.Proposal(found.stream().map(Acquisition.Found::point).toList(), ORIGIN);
  }

  private static Sampler.Proposal sobol(Task task, int count, Set<Point> known) {
    List<Point> points =
        DistinctPoints.first(count, known, SobolSearch.sequence(task.space(), task.seed()));
    return points.isEmpty() ? usedUp(known) : new Sampler.Proposal(points, "sobol");
  }

  private static Sampler.Proposal usedUp(Set<Point> known) {
    return new Sampler.Proposal(
        List.of(), "all " + known.size() + " points of the space were tried");
  }
}
