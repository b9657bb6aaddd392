package org.isotopelm.study.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What a study makes and trains at its end, of what its config asks for: the time may be too short
 * for all of it.
 *
 * @param finals what it makes of the chosen point
 * @param leftOut what it does not, in the order in which it gave way
 */
public record FinalWork(FinalSpec finals, List<Part> leftOut) {
  /** What may be left out. */
  public enum Part {
    STUDENT,
    /** Some members of the ensemble, or all but the single model. */
    MEMBERS,
    /** The opponents that the study has. */
    OPPONENTS,
    /** λ = 0, with which the chosen model is then not compared. */
    ZERO,
    /**
     * The training that gives the mixture its weights: a network of the search stands in for it.
     */
    WEIGHTS,
    MIX
  }

  public FinalWork {
    leftOut = List.copyOf(leftOut);
  }

  /** All that is asked for. */
  public static FinalWork all(FinalSpec finals) {
    return new FinalWork(finals, List.of());
  }

  /** With less of a part. */
  public FinalWork without(Part part, FinalSpec smaller) {
    List<Part> parts = new ArrayList<>(leftOut);
    if (!leavesOut(part)) {
      parts.add(part);
    }
    return new FinalWork(smaller, parts);
  }

  /** Whether it has not all of a part. */
  public boolean leavesOut(Part part) {
    return leftOut.contains(part);
  }
}
