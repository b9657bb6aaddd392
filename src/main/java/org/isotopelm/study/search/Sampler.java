package org.isotopelm.study.search;

import java.util.List;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Observation;

/** Proposes points, round by round. Holds no state: what it proposes follows from its arguments. */
public interface Sampler {

  /**
   * The next round.
   *
   * @param seen the points of all rounds before, in the order in which they were proposed
   */
  Proposal next(List<Observation> seen);

  /**
   * A round.
   *
   * @param points none of which was proposed before; empty at the search's end
   * @param origin where they come from, in a word or two such as {@code sobol} or {@code expected
   *     improvement}; of an empty round, why the search ends before its trials are used up, or ""
   *     if they are
   */
  record Proposal(List<Point> points, String origin) {
    /** The search came to the end of its plan. */
    public static final Proposal END = new Proposal(List.of(), "");
  }
}
