package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which point is the best, and what else may be. */
public sealed interface Ranking extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /** Every point has a training that failed. */
  record NoCandidate() implements Ranking {
    @Override
    public String sentence() {
      return "Nothing can be concluded: every point has a training that failed. Lower the learning"
          + " rate, or the largest λ.";
    }
  }

  /**
   * The point with the lowest mean.
   *
   * @param values of it
   * @param folds and seeds of each point; one fold is the validation split
   * @param points that were compared
   * @param nll its mean over the cells, nats per token
   * @param se its standard error; null for one cell
   * @param atEdge dimensions at whose edge it lies
   */
  record Lowest(
      Map<String, Object> values,
      int folds,
      int seeds,
      int points,
      double nll,
      @Nullable Double se,
      double perplexity,
      List<String> atEdge)
      implements Ranking {
    @Override
    public String sentence() {
      return "Over %s and %s, %s has the lowest held-out nll of %s: %s%s nats per token, perplexity %s%s."
          .formatted(
              folds == 1 ? "the validation split" : Phrases.count(folds, "fold"),
              Phrases.count(seeds, "seed"),
              Phrases.describe(values),
              Phrases.count(points, "point"),
              Figures.nats(nll),
              se == null ? "" : " ± " + Figures.nats(se),
              Figures.perplexity(perplexity),
              atEdge.isEmpty()
                  ? ""
                  : ", at the edge of the %s searched".formatted(String.join(" and ", atEdge)));
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

  /** There are other points, and the paired test tells each of them from the best. */
  record ToldApart() implements Ranking {
    @Override
    public String sentence() {
      return "The paired test tells it from every other point.";
    }
  }

  /** The strongest decay within one standard error of the best. */
  record Strongest(Map<String, Object> values) implements Ranking {
    @Override
    public Place place() {
      return Place.MARK;
    }

    @Override
    public String sentence() {
      return "The strongest decay within one standard error of the best is %s."
          .formatted(Phrases.describe(values));
    }
  }

  /**
   * The lowest place of a parabola in ln λ.
   *
   * @param ci95 of the place, low and high; empty where the curve may be flat
   * @param points that it goes through
   */
  record Minimum(double at, List<Double> ci95, int points) implements Ranking {
    @Override
    public String sentence() {
      return "A parabola in ln λ through %s has its minimum at %s%s."
          .formatted(
              Phrases.count(points, "point"),
              Phrases.figure(at),
              ci95.isEmpty()
                  ? ", with no interval: the curve may be flat"
                  : " (95 %% interval %s to %s)"
                      .formatted(Phrases.figure(ci95.get(0)), Phrases.figure(ci95.get(1))));
    }
  }
}
