package org.isotopelm.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isotopelm.report.chart.LineLook;

/**
 * Writes an SVG picture, shape by shape; what a shape looks like is its class in the style sheet.
 */
final class Svg {
  /** A place, in pixels from the upper left corner. */
  record Spot(double x, double y) {}

  /** Which part of a text stands at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final StringBuilder text = new StringBuilder();

  /** An empty picture; title and description are read out to those who cannot see it. */
  Svg(int width, int height, String title, String description, String style) {
    text.append(
        String.format(
            Locale.ROOT,
            """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
        role="img" aria-labelledby="title description">
        <title id="title">%3$s</title>
        <desc id="description">%4$s</desc>
        <style>
        %5$s</style>
        """,
            width,
            height,
            escape(title),
            escape(description),
            style));
  }

  void line(String look, Spot from, Spot to) {
    shape("line", look, "x1", from.x(), "y1", from.y(), "x2", to.x(), "y2", to.y());
  }

  void rectangle(String look, Spot corner, double width, double height, double round) {
    shape(
        "rect",
        look,
        "x",
        corner.x(),
        "y",
        corner.y(),
        "width",
        width,
        "height",
        height,
        "rx",
        round);
  }

  void circle(String look, Spot center, double radius) {
    shape("circle", look, "cx", center.x(), "cy", center.y(), "r", radius);
  }

  void polyline(String look, List<Spot> spots) {
    shape("polyline", look, "points", points(spots));
  }

  /** An area between corners. */
  void area(String look, List<Spot> corners) {
    shape("polygon", look, "points", points(corners));
  }

  /** A symbol around its center. */
  void symbol(String look, LineLook.Symbol symbol, Spot center) {
    switch (symbol) {
      case CIRCLE -> circle(look, center, 5.5);
      case SQUARE -> rectangle(look, new Spot(center.x() - 4.5, center.y() - 4.5), 9, 9, 1);
      case TRIANGLE -> polygon(look, center, List.of(0, 1, 2), 6.5);
      case DIAMOND -> polygon(look, center, List.of(0, 1, 2, 3), 6.5);
    }
  }

  /** As many corners as are named, the first above the center. */
  private void polygon(String look, Spot center, List<Integer> corners, double radius) {
    List<Spot> spots =
        corners.stream()
            .map(corner -> 2 * Math.PI * corner / corners.size())
            .map(
                turn ->
                    new Spot(
                        center.x() + radius * Math.sin(turn), center.y() - radius * Math.cos(turn)))
            .toList();
    shape("polygon", look, "points", points(spots));
  }

  void text(String look, Spot at, Anchor anchor, String words) {
    String side = anchor.name().toLowerCase(Locale.ROOT);
    element("text", look, words, "x", at.x(), "y", at.y(), "text-anchor", side);
  }

  /** Words that run upwards at -90 degrees, downwards at 90. */
  void turned(String look, Spot at, int degrees, String words) {
    String place =
        String.format(
            Locale.ROOT, "translate(%s %s) rotate(%d)", number(at.x()), number(at.y()), degrees);
    element("text", look, words, "transform", place, "text-anchor", "middle");
  }

  @Override
  public String toString() {
    return text + "</svg>\n";
  }

  private static String points(List<Spot> spots) {
    return spots.stream()
        .map(spot -> number(spot.x()) + "," + number(spot.y()))
        .collect(Collectors.joining(" "));
  }

  private void shape(String name, String look, Object... attributes) {
    open(name, look, attributes);
    text.append("/>\n");
  }

  private void element(String name, String look, String words, Object... attributes) {
    open(name, look, attributes);
    text.append('>').append(escape(words)).append("</").append(name).append(">\n");
  }

  /** The attributes' names and values take turns. */
  private void open(String name, String look, Object... attributes) {
    text.append('<').append(name).append(" class=\"").append(look).append('"');
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      text.append(' ').append(attributes[i]).append("=\"");
      text.append(value instanceof Double real ? number(real) : value).append('"');
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }

  private static String escape(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
