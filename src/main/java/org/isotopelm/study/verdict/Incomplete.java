package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.words.Phrases;

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
              : ", so %s cannot be chosen: a mean over the other cells alone would not compare."
                  .formatted(Phrases.points(excluded)));
    }
  }

  /** The search ended before its plan was done. */
  record Stopped(String why) implements Incomplete {
    @Override
    public String sentence() {
      return "The search ended before its plan was done: %s.".formatted(why);
    }
  }

  /**
   * A point with cells missing.
   *
   * @param missing of its cells
   * @param cells that it should have
   */
  record Part(Map<String, Object> values, int missing, int cells) {}

  /** The points with cells missing. */
  record Unfinished(List<Part> points) implements Incomplete {
    private static final int FEW = 3;

    @Override
    public String sentence() {
      if (points.size() > FEW) {
        return String.format(
            Locale.ROOT,
            "%d of %d cells of %d points were not trained.",
            points.stream().mapToInt(Part::missing).sum(),
            points.stream().mapToInt(Part::cells).sum(),
            points.size());
      }
      List<String> parts =
          points.stream()
              .map(
                  part ->
                      String.format(
                          Locale.ROOT,
                          "%d of %d cells of %s",
                          part.missing(),
                          part.cells(),
                          Phrases.describe(part.values())))
              .toList();
      boolean one = points.size() == 1 && points.getFirst().missing() == 1;
      return Phrases.list(parts) + (one ? " was" : " were") + " not trained.";
    }
  }

  /** Points given up by the pruning rule. */
  record Pruned(List<Map<String, Object>> points) implements Incomplete {
    @Override
    public String sentence() {
      return points.size() == 1
          ? "1 point was given up early (%s): its figures are means over fewer cells."
              .formatted(Phrases.points(points))
          : String.format(
              Locale.ROOT,
              "%d points were given up early%s: their figures are means over fewer cells.",
              points.size(),
              few());
    }

    private String few() {
      return points.size() > Phrases.FEW ? "" : " (" + Phrases.points(points) + ")";
    }
  }

  /** Trainings that early stopping ended, on the fold that scores them. */
  record StoppedEarly(int trainings, int of) implements Incomplete {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "%d of %s stopped early on the fold that scores them, which flatters them; the final models never stop early.",
          trainings,
          Phrases.count(of, "training"));
    }
  }
}
