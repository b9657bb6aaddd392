package org.isotopelm.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.isotopelm.base.ProblemException;
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

  /** A column that has no name. */
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

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

  /**
   * Chooses by the first records of the largest file.
   *
   * @throws ProblemException (data) where no field is text, and where other files have their text
   *     in another one
   */
  static FieldChoice of(List<TextFile> files) {
    List<TextFile> filled =
        files.stream().sorted(Comparator.comparingLong(FieldChoice::size).reversed()).toList();
    TextFile first = filled.getFirst();
    FieldChoice choice = of(first);
    for (TextFile other : filled) {
      if (!other.equals(first)) {
        choice.requireIn(other, first);
      }
    }
    return choice;
  }

  private static long size(TextFile file) {
    try {
      return Files.size(file.path());
    } catch (IOException e) {
      return 0; // its reader says what is wrong
    }
  }

  /** Another file must have its text in the same place; one without records has it anywhere. */
  private void requireIn(TextFile other, TextFile first) {
    List<Map<String, String>> records = records(other);
    if (records.isEmpty() || has(other, records)) {
      return;
    }
    FieldChoice own = of(other, records);
    if (!own.field().equals(field)) {
      throw NamedTexts.problem(
          other.name(),
          "its text is in %s, and that of %s in %s; study files that have their text in the same place"
              .formatted(own.place(other), first.name(), place(first)));
    }
  }

  /** Whether a file surely has the field: a name stands in its records or its header. */
  private boolean has(TextFile file, List<Map<String, String>> records) {
    return file.format() == Format.JSONL
        ? columns(records).stream().anyMatch(column -> column.name().equals(field))
        : !NUMBER.matcher(field).matches() && records.getFirst().containsValue(field);
  }

  private String place(TextFile file) {
    return file.format() == Format.JSONL
        ? "the field '" + field + "'"
        : NUMBER.matcher(field).matches()
            ? "column " + field + ", without a header"
            : "the column '" + field + "'";
  }

  /** Chooses by the first records of a file. */
  static FieldChoice of(TextFile file) {
    return of(file, records(file));
  }

  private static List<Map<String, String>> records(TextFile file) {
    List<Map<String, String>> records = new ArrayList<>();
    file.readFields(
        fields -> {
          records.add(fields);
          return records.size() < MOST;
        });
    return records;
  }

  private static FieldChoice of(TextFile file, List<Map<String, String>> records) {
    requireCommas(file, records);
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

  /** Refuses columns that something else parts than the name of the file says. */
  private static void requireCommas(TextFile file, List<Map<String, String>> records) {
    if (file.format() != Format.CSV || records.isEmpty() || records.getFirst().size() > 1) {
      return;
    }
    String head = records.getFirst().values().iterator().next();
    for (String separator : List.of(";", "\t", "|")) {
      List<String> heads = List.of(head.split(Pattern.quote(separator), -1));
      long parted =
          records.stream()
              .filter(each -> each.values().iterator().next().contains(separator))
              .count();
      if (heads.size() > 1
          && heads.stream().allMatch(FieldChoice::isName)
          && 4 * parted > records.size()) {
        throw NamedTexts.problem(
            file.name(),
            "its columns are parted by %s, and those of a .csv by commas; save it with commas%s"
                .formatted(
                    separator.equals("\t") ? "tabs" : "'" + separator + "'",
                    separator.equals("\t") ? ", or let its name end in .tsv" : ""));
      }
    }
  }

  private static boolean isName(String head) {
    return !head.isBlank() && head.length() <= NAME && !isNumber(head);
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
    boolean names = heads.stream().allMatch(FieldChoice::isName);
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
