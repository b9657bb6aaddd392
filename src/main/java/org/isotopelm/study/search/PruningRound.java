package org.isotopelm.study.search;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * What a pruning rule decides by.
 *
 * @param live points of the round that go on so far; all have ended the same first cells
 * @param seen all points of the study, those of the round among them
 * @param ended how many cells the live points have ended
 * @param metric of the observations
 */
public record PruningRound(
    List<Observation> live, List<Observation> seen, int ended, Metric metric) {
  public PruningRound {
    live = List.copyOf(live);
    seen = List.copyOf(seen);
  }

  /**
   * Mean of a point's first cells, as many as the live points have ended; NaN if one is missing.
   */
  double mean(Observation point) {
    return IntStream.range(0, ended).mapToDouble(i -> figure(point, i)).sum() / ended;
  }

  /** The figure of a cell; NaN where it is missing or failed. */
  static double figure(Observation point, int cell) {
    return Objects.requireNonNullElse(point.figures().get(cell), Double.NaN);
  }

  /** {@code 1 cell}, {@code 2 cells}: those that the live points have ended. */
  String cells() {
    return Phrases.count(ended, "cell");
  }

  /** The point with the lowest mean so far; null where none has one. */
  @Nullable Observation best() {
    return seen.stream()
        .filter(other -> Double.isFinite(mean(other)))
        .min(Comparator.comparingDouble(this::mean))
        .orElse(null);
  }
}
