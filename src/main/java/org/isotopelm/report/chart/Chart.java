package org.isotopelm.report.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines over one axis, decided to the last label: what draws it only lays it out. Places are those
 * of the axes.
 *
 * @param id its name within the report
 * @param title the heading
 * @param note a sentence or two below that; empty for none
 * @param words the same picture in words, for those who cannot see it
 * @param height in pixels on a page
 * @param legend what the looks mean; empty where there is only one
 * @param right a second upright axis at the same places; null for none
 * @param strips upright bands, each from one place to another
 * @param levels lines from side to side
 * @param beyond what lies above the upright axis, and how far
 * @param stops what is said of the places that a reader points at; empty where the lines' own
 *     figures are said
 */
public record Chart(
    String id,
    String title,
    String note,
    String words,
    int height,
    List<LegendKey> legend,
    ChartAxis x,
    ChartAxis y,
    @Nullable ChartAxis right,
    List<Line> lines,
    List<Ribbon> ribbons,
    List<Bar> bars,
    List<Strip> strips,
    List<Level> levels,
    List<Flag> flags,
    List<Beyond> beyond,
    List<Stop> stops) {

  /** How a line is drawn. */
  public enum Stroke {
    /** A line with a symbol at each place. */
    JOINED,
    /** A line alone. */
    PLAIN,
    /** A thin line that other lines stand out from. */
    THIN,
    /** Symbols alone. */
    POINTS,
    /** Symbols that are not filled. */
    HOLLOW,
    /** An area; for legends. */
    AREA
  }

  /** What a look means. */
  public record LegendKey(LineLook look, Stroke stroke, String words) {}

  /**
   * A line or a row of points.
   *
   * @param look its colour, dash and symbol
   * @param name what a reader who points at it is told; empty for nothing
   */
  public record Line(LineLook look, Stroke stroke, String name, List<Double> x, List<Double> y) {
    /** As many places as figures. */
    public Line {
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(x.size() + " places for " + y.size() + " figures");
      }
    }
  }

  /** The area between two lines over the same places. */
  public record Ribbon(LineLook look, List<Double> x, List<Double> low, List<Double> high) {}

  /** An upright bar, such as an interval. */
  public record Bar(LineLook look, double x, double low, double high) {}

  /** An upright band. */
  public record Strip(double from, double to) {}

  /** A line from side to side. */
  public record Level(LineLook look, double y) {}

  /** A point that words name. */
  public record Flag(double x, double y, String words) {}

  /** A point that lies above the axis. */
  public record Beyond(double x, String words) {}

  /** What is said of a place. */
  public record Stop(double x, String title, List<Fact> facts) {}

  /** A name and its figure. */
  public record Fact(String name, String text) {}
}
