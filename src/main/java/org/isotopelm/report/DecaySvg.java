package org.isotopelm.report;

import java.util.List;
import org.isotopelm.report.PanelSvg.Frame;
import org.isotopelm.report.Svg.Anchor;
import org.isotopelm.report.Svg.Spot;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.run.ReportData.DecayPart;

/**
 * The pictures of what decay did in a run, two side by side, on a card of their own so that they
 * read on light and dark pages.
 */
final class DecaySvg {
  static final String FILE = "decay.svg";

  private static final int WIDTH = 1080;
  private static final int CELL_WIDTH = WIDTH / 2;
  private static final int CELL_HEIGHT = 330;
  private static final int HEAD = 70;

  private DecaySvg() {}

  /** The picture as SVG. */
  static String of(DecayPart decay, String name) {
    List<Chart> charts = decay.charts();
    int height = HEAD + Math.ceilDiv(charts.size(), 2) * CELL_HEIGHT;
    String words = String.join(" ", decay.findings());
    Svg svg = new Svg(WIDTH, height, decay.title(), words, CurveStyle.sheet());
    svg.rectangle("card", new Spot(0.5, 0.5), WIDTH - 1, height - 1, 10);
    svg.text("title", new Spot(30, 40), Anchor.START, decay.title() + " · " + name);
    for (int i = 0; i < charts.size(); i++) {
      draw(svg, charts.get(i), new Spot(i % 2 * CELL_WIDTH, HEAD + i / 2 * CELL_HEIGHT));
    }
    return svg.toString();
  }

  private static void draw(Svg svg, Chart chart, Spot corner) {
    double right = corner.x() + CELL_WIDTH - 30;
    svg.text("label", new Spot(corner.x() + 30, corner.y() + 18), Anchor.START, chart.title());
    double foot =
        new LegendSvg(svg, right).draw(chart.legend(), new Spot(corner.x() + 30, corner.y() + 40));
    Frame frame = new Frame(corner.x() + 88, right, foot + 20, corner.y() + CELL_HEIGHT - 74);
    PanelSvg panel = new PanelSvg(svg, chart, frame);
    panel.draw("");
    panel.across();
  }
}
