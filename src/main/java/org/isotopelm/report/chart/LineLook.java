package org.isotopelm.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How lines and points look. Colours are those of Okabe and Ito (2008), which people with any
 * colour vision can tell apart; dashes and symbols differ as well.
 */
public enum LineLook {
  HELD("#0072b2", "#56b4e9", "", 2.5, Symbol.CIRCLE),
  TRAIN("#d55e00", "#f0883e", "7 5", 2, Symbol.SQUARE),
  CHECKPOINT("#009e73", "#2fbf94", "2 4", 1.8, Symbol.TRIANGLE),
  COUNTED("#9a6b00", "#e6b422", "12 4", 1.8, Symbol.SQUARE),
  OTHER("#8a4f78", "#cc79a7", "2 5", 2, Symbol.DIAMOND),
  FIRST("#0072b2", "#56b4e9", "", 2.2, Symbol.CIRCLE),
  SECOND("#d55e00", "#f0883e", "7 5", 2.2, Symbol.SQUARE),
  THIRD("#009e73", "#2fbf94", "2 4", 2.2, Symbol.TRIANGLE),
  FOURTH("#8a4f78", "#cc79a7", "10 4 2 4", 2.2, Symbol.DIAMOND),
  FIFTH("#9a6b00", "#e6b422", "4 3", 2.2, Symbol.CIRCLE),
  SIXTH("#57606a", "#a3abb5", "12 4", 2.2, Symbol.SQUARE),
  SET("#56b4e9", "#56b4e9", "", 1, Symbol.CIRCLE),
  WHOLE("#1b1f24", "#f2f4f6", "", 2.6, Symbol.CIRCLE),
  MARK("#1b1f24", "#f2f4f6", "", 1.2, Symbol.CIRCLE);

  /** What stands at a place. */
  public enum Symbol {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND
  }

  /**
   * The parts of a look.
   *
   * @param light its colour on white
   * @param dark its colour on black
   * @param dash lengths of dashes and gaps in pixels; empty for a solid line
   * @param width of a line in pixels
   */
  public record Style(String light, String dark, List<Integer> dash, double width, Symbol symbol) {}

  /** As many lines as have looks that can be told apart. */
  public static final int MOST = 6;

  private static final List<LineLook> LINES = List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH);

  private final String light;
  private final String dark;
  private final String dash;
  private final double width;
  private final Symbol symbol;

  LineLook(String light, String dark, String dash, double width, Symbol symbol) {
    this.light = light;
    this.dark = dark;
    this.dash = dash;
    this.width = width;
    this.symbol = symbol;
  }

  /** Its parts. */
  public Style style() {
    List<Integer> lengths =
        dash.isEmpty()
            ? List.of()
            : Arrays.stream(dash.split(" ", -1)).map(Integer::valueOf).toList();
    return new Style(light, dark, lengths, width, symbol);
  }

  /** The look of one of several lines, from 0; after {@value #MOST} lines the first comes again. */
  public static LineLook line(int index) {
    return LINES.get(index % MOST);
  }

  /** All looks by name, as pages take them. */
  public static Map<String, Style> styles() {
    Map<String, Style> styles = new TreeMap<>();
    Arrays.stream(values())
        .forEach(look -> styles.put(look.name().toLowerCase(Locale.ROOT), look.style()));
    return styles;
  }
}
