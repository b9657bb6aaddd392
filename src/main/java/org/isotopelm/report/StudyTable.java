package org.isotopelm.report;

import static org.isotopelm.words.Figures.nats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestedOpponent;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.TextTable;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

/** A study's result for a terminal. */
public final class StudyTable {
  private static final String NONE = "–";

  /** Longer lines of prose are hard to read. */
  private static final int PROSE = 100;

  private StudyTable() {}

  /**
   * The points, the opponents, the test, the warnings and the conclusion, each line ended.
   *
   * @param width columns of the terminal
   */
  public static String of(StudyOutcome outcome, int width) {
    int prose = Math.min(width, PROSE);
    StudyResult result = outcome.result();
    StudyMarks marks = StudyMarks.of(outcome.findings());
    StringBuilder text = new StringBuilder();
    if (!result.points().isEmpty()) {
      text.append(points(result, marks).fitting(width));
      text.append('\n').append(marks.legend(result, prose)).append(figures(result, prose));
    }
    if (!result.opponents().isEmpty()) {
      text.append('\n').append(opponents(result.opponents(), result.metric()).fitting(width));
    }
    if (result.test() != null) {
      text.append('\n').append(test(result, result.test()).fitting(width));
    }
    if (!result.warnings().isEmpty()) {
      text.append("\nWarnings\n");
      result.warnings().forEach(warning -> text.append(Wrap.item(warning, prose)));
    }
    return text.append('\n').append(Wrap.paragraph(result.conclusion(), prose)).toString();
  }

  private static TextTable points(StudyResult result, StudyMarks marks) {
    List<String> dimensions =
        result.points().stream()
            .map(point -> point.values().keySet())
            .flatMap(Collection::stream)
            .distinct()
            .toList();
    TextTable table = new TextTable();
    dimensions.forEach(table::numbers);
    scoreColumns(table, result.metric()).numbers("minus\nλ = 0").numbers("p\n(Holm)").words("");
    for (PointResult point : sorted(result.points(), dimensions)) {
      List<String> row = new ArrayList<>();
      for (String name : dimensions) {
        Object value = point.values().get(name);
        row.add(value == null ? "" : Figures.value(value));
      }
      addScores(row, result.metric(), point.scores());
      addPaired(row, point.pairedToZero());
      row.add(marks.words(point));
      table.row(row);
    }
    return table;
  }

  /** By their values, so that a random search reads as a curve; the order given among words. */
  private static List<PointResult> sorted(List<PointResult> points, List<String> dimensions) {
    Comparator<PointResult> order = (_, _) -> 0;
    for (String name : dimensions) {
      order = order.thenComparingDouble(point -> number(point.values().get(name)));
    }
    return points.stream().sorted(order).toList();
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  private static TextTable opponents(List<OpponentResult> opponents, Metric metric) {
    TextTable table = new TextTable().words("opponent");
    scoreColumns(table, metric).numbers("minus\nbest").numbers("\np").words("");
    for (OpponentResult opponent : opponents) {
      List<String> row = new ArrayList<>(List.of(opponent.name()));
      addScores(row, metric, opponent.scores());
      addPaired(row, opponent.pairedToBest());
      row.add(StudyMarks.failed(opponent.scores()));
      table.row(row);
    }
    return table;
  }

  private static TextTable scoreColumns(TextTable table, Metric metric) {
    if (metric == Metric.BITS_PER_BYTE) {
      table.numbers("held-out bits\nper byte");
    }
    table.numbers("held-out nll\nper token", metric == Metric.NLL ? 0 : 6).numbers("perplexity", 1);
    if (metric == Metric.NLL) {
      table.numbers("bits /\nbyte", 5);
    }
    return table.numbers("train\nnll", 2).numbers("at its\nbest", 4).numbers("κ", 3);
  }

  private static String plusMinus(@Nullable Double figure, @Nullable Double error) {
    return figure == null ? NONE : nats(figure) + (error == null ? "" : " ± " + nats(error));
  }

  private static void addScores(List<String> row, Metric metric, MeanScores scores) {
    row.add(plusMinus(scores.figure(metric), scores.error(metric)));
    if (metric == Metric.BITS_PER_BYTE) {
      row.add(plusMinus(scores.nll(), null));
    }
    row.add(scores.perplexity() == null ? NONE : Figures.perplexity(scores.perplexity()));
    if (metric == Metric.NLL) {
      row.add(fixed(scores.bitsPerByte(), 3));
    }
    row.add(scores.trainNll() == null ? NONE : nats(scores.trainNll()));
    row.add(scores.bestCheckpointNll() == null ? NONE : nats(scores.bestCheckpointNll()));
    row.add(fixed(scores.exposure(), 2));
  }

  private static String fixed(@Nullable Double value, int places) {
    return value == null ? NONE : Figures.fixed(value, places);
  }

  /** The p of the family where there is one. */
  private static void addPaired(List<String> row, @Nullable Paired paired) {
    if (paired == null) {
      row.addAll(List.of("", ""));
      return;
    }
    Double p = paired.pHolm() == null ? paired.p() : paired.pHolm();
    row.add(nats(paired.difference()));
    row.add(p == null ? NONE : Figures.p(p));
  }

  private static String figures(StudyResult result, int width) {
    StringBuilder text = new StringBuilder();
    Parabola parabola = result.parabola();
    if (parabola != null) {
      String ends =
          parabola.ci95().isEmpty()
              ? "no interval"
              : "95 %% interval %s to %s"
                  .formatted(
                      Phrases.figure(parabola.ci95().get(0)),
                      Phrases.figure(parabola.ci95().get(1)));
      text.append(
          Wrap.paragraph(
              "parabola in ln %s through %s: minimum at %s (%s%s)"
                  .formatted(
                      parabola.dimension(),
                      Phrases.count(parabola.points(), "point"),
                      Phrases.figure(parabola.minimum()),
                      ends,
                      parabola.misfit() == null
                          ? ""
                          : "; the points are up to " + nats(parabola.misfit()) + " away from it"),
              width));
    }
    Double level = result.minimumDetectableLevel();
    if (result.minimumDetectableEffect() != null) {
      text.append(
          Wrap.paragraph(
              "smallest difference that this study would find four times in five: %s %s%s"
                  .formatted(
                      nats(result.minimumDetectableEffect()),
                      result.metric().shortUnit(),
                      level == null ? "" : ", by a test at p < " + Phrases.figure(level)),
              width));
    }
    return text.toString();
  }

  private static TextTable test(StudyResult result, TestResult test) {
    TextTable table = new TextTable().words("test split");
    boolean bits = result.metric() == Metric.BITS_PER_BYTE;
    if (bits) {
      table.numbers("bits per byte").numbers("95 % interval");
    }
    table.numbers("nll per token").numbers("95 % interval", bits ? 1 : 0);
    FinalResult chosen = test.chosen();
    FinalResult zero = test.zero();
    // Where λ = 0 was chosen the two are one.
    boolean two = chosen == null || zero == null || !chosen.values().equals(zero.values());
    if (chosen != null) {
      Double each = chosen.bitsPerByte();
      List<String> inBits = bits(result, each, worth(each, chosen.nll()), chosen.ci95());
      String name = Point.describe(chosen.values()) + " (chosen)";
      table.row(tested(name, inBits, chosen.nll(), chosen.ci95()));
    }
    if (zero != null && two) {
      Double each = zero.bitsPerByte();
      List<String> inBits = bits(result, each, worth(each, zero.nll()), zero.ci95());
      table.row(tested(Point.describe(zero.values()), inBits, zero.nll(), zero.ci95()));
    }
    test.opponents().forEach(opponent -> addOpponent(table, result, opponent));
    Double difference = test.difference();
    List<Double> ci95 = test.ci95();
    if (chosen != null && zero != null && two && difference != null && ci95 != null) {
      Double some = chosen.bitsPerByte();
      Double none = zero.bitsPerByte();
      Double gap = some == null || none == null ? null : (Double) (some - none);
      List<String> inBits = bits(result, gap, worth(some, chosen.nll()), ci95);
      table.row(tested("difference", inBits, difference, ci95));
    }
    return table;
  }

  private static void addOpponent(TextTable table, StudyResult result, TestedOpponent opponent) {
    Double nll = opponent.nll();
    if (nll != null) {
      Double bits = opponent.bitsPerByte();
      List<String> inBits = bits(result, bits, worth(bits, nll), opponent.ci95());
      table.row(tested(opponent.name(), inBits, nll, opponent.ci95()));
    }
  }

  private static List<String> tested(
      String name, List<String> bits, double nll, List<Double> ci95) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(bits);
    row.add(nats(nll));
    row.add(interval(ci95));
    return row;
  }

  /** How many bits per byte a nat per token is. */
  private static @Nullable Double worth(@Nullable Double bits, double nll) {
    return bits == null ? null : (Double) (bits / nll);
  }

  /**
   * Bits per byte with the interval of the nll in that measure, where a study compares by them. The
   * spelling of unknown words is no part of the nll: where there are such, there is no interval.
   */
  private static List<String> bits(
      StudyResult result, @Nullable Double bits, @Nullable Double worth, List<Double> ci95) {
    if (result.metric() == Metric.NLL) {
      return List.of();
    }
    boolean spelled =
        Stream.concat(
                result.points().stream().map(PointResult::scores),
                result.opponents().stream().map(OpponentResult::scores))
            .map(MeanScores::unknownShare)
            .anyMatch(share -> share != null && share > 0);
    String value = bits == null ? NONE : nats(bits);
    if (worth == null || spelled) {
      return List.of(value, NONE);
    }
    double each = worth;
    return List.of(value, interval(ci95.stream().map(end -> (Double) (end * each)).toList()));
  }

  private static String interval(List<Double> ends) {
    return ends.isEmpty() ? NONE : nats(ends.get(0)) + " to " + nats(ends.get(1));
  }
}
