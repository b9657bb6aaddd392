package org.isotopelm.report;

import java.nio.file.Path;
import java.util.List;
import org.isotopelm.report.PanelSvg.Frame;
import org.isotopelm.report.Svg.Anchor;
import org.isotopelm.report.Svg.Spot;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.study.CurveCharts;
import org.isotopelm.report.study.CurveData;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Phrases;

/**
 * The picture of a study: its curves over λ below one another, on a card of its own so that it
 * reads on light and dark pages.
 */
final class Curve {
  static final String FILE = "curve.svg";

  private static final int WIDTH = 840;
  private static final int HEIGHT = 560;
  private static final int TRAIN_HEIGHT = 164;
  private static final double LEFT = 84;
  private static final double RIGHT = WIDTH - 84;
  private static final double FOOT = 82;

  private Curve() {}

  /** The picture as SVG; where no point has a figure, a card that says so. */
  static String of(StudyOutcome outcome) {
    CurveData data = CurveData.of(outcome);
    List<Chart> charts = CurveCharts.of(outcome, data);
    return charts.isEmpty() ? empty(outcome) : draw(outcome, data, charts);
  }

  private static String empty(StudyOutcome outcome) {
    String words = outcome.trials().isEmpty() ? "Nothing was trained" : "No training was completed";
    Svg svg = card(HEIGHT, words, outcome.result());
    svg.text("title", new Spot(WIDTH / 2.0, HEIGHT / 2.0), Anchor.MIDDLE, words);
    return svg.toString();
  }

  private static Svg card(int height, String title, StudyResult result) {
    Svg svg = new Svg(WIDTH, height, title, result.conclusion(), CurveStyle.sheet());
    svg.rectangle("card", new Spot(0.5, 0.5), WIDTH - 1, height - 1, 10);
    return svg;
  }

  private static String draw(StudyOutcome outcome, CurveData data, List<Chart> charts) {
    Chart first = charts.getFirst();
    int height = HEIGHT + (charts.size() - 1) * TRAIN_HEIGHT;
    String title = title(data);
    Svg svg = card(height, title, outcome.result());
    svg.text("title", new Spot(30, 40), Anchor.START, title);
    svg.text("", new Spot(30, 62), Anchor.START, subtitle(outcome, first));
    double top = new LegendSvg(svg, WIDTH - 30).draw(first.legend(), new Spot(30, 88)) + 44;
    double bottom = HEIGHT - FOOT;
    for (Chart chart : charts) {
      Frame frame = new Frame(LEFT, RIGHT, top, bottom);
      new PanelSvg(svg, chart, frame).draw(chart.equals(first) ? "" : chart.title());
      top = bottom + 48;
      bottom += TRAIN_HEIGHT;
    }
    new PanelSvg(svg, first, new Frame(LEFT, RIGHT, 0, height - FOOT)).across();
    return svg.toString();
  }

  private static String title(CurveData data) {
    return "Held-out %s over %s"
        .formatted(
            data.metric() == Metric.NLL ? "perplexity" : data.metric().figure(),
            data.isLambda() ? "weight decay" : data.dimension());
  }

  private static String subtitle(StudyOutcome outcome, Chart chart) {
    StudySpec spec = outcome.plan().spec();
    String folds = spec.folds() == 1 ? "validation split" : spec.folds() + " folds";
    String cut = chart.beyond().isEmpty() ? "" : "; ↑: off the scale";
    return Path.of(outcome.result().study()).getFileName()
        + " · "
        + folds
        + " × "
        + Phrases.count(spec.seeds(), "seed")
        + cut;
  }
}
