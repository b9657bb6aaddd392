package org.isotopelm.study.search;

import java.util.List;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Observation;

/**
 * Proposes points round by round. It has no state: what it proposes depends on its arguments only.
 */
@FunctionalInterface
public interface Sampler {

  /**
   * The next round.
   *
   * @param seen the points of all rounds before, in the order in which they were proposed
   */
  Proposal next(List<Observation> seen);

  /** Proposes these points in one round, without those that are known already. */
  static Sampler ofOneRound(String origin, List<Point> points) {
    return seen -> {
      List<Point> known = seen.stream().map(Observation::point).toList();
      List<Point> fresh = points.stream().filter(point -> !known.contains(point)).toList();
      return fresh.isEmpty() ? Proposal.END : new Proposal(fresh, origin);
    };
  }

  /** Proposes these points as the first round of all, if there are any, and then goes on. */
  default Sampler after(List<Point> first, String origin) {
    return seen -> seen.isEmpty() && !first.isEmpty() ? new Proposal(first, origin) : next(seen);
  }

  /**
   * A round.
   *
   * @param points none of which was proposed before; empty at the search's end
   * @param origin where they come from, in a word or two such as {@code sobol} or {@code expected
   *     improvement}; for an empty round, why the search ends before its trials are used up, or ""
   *     if they are used up
   */
  record Proposal(List<Point> points, String origin) {
    /** The search is at the end of its plan. */
    public static final Proposal END = new Proposal(List.of(), "");
  }
}
