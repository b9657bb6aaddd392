package org.isotopelm.report;

import static org.isotopelm.study.Figures.nats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.isotopelm.study.Figures;
import org.isotopelm.study.Point;
import org.isotopelm.study.StudyResult;
import org.isotopelm.study.StudyResult.Final;
import org.isotopelm.study.StudyResult.OpponentResult;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.Scores;
import org.isotopelm.study.StudyResult.TestResult;
import org.jspecify.annotations.Nullable;

/** A study's result for the terminal. */
public final class StudyTable {
  private static final String NONE = "–";
  private static final int LINE = 100;

  private StudyTable() {}

  /** The points, the opponents, the test and the conclusion, each line ended. */
  public static String of(StudyResult result) {
    StringBuilder text = new StringBuilder(points(result));
    if (!result.opponents().isEmpty()) {
      text.append('\n').append(opponents(result.opponents()));
    }
    if (result.test() != null) {
      text.append('\n').append(test(result.test()));
    }
    return text.append('\n').append(wrap(result.conclusion())).toString();
  }

  private static String points(StudyResult result) {
    TextTable table = new TextTable();
    List<String> dimensions = List.copyOf(result.points().getFirst().values().keySet());
    dimensions.forEach(table::numbers);
    scoreColumns(table).numbers("against\nλ = 0").numbers("\np").words("");
    for (PointResult point : sorted(result.points())) {
      List<String> row = new ArrayList<>();
      point.values().values().forEach(value -> row.add(Figures.value(value)));
      addScores(row, point.scores());
      addPaired(row, point.pairedToZero());
      row.add(marks(result, point));
      table.row(row);
    }
    return table.toString();
  }

  /** By their values, so that a random search reads as a curve; the order given among words. */
  private static List<PointResult> sorted(List<PointResult> points) {
    Comparator<PointResult> order = (_, _) -> 0;
    for (String name : points.getFirst().values().keySet()) {
      order = order.thenComparingDouble(point -> number(point.values().get(name)));
    }
    return points.stream().sorted(order).toList();
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  private static String opponents(List<OpponentResult> opponents) {
    TextTable table = new TextTable().words("opponent");
    scoreColumns(table).numbers("against\nbest").numbers("\np").words("");
    for (OpponentResult opponent : opponents) {
      List<String> row = new ArrayList<>(List.of(opponent.name()));
      addScores(row, opponent.scores());
      addPaired(row, opponent.pairedToBest());
      row.add(diverged(opponent.scores()));
      table.row(row);
    }
    return table.toString();
  }

  private static TextTable scoreColumns(TextTable table) {
    return table
        .numbers("held-out nll\nper token")
        .numbers("perplexity")
        .numbers("train\nnll")
        .numbers("best\ncheckpoint")
        .numbers("exposure");
  }

  private static void addScores(List<String> row, Scores scores) {
    Double nll = scores.nll();
    Double se = scores.se();
    row.add(nll == null ? NONE : nats(nll) + (se == null ? "" : " ± " + nats(se)));
    row.add(scores.perplexity() == null ? NONE : Figures.perplexity(scores.perplexity()));
    row.add(scores.trainNll() == null ? NONE : nats(scores.trainNll()));
    row.add(scores.bestCheckpointNll() == null ? NONE : nats(scores.bestCheckpointNll()));
    row.add(
        scores.exposure() == null ? NONE : String.format(Locale.ROOT, "%.3f", scores.exposure()));
  }

  private static void addPaired(List<String> row, @Nullable Paired paired) {
    if (paired == null) {
      row.addAll(List.of("", ""));
      return;
    }
    Double se = paired.se();
    row.add(nats(paired.difference()) + (se == null ? "" : " ± " + nats(se)));
    row.add(paired.p() == null ? NONE : Figures.p(paired.p()));
  }

  private static String marks(StudyResult result, PointResult point) {
    List<String> marks = new ArrayList<>();
    if (point.values().equals(result.best())) {
      marks.add("← best");
    }
    if (point.values().equals(result.oneStandardError())) {
      marks.add(marks.isEmpty() ? "← within one se" : "and within one se");
    }
    if (point.scores().failed() > 0) {
      marks.add(diverged(point.scores()));
    }
    return String.join(" ", marks);
  }

  private static String diverged(Scores scores) {
    return scores.failed() == 0 ? "" : scores.failed() + " diverged";
  }

  private static String test(TestResult test) {
    TextTable table =
        new TextTable().words("test split").numbers("nll per token").numbers("95 % interval");
    addFinal(table, test.chosen(), true);
    addFinal(table, test.zero(), false);
    if (test.difference() != null && test.ci95() != null) {
      table.row(List.of("difference", nats(test.difference()), interval(test.ci95())));
    }
    return table.toString();
  }

  private static void addFinal(TextTable table, @Nullable Final model, boolean chosen) {
    if (model != null) {
      String label = Point.describe(model.values()) + (chosen ? " (chosen)" : "");
      table.row(List.of(label, nats(model.nll()), interval(model.ci95())));
    }
  }

  private static String interval(List<Double> ends) {
    return ends.isEmpty() ? NONE : nats(ends.get(0)) + " to " + nats(ends.get(1));
  }

  private static String wrap(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > LINE) {
        lines.append('\n');
        column = 0;
      }
      lines.append(column > 0 ? " " : "").append(word);
      column += word.length() + (column > 0 ? 1 : 0);
    }
    return lines.append('\n').toString();
  }
}
