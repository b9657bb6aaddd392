package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was not trained to its end. */
public sealed interface Incomplete extends Finding {

  @Override
  default Place place() {
    return Place.WARNING;
  }

  /** Trainings that failed, and the points that are no candidates for it. */
  record Failures(int diverged, int crashed, List<Map<String, Object>> excluded)
      implements Incomplete {
    @Override
    public String sentence() {
      List<String> how = new ArrayList<>();
      if (diverged > 0) {
        how.add(Phrases.count(diverged, "training") + " diverged");
      }
      if (crashed > 0) {
        how.add(Phrases.count(crashed, "training") + " crashed");
      }
      return String.join(" and ", how)
          + (excluded.isEmpty()
              ? "."
              : ", so that %s cannot be chosen: the other cells alone would flatter or slander"
                      .formatted(Phrases.points(excluded))
                  + (excluded.size() == 1 ? " it." : " them."));
    }
  }

  /** The search ended before its plan was done. */
  record Stopped(String why) implements Incomplete {
    @Override
    public String sentence() {
      return "The search ended before its plan was done: %s.".formatted(why);
    }
  }

  /** Points with cells missing. */
  record Unfinished(List<Map<String, Object>> points) implements Incomplete {
    @Override
    public String sentence() {
      return "Not all cells are trained of " + Phrases.points(points) + ".";
    }
  }

  /** Points given up by the pruning rule. */
  record Pruned(List<Map<String, Object>> points) implements Incomplete {
    @Override
    public String sentence() {
      return "%s given up early (%s): their figures are means over fewer cells."
          .formatted(
              points.size() == 1 ? "1 point was" : points.size() + " points were",
              Phrases.points(points));
    }
  }
}
