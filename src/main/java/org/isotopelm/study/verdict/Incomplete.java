package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** What was not trained to its end. */
public sealed interface Incomplete extends Finding {

  @Override
  default Place place() {
    return Place.WARNING;
  }

  /** Trainings that failed, and the points that are no candidates for it. */
  record Failures(int diverged, int crashed, List<Map<String, Object>> excluded)
      implements Incomplete {
    static Stream<Finding> of(Grounds grounds) {
      int diverged = grounds.trials(Trial.Status.DIVERGED);
      int crashed = grounds.trials(Trial.Status.CRASHED);
      List<Map<String, Object>> excluded =
          grounds.points(
              point ->
                  point.status() == PointStatus.FAILED && !Incomparable.isBecause(point.because()));
      return Grounds.when(diverged + crashed > 0, new Failures(diverged, crashed, excluded));
    }

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
              : ", so %s cannot be chosen: a mean over the remaining cells is not comparable."
                  .formatted(Phrases.points(excluded)));
    }
  }

  /**
   * Models whose scores are no probabilities.
   *
   * @param models how many
   * @param excluded the points that are no candidates for it
   */
  record Incomparable(int models, List<Map<String, Object>> excluded) implements Incomplete {
    static Stream<Finding> of(Grounds grounds) {
      int models = grounds.trials(Trial.Status.INCOMPARABLE);
      return Grounds.when(
          models > 0,
          new Incomparable(models, grounds.points(point -> isBecause(point.because()))));
    }

    private static boolean isBecause(@Nullable String because) {
      return because != null && because.startsWith(Trial.Status.INCOMPARABLE.label());
    }

    @Override
    public String sentence() {
      String reason =
          "the scores of %s are no probabilities, because they do not sum to one over all tokens, so their nll does not compare"
              .formatted(Phrases.count(models, "model"));
      return excluded.isEmpty()
          ? "T" + reason.substring(1) + "."
          : "%s cannot be chosen: %s.".formatted(Phrases.points(excluded), reason);
    }
  }

  /** The search ended before its plan was done. */
  record Stopped(String why) implements Incomplete {
    static Stream<Finding> of(Grounds grounds) {
      return Stream.ofNullable(grounds.result().stopped()).map(Stopped::new);
    }

    @Override
    public String sentence() {
      return "The search stopped before its plan was complete: %s.".formatted(why);
    }
  }

  /**
   * A point with cells missing.
   *
   * @param missing of its cells
   * @param cells that it should have
   */
  record Part(Map<String, Object> values, int missing, int cells) {
    private static Part of(Grounds grounds, Map<String, Object> values) {
      int cells = grounds.plan().spec().cellsPerPoint();
      int ended =
          grounds.plan().points().stream()
              .filter(point -> point.values().equals(values))
              .mapToInt(point -> grounds.trials().size(Contender.of(point)))
              .sum();
      return new Part(values, cells - ended, cells);
    }

    private String shown() {
      return String.format(
          Locale.ROOT, "%d of %d cells of %s", missing, cells, Phrases.describe(values));
    }
  }

  /** The points with cells missing. */
  record Unfinished(List<Part> points) implements Incomplete {
    private static final int FEW = 3;

    static Stream<Finding> of(Grounds grounds) {
      List<Part> parts =
          grounds.points(PointStatus.UNFINISHED).stream()
              .map(values -> Part.of(grounds, values))
              .toList();
      return Grounds.when(parts, new Unfinished(parts));
    }

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
      boolean one = points.size() == 1 && points.getFirst().missing() == 1;
      return Phrases.list(points.stream().map(Part::shown).toList())
          + (one ? " was" : " were")
          + " not trained.";
    }
  }

  /** Trainings that early stopping ended, on the fold that scores them. */
  record StoppedEarly(int trainings, int of) implements Incomplete {
    static Stream<Finding> of(Grounds grounds) {
      int early = grounds.result().stoppedEarly();
      return Grounds.when(early > 0, new StoppedEarly(early, grounds.result().cells()));
    }

    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "%d of %s stopped early on the fold that also scores them, which makes their figures optimistic. The final models never stop early.",
          trainings,
          Phrases.count(of, "training"));
    }
  }

  /** Points given up by the pruning rule. */
  record Pruned(List<Part> parts) implements Incomplete {
    static Stream<Finding> of(Grounds grounds) {
      List<Part> parts =
          grounds.points(PointStatus.PRUNED).stream()
              .map(values -> Part.of(grounds, values))
              .toList();
      return Grounds.when(parts, new Pruned(parts));
    }

    public List<Map<String, Object>> points() {
      return parts.stream().map(Part::values).toList();
    }

    @Override
    public String sentence() {
      String which = parts.size() > Phrases.FEW ? "" : " (" + Phrases.points(points()) + ")";
      return "%s %s pruned%s after %s, so %s figures are means over fewer cells."
          .formatted(
              Phrases.count(parts.size(), "point"),
              parts.size() == 1 ? "was" : "were",
              which,
              ended(),
              parts.size() == 1 ? "its" : "their");
    }

    /** {@code 1 of 3 cells}, {@code 1 to 3 of 6 cells}. */
    private String ended() {
      IntSummaryStatistics trained =
          parts.stream().mapToInt(each -> each.cells() - each.missing()).summaryStatistics();
      String range =
          trained.getMin() == trained.getMax()
              ? String.valueOf(trained.getMin())
              : trained.getMin() + " to " + trained.getMax();
      return range + " of " + Phrases.count(parts.getFirst().cells(), "cell");
    }
  }
}
