package org.isotopelm.report;

/**
 * How the shapes of a {@link Curve} look. Colours are those of Okabe and Ito (2008), which people
 * with any colour vision can tell apart; shapes differ as well.
 *
 * <p>What {@link CurvePng} draws with reads no blanks between families and knows no weight between
 * normal and bold; and a rule for all texts would win over the classes', so that texts inherit from
 * the picture.
 */
final class CurveStyle {
  static final String SHEET =
      """
      .card { fill: #ffffff; stroke: #d0d7de; }
      svg { font-family: system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,sans-serif; \
      font-size: 13px; fill: #57606a; }
      .title { font-size: 19px; font-weight: 700; fill: #1f2328; }
      .label { font-size: 14px; fill: #1f2328; }
      .mark { font-size: 13px; font-weight: 700; fill: #1f2328; stroke: #ffffff; stroke-width: 4px; \
      stroke-linejoin: round; paint-order: stroke; }
      .grid { stroke: #e7ebef; }
      .axis { stroke: #8c959f; }
      .gap { stroke: #ffffff; stroke-width: 6px; }
      polyline { fill: none; stroke-linejoin: round; stroke-linecap: round; }
      .fold { stroke: #0072b2; stroke-width: 1px; opacity: 0.5; }
      .held { stroke: #0072b2; stroke-width: 2.5px; }
      .held-dot { fill: #0072b2; stroke: #ffffff; stroke-width: 1.5px; }
      .bar { stroke: #0072b2; stroke-width: 1.5px; }
      .train { stroke: #d55e00; stroke-width: 2px; stroke-dasharray: 7 5; }
      .train-dot { fill: #d55e00; stroke: #ffffff; stroke-width: 1.5px; }
      .checkpoint { stroke: #009e73; stroke-width: 1.5px; stroke-dasharray: 1 4; }
      .checkpoint-dot { fill: #ffffff; stroke: #009e73; stroke-width: 1.8px; }
      .opponent { fill: #1f2328; stroke: #ffffff; stroke-width: 1.5px; }
      .opponent-bar { stroke: #1f2328; stroke-width: 1.5px; }
      .opponent-line { stroke: #1f2328; stroke-width: 1px; stroke-dasharray: 2 5; opacity: 0.5; }
      .band { fill: #56b4e9; opacity: 0.2; }
      .ring { fill: none; stroke: #1f2328; stroke-width: 1.8px; }
      """;

  private CurveStyle() {}
}
