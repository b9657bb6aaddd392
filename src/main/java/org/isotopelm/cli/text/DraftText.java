package org.isotopelm.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isotopelm.draft.Decision;
import org.isotopelm.draft.Draft;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Wrap;

/** What was decided for a text, as people read it before it is trained on. */
public final class DraftText {
  /** What is told, by the config's path; the config has the rest. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("data.files", "text"),
          Map.entry("data.field", "field"),
          Map.entry("data.documents", "documents"),
          Map.entry("data.split", "held out"),
          Map.entry("tokenizer", "tokenizer"),
          Map.entry("model", "model"),
          Map.entry("train.epochs", "epochs"),
          Map.entry("train.steps", "steps"),
          Map.entry("optimizer.learning_rate", "learning rate"),
          Map.entry("study.space.lambda", "λ"),
          Map.entry("study.space.order", "order"),
          Map.entry("study.folds", "folds"),
          Map.entry("study.final", "final models"));

  private static final int INDENT = 15;

  private DraftText() {}

  /** A few lines of at most so many columns. */
  public static List<String> lines(Draft draft, int columns) {
    List<String> lines = new ArrayList<>();
    for (Decision each : draft.decisions()) {
      String name = NAMES.get(each.path());
      if (name != null) {
        String value = each.path().equals("data.files") ? "" : value(each.value()) + ": ";
        add(lines, name, value + each.reason(), columns);
      }
    }
    add(lines, "time", draft.time(), columns);
    draft.survey().notes().forEach(note -> add(lines, "", note, columns));
    return lines;
  }

  private static void add(List<String> lines, String name, String words, int columns) {
    String margin = name + " ".repeat(INDENT - name.length());
    for (String line : Wrap.lines(words, columns - INDENT)) {
      lines.add(margin + line);
      margin = " ".repeat(INDENT);
    }
  }

  /** {@code lstm, layers 1, width 128}. */
  private static String value(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .filter(each -> isTold(each.getKey(), each.getValue()))
              .map(each -> word(each.getKey()) + value(each.getValue()))
              .collect(Collectors.joining(", "));
      case List<?> list -> list.stream().map(DraftText::value).collect(Collectors.joining(", "));
      default -> Figures.value(value);
    };
  }

  private static boolean isTold(Object key, Object value) {
    boolean none = value instanceof Number number && number.doubleValue() == 0;
    return !none && !key.equals("set") && !key.equals("seed");
  }

  private static String word(Object key) {
    String name = String.valueOf(key);
    return name.equals("kind") || name.equals("values") ? "" : name.replace('_', ' ') + " ";
  }
}
