package org.isotopelm.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table for the terminal: columns as wide as need be, numbers to the right, words to the left.
 * Where the terminal is too narrow, columns that can be spared are left out.
 */
public final class TextTable {
  /**
   * A column.
   *
   * @param spared 0 for one that always stands; of the others the highest goes first
   */
  private record Column(List<String> head, boolean right, int spared) {
    String name() {
      return String.join(" ", head).strip();
    }
  }

  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** A column of words; a line break in its head begins a second line. */
  public TextTable words(String head) {
    return column(head, false, 0);
  }

  /** A column of words that may be left out, those with a higher {@code spared} first. */
  public TextTable words(String head, int spared) {
    return column(head, false, spared);
  }

  /** A column of numbers. */
  public TextTable numbers(String head) {
    return column(head, true, 0);
  }

  /** A column of numbers that may be left out, those with a higher {@code spared} first. */
  public TextTable numbers(String head, int spared) {
    return column(head, true, spared);
  }

  private TextTable column(String head, boolean right, int spared) {
    columns.add(new Column(head.lines().toList(), right, spared));
    return this;
  }

  /** A row with a cell for each column. */
  public void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /**
   * The table within so many columns of a terminal, each line ended; the heads stand at the foot of
   * their lines. What is left out is said below.
   */
  public String fitting(int width) {
    List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
    List<Integer> spared =
        shown.stream()
            .filter(c -> columns.get(c).spared() > 0)
            .sorted(Comparator.comparingInt(c -> -columns.get(c).spared()))
            .toList();
    List<Integer> left = new ArrayList<>();
    for (Integer c : spared) {
      if (width(shown) <= width) {
        break;
      }
      shown.removeIf(c::equals);
      left.add(c);
    }
    return text(shown) + leftOut(left, width);
  }

  private String leftOut(List<Integer> left, int width) {
    String names =
        left.stream().sorted().map(c -> columns.get(c).name()).collect(Collectors.joining(", "));
    return left.isEmpty()
        ? ""
        : Wrap.paragraph("(no room in " + width + " columns for: " + names + ")", width);
  }

  private String text(List<Integer> shown) {
    int[] widths = widths();
    return lines().map(line -> format(line, shown, widths)).collect(Collectors.joining());
  }

  private int width(List<Integer> shown) {
    return text(shown).lines().mapToInt(TextTable::width).max().orElse(0);
  }

  private Stream<List<String>> lines() {
    int height = columns.stream().mapToInt(column -> column.head().size()).max().orElse(0);
    Stream<List<String>> heads =
        IntStream.range(-height, 0)
            .mapToObj(at -> columns.stream().map(column -> fromFoot(column.head(), at)).toList());
    return Stream.concat(heads, rows.stream());
  }

  private int[] widths() {
    return IntStream.range(0, columns.size())
        .map(c -> lines().mapToInt(line -> width(line.get(c))).max().orElse(0))
        .toArray();
  }

  private static String fromFoot(List<String> head, int at) {
    return head.size() + at < 0 ? "" : head.get(head.size() + at);
  }

  private String format(List<String> line, List<Integer> shown, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int c : shown) {
      String blanks = " ".repeat(widths[c] - width(line.get(c)));
      boolean right = columns.get(c).right();
      Stream.of(text.isEmpty() ? "" : GAP, right ? blanks : "", line.get(c), right ? "" : blanks)
          .forEach(text::append);
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
