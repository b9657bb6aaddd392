package org.isotopelm.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.TextFile;

/**
 * Which column or field of records holds the text: the one whose values are longest, vary most and
 * are no numbers or codes.
 *
 * @param field its name, or the 1-based number of a column without a header
 * @param others the other columns or fields, by name or number
 */
record FieldChoice(String field, List<String> others) {
  /** Records that are looked at. */
  private static final int MOST = 2000;

  /** The name of a column is seldom longer. */
  private static final int NAME = 40;

  /** A column whose values are so much longer than its head has a head. */
  private static final double LONGER = 3;

  /** A value without a blank in a Latin script is a code, a name or an address, seldom a text. */
  private static final double CODE = 0.05;

  /** Values of one field. */
  private record Column(String name, List<String> values) {
    double mean() {
      return values.stream().mapToInt(String::length).average().orElse(0);
    }

    double distinct() {
      return (double) new HashSet<>(values).size() / Math.max(1, values.size());
    }

    double share(Predicate<String> test) {
      return (double) values.stream().filter(test).count() / Math.max(1, values.size());
    }

    /** How much it looks like text: characters of a value, fewer where values repeat. */
    double score() {
      return mean()
          * distinct()
          * share(FieldChoice::hasLetters)
          * (CODE + share(FieldChoice::isText));
    }
  }

  /** Chooses by the first records of a file. */
  static FieldChoice of(TextFile file) {
    List<Map<String, String>> records = new ArrayList<>();
    file.readFields(
        fields -> {
          records.add(fields);
          return records.size() < MOST;
        });
    boolean named = file.format() == Format.JSONL;
    List<Column> columns = columns(records);
    Column text =
        columns.stream()
            .filter(column -> column.score() > 0)
            .max(Comparator.comparingDouble(Column::score))
            .orElseThrow(
                () ->
                    NamedTexts.problem(
                        file.name(),
                        named
                            ? "no field of its records is text in half of them or more; name a file whose records have a text, not within other fields"
                            : "no column of it holds text; name a file that has a column of text"));
    if (named || !hasHeader(columns, text)) {
      return new FieldChoice(
          text.name(), columns.stream().filter(c -> !c.equals(text)).map(Column::name).toList());
    }
    return new FieldChoice(
        text.values().getFirst(),
        columns.stream().filter(c -> !c.equals(text)).map(c -> c.values().getFirst()).toList());
  }

  /**
   * Those that half of the records have, or more; a value that is missing is empty. A record that
   * lacks the one that is chosen is refused by its line when the text is read.
   */
  private static List<Column> columns(List<Map<String, String>> records) {
    Map<String, Integer> times = new LinkedHashMap<>();
    records.forEach(record -> record.keySet().forEach(name -> times.merge(name, 1, Integer::sum)));
    return times.entrySet().stream()
        .filter(each -> 2 * each.getValue() >= records.size())
        .map(
            each ->
                new Column(
                    each.getKey(),
                    records.stream()
                        .map(record -> record.getOrDefault(each.getKey(), ""))
                        .toList()))
        .toList();
  }

  /** Whether the first record names the columns. */
  private static boolean hasHeader(List<Column> columns, Column text) {
    List<String> heads = columns.stream().map(column -> column.values().getFirst()).toList();
    boolean names =
        heads.stream()
            .allMatch(head -> !head.isBlank() && head.length() <= NAME && !isNumber(head));
    boolean once = new HashSet<>(heads).size() == heads.size();
    boolean numbersBelow =
        columns.stream()
            .map(column -> column.values().stream().skip(1).toList())
            .anyMatch(below -> !below.isEmpty() && below.stream().allMatch(FieldChoice::isNumber));
    String head = text.values().getFirst();
    return names && once && (numbersBelow || LONGER * head.length() < text.mean());
  }

  private static boolean isNumber(String value) {
    return value.strip().matches("[-+]?[0-9.,:/%eE-]+");
  }

  private static boolean hasLetters(String value) {
    return !isNumber(value) && value.codePoints().anyMatch(Character::isLetter);
  }

  /** Several words, or of a script that writes none. */
  private static boolean isText(String value) {
    String text = value.strip();
    return text.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isIdeographic(c));
  }
}
