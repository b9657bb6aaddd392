package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.report.chart.Chart.Fact;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/** What a reader is told who points at a point. */
public final class Facts {
  private Facts() {}

  /** Of a point. */
  public static List<Fact> of(PointResult point, Metric metric) {
    List<Fact> facts = new ArrayList<>(of(point.scores(), metric));
    if (point.pairedToZero() != null) {
      facts.add(new Fact("difference to λ = 0", signed(point.pairedToZero().difference())));
    }
    return facts;
  }

  /** Of a contender. */
  public static List<Fact> of(MeanScores scores, Metric metric) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("held out", held(scores, metric)));
    add(facts, metric == Metric.NLL ? "" : "nll", scores.nll(), 4);
    add(facts, "perplexity", scores.perplexity(), 2);
    add(facts, "train nll", scores.trainNll(), 4);
    add(facts, "nll at the best checkpoint", scores.bestCheckpointNll(), 4);
    add(facts, "exposure κ", scores.exposure(), 3);
    String failed =
        scores.failed() == 0 ? "" : String.format(Locale.ROOT, ", %d failed", scores.failed());
    facts.add(new Fact("cells", scores.cells() + failed));
    return facts;
  }

  private static void add(List<Fact> facts, String name, @Nullable Double value, int places) {
    if (value != null && !name.isEmpty()) {
      facts.add(new Fact(name, Figures.fixed(value, places)));
    }
  }

  /** The figure that counts. */
  public static String held(MeanScores scores, Metric metric) {
    Double figure = scores.figure(metric);
    Double error = scores.error(metric);
    return figure == null
        ? "–"
        : Figures.nats(figure)
            + (error == null ? "" : " ± " + Figures.nats(error))
            + " "
            + metric.shortUnit();
  }

  /** With its sign, also where it is positive. */
  public static String signed(double value) {
    return (value > 0 ? "+" : "") + Figures.nats(value);
  }
}
