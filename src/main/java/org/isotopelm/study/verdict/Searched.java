package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** Whether the right values were searched. */
public sealed interface Searched extends Finding {

  @Override
  default Place place() {
    return Place.WARNING;
  }

  /** The best value is 0, the least there is. */
  record ZeroEdge(String dimension) implements Searched {
    @Override
    public String sentence() {
      return "The best %s is 0, and values between it and the next one tried may be better: try some."
          .formatted(dimension);
    }
  }

  /** The best value lies at an end of what was searched. */
  record Edge(String dimension, double value, boolean upper) implements Searched {
    @Override
    public String sentence() {
      return "The best %s, %s, lies at the %s end of what was searched: a better one may lie outside; try %s ones."
          .formatted(
              dimension,
              Figures.value(value),
              upper ? "upper" : "lower",
              upper ? "larger" : "smaller");
    }
  }

  /** The largest exposure searched is too small to act in a run. */
  record Idle(double largest) implements Searched {
    @Override
    public String sentence() {
      return "No λ of this space could act: the largest exposure is %s, so that a weight without gradients keeps over 95 %% of its size; try larger ones."
          .formatted(Phrases.figure(largest));
    }
  }

  /** Exposures that leave nothing of what a weight was given early. */
  record Erasing(int limit, List<Map<String, Object>> points) implements Searched {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "An exposure above %d erases what a weight was given early in the run: that is so at %s.",
          limit,
          Phrases.points(points));
    }
  }

  /** Decay rates over 1, at the mean over the run or more: no decay any more. */
  record Overshooting(List<Map<String, Object>> points) implements Searched {
    @Override
    public String sentence() {
      return "A step that takes more than a weight's whole size away turns its sign, and over twice its size makes it grow: such a training diverges; that is so at %s."
          .formatted(Phrases.points(points));
    }
  }
}
