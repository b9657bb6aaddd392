package org.isotopelm.report;

import java.util.List;
import org.isotopelm.report.Svg.Anchor;
import org.isotopelm.report.Svg.Spot;

/**
 * What the shapes of a {@link Curve} mean, in two lines above it.
 *
 * @param connected whether points are joined by lines
 * @param folds whether each fold has a line of its own
 * @param band whether there are standard errors
 * @param more whether the best checkpoint and the text trained on are shown
 */
record Legend(Svg svg, boolean connected, boolean folds, boolean band, boolean more) {
  private static final double SWATCH = 34;

  void draw() {
    double upper = 88;
    double lower = 112;
    String held = band ? "held out, mean ± standard error (s.e.)" : "held out";
    Spot next = entry(new Spot(30, upper), "held", held);
    svg.circle("held-dot", middle(30, upper), 5.5);
    if (folds) {
      next = entry(next, "fold", "each fold");
    }
    if (band) {
      svg.rectangle("band", new Spot(next.x(), upper - 7), SWATCH, 14, 0);
      entry(next, "", "within one s.e. of the best");
    }

    if (more) {
      more(lower);
    }
  }

  private void more(double lower) {
    Spot next = entry(new Spot(30, lower), "checkpoint", "best checkpoint");
    svg.circle("checkpoint-dot", middle(30, lower), 3.6);
    entry(next, "train", "text trained on");
    svg.square("train-dot", middle(next.x(), lower), 4.5);
  }

  private static Spot middle(double x, double y) {
    return new Spot(x + SWATCH / 2, y);
  }

  /** Draws a line and its meaning; returns where the next entry begins. */
  private Spot entry(Spot at, String line, String words) {
    if (connected && !line.isEmpty()) {
      svg.polyline(line, List.of(at, new Spot(at.x() + SWATCH, at.y())));
    }
    svg.text("", new Spot(at.x() + SWATCH + 8, at.y() + 4.5), Anchor.START, words);
    return new Spot(at.x() + SWATCH + 8 + 6.6 * words.length() + 26, at.y());
  }
}
