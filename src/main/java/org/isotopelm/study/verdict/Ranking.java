package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Map;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Which point is the best, and what else may be. */
public sealed interface Ranking extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /** Every point that was begun has a training that failed, and one of them diverged. */
  record AllDiverged() implements Ranking {
    @Override
    public String sentence() {
      return "Nothing can be concluded, because every point has a training that failed. Lower the"
          + " learning rate or the largest λ.";
    }
  }

  /**
   * Every point that was begun has a training that failed, and none of them diverged.
   *
   * @param because of the first
   */
  record NoneDiverged(String because) implements Ranking {
    @Override
    public String sentence() {
      return "Nothing can be concluded, because every point has a training that failed (%s)."
          .formatted(because);
    }
  }

  /** No training has ended yet. */
  record NothingTrained() implements Ranking {
    @Override
    public String sentence() {
      return "Nothing can be concluded, because no training has finished.";
    }
  }

  /** There are candidates, but they do not compare. */
  record Withheld(String why) implements Ranking {
    @Override
    public String sentence() {
      return "No point was chosen, and the test split was not scored: %s.".formatted(why);
    }
  }

  /** The choice of a study that searches no decay. */
  record Chosen(Winner winner) implements Ranking {
    @Override
    public String sentence() {
      return winner.lowest() + ".";
    }
  }

  /**
   * The cells on which points are compared: those that all of them have.
   *
   * @param cells in all
   * @param folds in these; one of a study with a validation split is that split
   * @param seeds in these
   * @param isSplit whether there is a validation split and no folds
   */
  record Cells(int cells, int folds, int seeds, boolean isSplit) {
    String shown() {
      String text = isSplit ? "the validation split" : Phrases.count(folds, "fold");
      String all = text + " and " + Phrases.count(seeds, "seed");
      return cells == folds * seeds
          ? all
          : "the %s of %s that all these points have".formatted(Phrases.count(cells, "cell"), all);
    }
  }

  /**
   * An edge of the space at which the best lies.
   *
   * @param upper whether it is the end of large values
   */
  record AtEdge(String dimension, boolean upper) {
    String shown() {
      return "the %s end of the range of %s".formatted(upper ? "upper" : "lower", dimension);
    }
  }

  /**
   * The mean of the point with the lowest.
   *
   * @param winner that point
   * @param on the cells of the mean
   * @param se its standard error; null for one cell
   * @param atEdge where it lies at an edge of what was tried
   */
  record Lowest(Winner winner, Cells on, @Nullable Double se, List<AtEdge> atEdge)
      implements Ranking {
    public Map<String, Object> values() {
      return winner.values();
    }

    @Override
    public String sentence() {
      return "The best point has a held-out %s of %s%s %s (%s over %s)%s."
          .formatted(
              winner.unit().isNll() ? "nll" : "mean",
              Figures.nats(winner.figure()),
              se == null ? "" : " ± " + Figures.nats(se),
              winner.unit().of(),
              se == null ? "mean" : "mean and standard error",
              on.shown(),
              edges());
    }

    private String edges() {
      return atEdge.isEmpty()
          ? ""
          : " and lies at %s".formatted(Phrases.list(atEdge.stream().map(AtEdge::shown).toList()));
    }
  }

  /** The points that the paired test does not separate from the best. */
  record Alike(List<Map<String, Object>> others) implements Ranking {
    @Override
    public String sentence() {
      return "At p < %s the paired test does not separate the best point from %s, so any of these may be the best."
          .formatted(Phrases.figure(TTest.LEVEL), Phrases.points(others));
    }
  }

  /**
   * There are other candidates, and the paired test separates each of them from the best.
   *
   * @param all whether they are all points; else some were given up
   */
  record ToldApart(boolean all) implements Ranking {
    @Override
    public String sentence() {
      return "At p < %s the paired test separates the best point from every other point%s."
          .formatted(Phrases.figure(TTest.LEVEL), all ? "" : " that was not pruned");
    }
  }

  /**
   * The strongest decay of the set within one standard error of the best.
   *
   * @param isBest whether that is the best itself, so that only tables mark it
   */
  record Strongest(Map<String, Object> values, boolean isBest) implements Ranking {
    @Override
    public Place place() {
      return isBest ? Place.MARK : Place.CONCLUSION;
    }

    @Override
    public String sentence() {
      return "The strongest decay within one standard error of the best point is %s."
          .formatted(Phrases.describe(values));
    }
  }

  /**
   * The lowest place of a parabola in ln λ.
   *
   * @param ci95 of the place, low and high; empty where the curve may be flat
   * @param points that it goes through
   * @param misfit how far a point lies from it at most; null for three points
   */
  record Minimum(
      String dimension,
      double at,
      List<Double> ci95,
      int points,
      Unit unit,
      @Nullable Double misfit)
      implements Ranking {
    @Override
    public String sentence() {
      return "A parabola in ln %s through %s has its minimum at %s%s."
          .formatted(dimension, Phrases.count(points, "point"), Phrases.figure(at), trust());
    }

    private String trust() {
      if (misfit == null) {
        return ". A parabola always fits three points, so its fit cannot be checked";
      }
      String range =
          ci95.isEmpty()
              ? " (no interval, because the curve may be flat)"
              : " (%s)"
                  .formatted(
                      Phrases.interval(Phrases.figure(ci95.get(0)), Phrases.figure(ci95.get(1))));
      return range + "; the points are up to %s away from it".formatted(unit.shown(misfit));
    }
  }
}
