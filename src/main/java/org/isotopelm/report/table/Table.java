package org.isotopelm.report.table;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.isotopelm.words.TextTable;
import org.jspecify.annotations.Nullable;

/**
 * A table, decided to the last cell: the terminal, report.md and report.html only lay it out.
 *
 * @param id its name within the report
 * @param title the heading
 * @param note a sentence or two below that; empty for none
 */
public record Table(String id, String title, String note, List<Column> columns, List<Row> rows) {
  /**
   * A column.
   *
   * @param head a line break in it may begin a second line
   * @param hint what it means; empty where the head says so
   * @param number whether it holds numbers, which stand to the right
   * @param spared 0 for one that always stands; where room is short, of the others the highest goes
   *     first
   * @param detail whether a terminal does without it however wide it is
   */
  public record Column(String head, String hint, boolean number, int spared, boolean detail) {
    /** The head on one line. */
    public String name() {
      return head.replace('\n', ' ').strip();
    }
  }

  /**
   * A cell.
   *
   * @param order what it is sorted by, a number or words; null where nothing is known
   */
  public record Cell(String text, @Nullable Object order) {
    /** Nothing. */
    public static final Cell EMPTY = new Cell("", null);
  }

  /**
   * A row.
   *
   * @param marked whether it stands out
   */
  public record Row(List<Cell> cells, boolean marked) {}

  /** A column and how its cells follow from what a row is about. */
  public record Field<T>(Column column, Function<T, Cell> cell) {
    /** A column of words that always stands. */
    public static <T> Field<T> words(String head, Function<T, @Nullable String> words) {
      return words(head, 0, false, words);
    }

    /** A column of words. */
    public static <T> Field<T> words(
        String head, int spared, boolean detail, Function<T, @Nullable String> words) {
      return new Field<>(
          new Column(head, "", false, spared, detail), row -> Cells.words(words.apply(row)));
    }

    /** A column of numbers that always stands. */
    public static <T> Field<T> number(String head, String hint, Function<T, Cell> cell) {
      return new Field<>(new Column(head, hint, true, 0, false), cell);
    }

    /** A column of numbers that may be left out. */
    public static <T> Field<T> spared(
        String head, String hint, int spared, Function<T, Cell> cell) {
      return new Field<>(new Column(head, hint, true, spared, false), cell);
    }

    /** A column of numbers that a terminal does without. */
    public static <T> Field<T> detail(
        String head, String hint, int spared, Function<T, Cell> cell) {
      return new Field<>(new Column(head, hint, true, spared, true), cell);
    }
  }

  /** A table of some things, without columns in which no row says anything. */
  public static <T> Table of(
      String id,
      String title,
      String note,
      List<T> things,
      Predicate<T> marked,
      List<Field<T>> fields) {
    List<Field<T>> shown =
        fields.stream()
            .filter(
                field ->
                    things.stream()
                        .map(thing -> field.cell().apply(thing).text())
                        .anyMatch(text -> !text.isEmpty() && !text.equals(Cells.NONE)))
            .toList();
    return new Table(
        id,
        title,
        note,
        shown.stream().map(Field::column).toList(),
        things.stream()
            .map(
                thing ->
                    new Row(
                        shown.stream().map(field -> field.cell().apply(thing)).toList(),
                        marked.test(thing)))
            .toList());
  }

  /** Within so many columns of a terminal. */
  public String text(int width) {
    int[] shown =
        IntStream.range(0, columns.size()).filter(i -> !columns.get(i).detail()).toArray();
    TextTable table = new TextTable();
    for (int i : shown) {
      Column column = columns.get(i);
      if (column.number()) {
        table.numbers(column.head(), column.spared());
      } else {
        table.words(column.head(), column.spared());
      }
    }
    for (Row row : rows) {
      table.row(IntStream.of(shown).mapToObj(i -> row.cells().get(i).text()).toList());
    }
    return table.fitting(width);
  }
}
