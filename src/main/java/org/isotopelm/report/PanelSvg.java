package org.isotopelm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isotopelm.report.Svg.Anchor;
import org.isotopelm.report.Svg.Spot;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Bar;
import org.isotopelm.report.chart.Chart.Beyond;
import org.isotopelm.report.chart.Chart.Flag;
import org.isotopelm.report.chart.Chart.Level;
import org.isotopelm.report.chart.Chart.Line;
import org.isotopelm.report.chart.Chart.Ribbon;
import org.isotopelm.report.chart.Chart.Strip;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.chart.Tick;

/** A chart within a frame of an SVG picture; its axis across is drawn apart. */
record PanelSvg(Svg svg, Chart chart, Frame frame) {
  /** Edges in pixels. */
  record Frame(double left, double right, double top, double bottom) {}

  private static final double LETTER = 7.4;

  /** Draws all but the axis across; a title stands above it unless it is empty. */
  void draw(String title) {
    for (Strip strip : chart.strips()) {
      double x = x(strip.from());
      svg.rectangle(
          "strip", new Spot(x, frame.top()), x(strip.to()) - x, frame.bottom() - frame.top(), 0);
    }
    chart.ribbons().forEach(this::ribbon);
    upright(chart.y());
    if (chart.right() != null) {
      right(chart.right());
    }
    if (!title.isEmpty()) {
      svg.text("label", new Spot(frame.left(), frame.top() - 10), Anchor.START, title);
    }
    for (Level level : chart.levels()) {
      double y = y(level.y());
      String look = name(level.look()) + "-level";
      svg.line(look, new Spot(frame.left(), y), new Spot(frame.right(), y));
    }
    chart.lines().forEach(this::joined);
    chart.bars().forEach(this::bar);
    chart.lines().forEach(this::dots);
    for (Beyond beyond : chart.beyond()) {
      Spot spot = new Spot(x(beyond.x()), frame.top() - 5);
      svg.text("flag", spot, Anchor.MIDDLE, "↑ " + beyond.words());
    }
    for (int i = 0; i < chart.flags().size(); i++) {
      flag(chart.flags().get(i), i == 0 ? 1 : -1);
    }
  }

  private static String name(LineLook look) {
    return look.name().toLowerCase(Locale.ROOT);
  }

  private void upright(ChartAxis axis) {
    for (Tick tick : axis.ticks()) {
      double y = y(tick.at());
      svg.line("grid", new Spot(frame.left(), y), new Spot(frame.right(), y));
      svg.text("", new Spot(frame.left() - 10, y + 4.5), Anchor.END, tick.label());
    }
    double middle = (frame.top() + frame.bottom()) / 2;
    svg.turned("label", new Spot(frame.left() - 54, middle), -90, axis.name());
  }

  private void right(ChartAxis axis) {
    double x = frame.right();
    for (Tick tick : axis.ticks()) {
      double y = y(tick.at());
      svg.line("axis", new Spot(x, y), new Spot(x + 5, y));
      svg.text("", new Spot(x + 10, y + 4.5), Anchor.START, tick.label());
    }
    svg.line("axis", new Spot(x, frame.top()), new Spot(x, frame.bottom()));
    double middle = (frame.top() + frame.bottom()) / 2;
    svg.turned("label", new Spot(x + 60, middle), 90, axis.name());
  }

  /** The axis across at the frame's bottom. */
  void across() {
    ChartAxis axis = chart.x();
    double y = frame.bottom();
    double end = axis.aside() == null ? frame.right() : x(axis.aside());
    svg.line("axis", new Spot(frame.left(), y), new Spot(end, y));
    double free = Double.NEGATIVE_INFINITY;
    for (Tick tick : axis.ticks()) {
      double x = x(tick.at());
      svg.line("axis", new Spot(x, y), new Spot(x, y + 5));
      boolean aside = axis.aside() != null && tick.at() > axis.aside();
      String label = aside ? shortened(tick.label(), slot(axis)) : tick.label();
      double half = LETTER * label.length() / 2;
      // A label without room is left out; its tick stays.
      if (x - half >= free) {
        svg.text("", new Spot(x, y + 21), Anchor.MIDDLE, label);
        free = x + half + 4;
      }
    }
    if (axis.breakAt() != null) {
      cut(x(axis.breakAt()), y);
    }
    svg.text("label", new Spot((frame.left() + end) / 2, y + 48), Anchor.MIDDLE, axis.name());
    if (axis.aside() != null) {
      svg.line("axis", new Spot(end + 10, y), new Spot(frame.right(), y));
      double middle = (end + frame.right()) / 2;
      boolean one = axis.ticks().stream().filter(tick -> tick.at() > axis.aside()).count() == 1;
      svg.text("label", new Spot(middle, y + 48), Anchor.MIDDLE, one ? "opponent" : "opponents");
    }
  }

  /** The room for each of the things aside, in letters. */
  private int slot(ChartAxis axis) {
    double aside = axis.aside() == null ? axis.high() : axis.aside();
    long count = axis.ticks().stream().filter(tick -> tick.at() > aside).count();
    return (int) ((x(axis.high()) - x(aside)) / Math.max(1, count) / LETTER);
  }

  private static String shortened(String words, int letters) {
    return words.length() <= letters ? words : words.substring(0, Math.max(1, letters - 1)) + "…";
  }

  private void cut(double x, double y) {
    svg.line("gap", new Spot(x - 1, y), new Spot(x + 5, y));
    for (double side : new double[] {-2, 4}) {
      svg.line("axis", new Spot(x + side - 3, y + 6), new Spot(x + side + 3, y - 6));
    }
  }

  private void joined(Line line) {
    String look = name(line.look());
    switch (line.stroke()) {
      case JOINED, PLAIN -> svg.polyline(look, spots(line));
      case THIN -> svg.polyline(look + "-thin", spots(line));
      default -> {}
    }
  }

  private void dots(Line line) {
    String look = name(line.look());
    for (Spot spot : spots(line)) {
      switch (line.stroke()) {
        case JOINED, POINTS -> svg.symbol(look + "-dot", line.look().style().symbol(), spot);
        case HOLLOW -> svg.symbol(look + "-hollow", line.look().style().symbol(), spot);
        default -> {}
      }
    }
  }

  private List<Spot> spots(Line line) {
    List<Spot> spots = new ArrayList<>();
    IntStream.range(0, line.x().size())
        .forEach(i -> spots.add(new Spot(x(line.x().get(i)), y(line.y().get(i)))));
    return spots;
  }

  private void ribbon(Ribbon ribbon) {
    List<Spot> corners = new ArrayList<>();
    for (int i = 0; i < ribbon.x().size(); i++) {
      corners.add(i, new Spot(x(ribbon.x().get(i)), y(ribbon.high().get(i))));
      corners.add(i + 1, new Spot(x(ribbon.x().get(i)), y(ribbon.low().get(i))));
    }
    svg.area(name(ribbon.look()) + "-area", corners);
  }

  private void bar(Bar bar) {
    String look = name(bar.look()) + "-bar";
    double x = x(bar.x());
    double upper = y(bar.high());
    double lower = y(bar.low());
    svg.line(look, new Spot(x, upper), new Spot(x, lower));
    svg.line(look, new Spot(x - 4, upper), new Spot(x + 4, upper));
    svg.line(look, new Spot(x - 4, lower), new Spot(x + 4, lower));
  }

  /** Rings a point and names it, below for a side of 1, above for -1. */
  private void flag(Flag flag, int side) {
    Spot spot = new Spot(x(flag.x()), y(flag.y()));
    svg.circle("ring", spot, 9.5);
    double clear =
        chart.bars().stream()
            .filter(bar -> bar.x() == flag.x() && bar.low() <= flag.y() && flag.y() <= bar.high())
            .mapToDouble(bar -> side * (y(side > 0 ? bar.low() : bar.high()) - spot.y()))
            .max()
            .orElse(0);
    double half = 3.8 * flag.words().length();
    double left = frame.left() + half;
    double x = Math.clamp(spot.x(), left, Math.max(left, frame.right() - half));
    double y = spot.y() + side * (Math.max(clear, 9.5) + 12) + 4.5;
    svg.text("flag", new Spot(x, y), Anchor.MIDDLE, flag.words());
  }

  private double x(double at) {
    return frame.left() + chart.x().share(at) * (frame.right() - frame.left());
  }

  private double y(double at) {
    return frame.bottom() - chart.y().share(at) * (frame.bottom() - frame.top());
  }
}
