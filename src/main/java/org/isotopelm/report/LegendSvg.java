package org.isotopelm.report;

import java.util.List;
import java.util.Locale;
import org.isotopelm.report.Svg.Anchor;
import org.isotopelm.report.Svg.Spot;
import org.isotopelm.report.chart.Chart.LegendKey;
import org.isotopelm.report.chart.Chart.Stroke;

/**
 * What the looks of a chart mean, in as many lines as that needs.
 *
 * @param right where lines end
 */
record LegendSvg(Svg svg, double right) {
  private static final double SWATCH = 34;
  private static final double LINE = 24;
  private static final double LETTER = 6.6;

  /** Draws it from a place on; returns where its last line stands. */
  double draw(List<LegendKey> keys, Spot from) {
    Spot at = from;
    for (LegendKey key : keys) {
      double width = SWATCH + 8 + LETTER * key.words().length();
      if (at.x() > from.x() && at.x() + width > right) {
        at = new Spot(from.x(), at.y() + LINE);
      }
      draw(key, at);
      at = new Spot(at.x() + width + 26, at.y());
    }
    return at.y();
  }

  private void draw(LegendKey key, Spot at) {
    String look = key.look().name().toLowerCase(Locale.ROOT);
    List<Spot> line = List.of(at, new Spot(at.x() + SWATCH, at.y()));
    Spot middle = new Spot(at.x() + SWATCH / 2, at.y());
    switch (key.stroke()) {
      case AREA -> svg.rectangle("strip", new Spot(at.x(), at.y() - 7), SWATCH, 14, 0);
      case THIN -> svg.polyline(look + "-thin", line);
      case PLAIN -> svg.polyline(look, line);
      case JOINED -> svg.polyline(look, line);
      default -> {}
    }
    if (key.stroke() == Stroke.JOINED || key.stroke() == Stroke.POINTS) {
      svg.symbol(look + "-dot", key.look().style().symbol(), middle);
    } else if (key.stroke() == Stroke.HOLLOW) {
      svg.symbol(look + "-hollow", key.look().style().symbol(), middle);
    }
    svg.text("", new Spot(at.x() + SWATCH + 8, at.y() + 4.5), Anchor.START, key.words());
  }
}
