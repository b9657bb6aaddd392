package org.isotopelm.report.study;

import static org.isotopelm.report.table.Table.Field.detail;
import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.spared;
import static org.isotopelm.report.table.Table.Field.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.report.table.Table.Cell;
import org.isotopelm.report.table.Table.Field;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestedCounted;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/** What was scored on text that took no part in a study, as tables. */
final class TestTables {
  /**
   * A model or a difference.
   *
   * @param ci95 of the nll
   * @param bitsCi95 of the bits per byte
   * @param against this minus the chosen model; null where that is not known
   * @param againstCi95 of that
   */
  private record Scored(
      String name,
      @Nullable Double nll,
      List<Double> ci95,
      @Nullable Double bits,
      List<Double> bitsCi95,
      @Nullable Double against,
      List<Double> againstCi95) {
    Scored against(@Nullable Double difference, List<Double> ends) {
      return new Scored(name, nll, ci95, bits, bitsCi95, difference, ends);
    }
  }

  private TestTables() {}

  /** The final models on the test split. */
  static Table test(StudyResult result, TestResult test) {
    List<Scored> rows = new ArrayList<>();
    FinalResult chosen = test.chosen();
    FinalResult zero = test.zero();
    // Where λ = 0 was chosen the two are one.
    boolean two = chosen == null || zero == null || !chosen.values().equals(zero.values());
    // Where several models are made, chosen/ is another one.
    String whose = result.ladder() == null ? "chosen" : "single";
    if (chosen != null) {
      rows.add(scored(result, "%s (%s)".formatted(Point.describe(chosen.values()), whose), chosen));
    }
    if (zero != null && two) {
      rows.add(scored(result, Point.describe(zero.values()), zero));
    }
    Stream.concat(
            test.opponents().stream(),
            Stream.ofNullable(test.counted()).map(TestedCounted::asOpponent))
        .filter(opponent -> opponent.nll() != null)
        .map(
            opponent ->
                scored(
                        result,
                        opponent.name(),
                        Objects.requireNonNull(opponent.nll()),
                        opponent.ci95(),
                        opponent.bitsPerByte())
                    .against(opponent.difference(), opponent.differenceCi95()))
        .forEach(rows::add);
    if (chosen != null && zero != null && two && test.difference() != null && test.ci95() != null) {
      Double each = worth(result, chosen.bitsPerByte(), chosen.nll());
      Double gap =
          chosen.bitsPerByte() == null || zero.bitsPerByte() == null
              ? null
              : (Double) (chosen.bitsPerByte() - zero.bitsPerByte());
      rows.add(
          new Scored(
              "difference, %s − λ = 0".formatted(whose),
              test.difference(),
              test.ci95(),
              gap,
              scaled(test.ci95(), each),
              null,
              List.of()));
    }
    return table(result, "test", "test split", "Test split", note(test), rows);
  }

  private static String note(TestResult test) {
    String look =
        test.look() == 1
            ? "The test split was scored for the first time."
            : String.format(
                Locale.ROOT,
                "The test split has now been scored %s, counting other studies. Choosing between its scores makes the figures optimistic.",
                test.look() == 2 ? "twice" : test.look() + " times");
    return "These models were trained on all other text. Intervals come from a bootstrap over documents. "
        + look;
  }

  /** What was chosen in each outer fold. */
  static Table nested(StudyResult result, NestedResult nested) {
    List<Scored> rows = new ArrayList<>();
    for (int i = 0; i < nested.folds().size(); i++) {
      FinalResult chosen = nested.folds().get(i).chosen();
      String fold = String.format(Locale.ROOT, "%d: ", i + 1);
      rows.add(
          chosen == null
              ? new Scored(fold + "diverged", null, List.of(), null, List.of(), null, List.of())
              : scored(result, fold + Point.describe(chosen.values()), chosen));
    }
    String against =
        nested.paired() == null
            ? ""
            : " Its difference to λ = 0 is " + Figures.nats(nested.paired().difference()) + ".";
    return table(
        result,
        "nested",
        "outer fold",
        "Nested cross-validation",
        "The whole search was repeated without each outer fold, which then scored what was chosen. The mean nll is "
            + Figures.nats(nested.nll())
            + "."
            + against,
        rows);
  }

  private static Table table(
      StudyResult result, String id, String head, String title, String note, List<Scored> rows) {
    boolean bits = result.metric() == Metric.BITS_PER_BYTE;
    List<Field<Scored>> fields = new ArrayList<>();
    fields.add(words(head, Scored::name));
    if (bits) {
      fields.add(number("bits per byte", "", row -> Cells.nats(row.bits())));
      fields.add(number("95 % interval", "", row -> Cells.interval(row.bitsCi95())));
    }
    fields.add(number("nll per token", "", row -> Cells.nats(row.nll())));
    fields.add(spared("95 % interval", "", bits ? 1 : 0, row -> Cells.interval(row.ci95())));
    if (!bits) {
      fields.add(detail("bits per byte", "", 1, row -> Cells.nats(row.bits())));
    }
    fields.add(
        detail(
            result.ladder() == null ? "minus the chosen" : "minus the single",
            "this model minus that one",
            2,
            row -> row.against() == null ? Cell.EMPTY : Cells.nats(row.against())));
    fields.add(
        detail(
            "95 % interval of that",
            "", 3, row -> row.against() == null ? Cell.EMPTY : Cells.interval(row.againstCi95())));
    return Table.of(id, title, note, rows, _ -> false, fields);
  }

  private static Scored scored(StudyResult result, String name, FinalResult model) {
    return scored(result, name, model.nll(), model.ci95(), model.bitsPerByte());
  }

  private static Scored scored(
      StudyResult result, String name, double nll, List<Double> ci95, @Nullable Double bits) {
    return new Scored(
        name, nll, ci95, bits, scaled(ci95, worth(result, bits, nll)), null, List.of());
  }

  /**
   * How many bits per byte a nat per token is; null where that is not known. The spelling of
   * unknown words is no part of the nll: where there are such words, there is no interval.
   */
  private static @Nullable Double worth(StudyResult result, @Nullable Double bits, double nll) {
    boolean spelled =
        Stream.concat(
                result.points().stream().map(PointResult::scores),
                result.opponents().stream().map(OpponentResult::scores))
            .map(MeanScores::unknownShare)
            .anyMatch(share -> share != null && share > 0);
    return bits == null || spelled ? null : (Double) (bits / nll);
  }

  private static List<Double> scaled(List<Double> ends, @Nullable Double each) {
    return each == null ? List.of() : ends.stream().map(end -> end * each).toList();
  }
}
