package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Map;
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
      return "Nothing can be concluded: every point has a training that failed. Lower the learning"
          + " rate, or the largest λ.";
    }
  }

  /**
   * Every point that was begun has a training that crashed.
   *
   * @param because of the first
   */
  record AllCrashed(String because) implements Ranking {
    @Override
    public String sentence() {
      return "Nothing can be concluded: every point has a training that failed (%s)."
          .formatted(because);
    }
  }

  /** No training has ended yet. */
  record NothingTrained() implements Ranking {
    @Override
    public String sentence() {
      return "Nothing can be concluded: no training came to its end.";
    }
  }

  /** There are candidates, but they do not compare. */
  record Withheld(String why) implements Ranking {
    @Override
    public String sentence() {
      return "No point is chosen, and the test split is not looked at: %s.".formatted(why);
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
          ? "Over " + all
          : "Over the %s of %s that all these points have"
              .formatted(Phrases.count(cells, "cell"), all);
    }
  }

  /**
   * An edge of the space at which the best lies.
   *
   * @param upper whether nothing larger was tried, else nothing smaller
   */
  record AtEdge(String dimension, boolean upper) {
    String shown() {
      return "the %s %s tried".formatted(upper ? "largest" : "smallest", dimension);
    }
  }

  /**
   * The point with the lowest mean.
   *
   * @param values of it
   * @param on the cells of the mean
   * @param candidates points that could have been it
   * @param unit of the figure
   * @param figure its mean over the cells
   * @param se its standard error; null for one cell
   * @param atEdge where it lies at an edge of what was tried
   */
  record Lowest(
      Map<String, Object> values,
      Cells on,
      int candidates,
      Unit unit,
      double figure,
      @Nullable Double se,
      List<AtEdge> atEdge)
      implements Ranking {
    @Override
    public String sentence() {
      return "%s, %s: %s%s %s%s%s."
          .formatted(
              on.shown(),
              candidates == 1
                  ? "%s, the only point that can be chosen, has this held-out %s"
                      .formatted(Phrases.describe(values), unit.figure())
                  : "%s has the lowest held-out %s of %s"
                      .formatted(
                          Phrases.describe(values),
                          unit.figure(),
                          Phrases.count(candidates, "point")),
              Figures.nats(figure),
              se == null ? "" : " ± " + Figures.nats(se),
              unit.of(),
              unit.isNll() ? ", perplexity " + Figures.perplexity(StrictMath.exp(figure)) : "",
              atEdge.isEmpty()
                  ? ""
                  : ", at " + Phrases.list(atEdge.stream().map(AtEdge::shown).toList()));
    }
  }

  /** The points, besides the best, that the paired test does not tell from it. */
  record Alike(List<Map<String, Object>> others) implements Ranking {
    @Override
    public String sentence() {
      return "The paired test cannot tell it from %s: take the result as this set."
          .formatted(Phrases.points(others));
    }
  }

  /** There are other candidates, and the paired test tells each of them from the best. */
  record ToldApart() implements Ranking {
    @Override
    public String sentence() {
      return "The paired test tells it from every other point.";
    }
  }

  /**
   * The strongest decay of the set within one standard error of the best.
   *
   * @param isBest whether that is the best itself, of which nothing more need be said
   */
  record Strongest(Map<String, Object> values, boolean isBest) implements Ranking {
    @Override
    public Place place() {
      return isBest ? Place.MARK : Place.CONCLUSION;
    }

    @Override
    public String sentence() {
      return "The strongest decay within one standard error of it is %s."
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
        return "; three points always fit one, so its fit cannot be checked";
      }
      String fit = "; the points lie up to %s off it".formatted(unit.shown(misfit));
      return ci95.isEmpty()
          ? ", with no interval, as the curve may be flat" + fit
          : " (95 %% interval %s to %s)%s"
              .formatted(Phrases.figure(ci95.get(0)), Phrases.figure(ci95.get(1)), fit);
    }
  }
}
