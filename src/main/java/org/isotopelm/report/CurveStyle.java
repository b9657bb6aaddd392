package org.isotopelm.report;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.isotopelm.report.chart.LineLook;

/**
 * How the shapes of a {@link Curve} look.
 *
 * <p>What {@link CurvePng} draws with reads no blanks between families and knows no weight between
 * normal and bold; and a rule for all texts would win over the classes', so that texts inherit from
 * the picture.
 */
final class CurveStyle {
  private static final String SHEET =
      """
      .card { fill: #ffffff; stroke: #d0d7de; }
      svg { font-family: system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,sans-serif; \
      font-size: 13px; fill: #57606a; }
      .title { font-size: 19px; font-weight: 700; fill: #1f2328; }
      .label { font-size: 14px; fill: #1f2328; }
      .flag { font-size: 13px; font-weight: 700; fill: #1f2328; stroke: #ffffff; stroke-width: 4px; \
      stroke-linejoin: round; paint-order: stroke; }
      .grid { stroke: #e7ebef; }
      .axis { stroke: #8c959f; }
      .gap { stroke: #ffffff; stroke-width: 6px; }
      polyline { fill: none; stroke-linejoin: round; stroke-linecap: round; }
      .strip { fill: #56b4e9; opacity: 0.16; }
      .ring { fill: none; stroke: #1f2328; stroke-width: 1.8px; }
      """;

  private CurveStyle() {}

  /** The style sheet: for each look a class for lines, dots, bars and so on. */
  static String sheet() {
    return SHEET
        + LineLook.styles().entrySet().stream()
            .map(CurveStyle::rules)
            .collect(Collectors.joining());
  }

  private static String rules(Map.Entry<String, LineLook.Style> look) {
    LineLook.Style style = look.getValue();
    String dash =
        style.dash().isEmpty()
            ? ""
            : " stroke-dasharray: "
                + style.dash().stream().map(String::valueOf).collect(Collectors.joining(" "))
                + ";";
    return String.format(
        Locale.ROOT,
        """
        .%1$s { stroke: %2$s; stroke-width: %3$spx;%4$s }
        .%1$s-area { fill: %2$s; opacity: 0.16; }
        .%1$s-thin { stroke: %2$s; stroke-width: 1px; opacity: 0.5; }
        .%1$s-level { stroke: %2$s; stroke-width: 1px; stroke-dasharray: 2 5; opacity: 0.6; }
        .%1$s-dot { fill: %2$s; stroke: #ffffff; stroke-width: 1.5px; }
        .%1$s-hollow { fill: #ffffff; stroke: %2$s; stroke-width: 1.6px; }
        .%1$s-bar { stroke: %2$s; stroke-width: 1.5px; }
        """,
        look.getKey(),
        style.light(),
        style.width(),
        dash);
  }
}
