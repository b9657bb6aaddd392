package org.isotopelm.report.study;

import static org.isotopelm.report.table.Table.Field.detail;
import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.spared;
import static org.isotopelm.report.table.Table.Field.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.report.table.Table.Cell;
import org.isotopelm.report.table.Table.Field;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.CountedResult;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/** The points and opponents of a study as tables. */
final class StudyTables {
  private static final String CORRECTED =
      "how often chance alone gives a difference this large, corrected for the text that folds share";

  /** With fewer pairs the exact signed-rank test has no p below 0.05: the least is 2 · 2^−n. */
  private static final int LEAST_SIGNED_RANKS = 6;

  private StudyTables() {}

  /** All points, by their values, so that a random search reads as a curve. */
  static Table points(StudyOutcome outcome) {
    StudyResult result = outcome.result();
    StudyMarks marks = StudyMarks.of(outcome.findings());
    List<String> dimensions = List.copyOf(outcome.plan().spec().space().keySet());
    List<Field<PointResult>> fields = new ArrayList<>();
    for (String name : dimensions) {
      fields.add(number(name, "", point -> Cells.value(point.values().get(name))));
    }
    scores(fields, outcome, PointResult::scores);
    paired(fields, "minus\nλ = 0", "p\n(Holm)", PointResult::pairedToZero);
    fields.add(words("", marks::words));
    fields.add(
        detail(
            "minus the best",
            "difference to the best point on the same cells",
            8,
            point -> difference(point.pairedToBest())));
    fields.add(
        words(
            "proposed by",
            13,
            true,
            point -> String.format(Locale.ROOT, "%s, round %d", point.origin(), point.round())));
    fields.add(words("why it ended", 7, true, PointResult::because));
    return Table.of(
        "points",
        "All points",
        Stream.concat(
                Stream.of(note(result)),
                Stream.concat(Stream.of(StudyMarks.blank(outcome)), marks.meanings())
                    .filter(each -> !each.isEmpty())
                    .map(each -> each + "."))
            .collect(Collectors.joining(" ")),
        sorted(result.points(), dimensions),
        point -> point.values().equals(result.best()),
        fields);
  }

  private static String note(StudyResult result) {
    return result.metric() == Metric.NLL
        ? "Nll is in nats per token. Every single training is in trials.csv."
        : "Points are compared in bits per byte, because their tokens differ. Every single training is in trials.csv.";
  }

  /** The order given among words. */
  private static List<PointResult> sorted(List<PointResult> points, List<String> dimensions) {
    Comparator<PointResult> order = (_, _) -> 0;
    for (String name : dimensions) {
      order = order.thenComparingDouble(point -> rank(point.values().get(name)));
    }
    return points.stream().sorted(order).toList();
  }

  private static double rank(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  /** What the counted baseline is. */
  static final String COUNTED = "n-grams of the same text and tokens, counted and smoothed";

  /** What stands beside the points: opponents, then the counted baseline. */
  static List<OpponentResult> others(StudyResult result) {
    return Stream.concat(
            result.opponents().stream(),
            Stream.ofNullable(result.counted()).map(CountedResult::asOpponent))
        .toList();
  }

  /** All opponents. */
  static Table opponents(StudyOutcome outcome) {
    StudyResult result = outcome.result();
    List<Field<OpponentResult>> fields = new ArrayList<>();
    fields.add(words("opponent", OpponentResult::name));
    scores(fields, outcome, OpponentResult::scores);
    paired(fields, "minus\nbest", "\np", OpponentResult::pairedToBest);
    fields.add(words("", opponent -> StudyMarks.failed(opponent.scores())));
    fields.add(words("settings", 7, true, opponent -> Point.describe(opponent.settings())));
    return Table.of(
        "opponents",
        "Opponents",
        "Opponents are trained on the same folds and seeds. A difference above 0 is worse than the best point."
            + Stream.ofNullable(result.counted())
                .map(each -> " The %s is %s.".formatted(each.label(), COUNTED))
                .collect(Collectors.joining()),
        others(result),
        _ -> false,
        fields);
  }

  private static <T> void scores(
      List<Field<T>> fields, StudyOutcome outcome, Function<T, MeanScores> scores) {
    Metric metric = outcome.result().metric();
    boolean isNll = metric == Metric.NLL;
    String hint = "mean ± standard error over folds and seeds";
    if (!isNll) {
      fields.add(
          number(
              "held-out bits\nper byte",
              hint,
              row ->
                  Cells.nats(scores.apply(row).bitsPerByte(), scores.apply(row).bitsPerByteSe())));
    }
    Field<T> nll =
        isNll
            ? number(
                "held-out nll\nper token",
                hint,
                row -> Cells.nats(scores.apply(row).nll(), scores.apply(row).se()))
            : spared(
                "held-out nll\nper token",
                "in nats per token of its own tokenizer",
                6,
                row -> Cells.nats(scores.apply(row).nll()));
    fields.add(nll);
    fields.add(spared("perplexity", "", 1, row -> Cells.fixed(scores.apply(row).perplexity(), 2)));
    if (isNll) {
      fields.add(
          spared("bits /\nbyte", "", 5, row -> Cells.fixed(scores.apply(row).bitsPerByte(), 3)));
    }
    fields.add(
        detail(
            "unknown tokens",
            "the share of held-out tokens that stand for text the tokenizer does not know",
            6,
            row -> unknown(scores.apply(row).unknownShare())));
    fields.add(
        spared(
            "train\nnll",
            "nll of the text trained on",
            2,
            row -> Cells.nats(scores.apply(row).trainNll())));
    fields.add(
        spared(
            "at its\nbest",
            "the lowest held-out nll of any evaluation during training",
            4,
            row -> Cells.nats(scores.apply(row).bestCheckpointNll())));
    fields.add(
        spared(
            "κ",
            StudyMarks.exposure(outcome),
            3,
            row -> Cells.small(scores.apply(row).exposure(), 2)));
    fields.add(
        detail(
            "η",
            "peak learning rate",
            11,
            row -> Cells.significant(scores.apply(row).learningRate())));
    fields.add(detail("steps", "", 10, row -> Cells.whole(scores.apply(row).steps())));
    fields.add(detail("cells", "trainings", 12, row -> Cells.whole(scores.apply(row).cells())));
  }

  private static Cell unknown(@Nullable Double share) {
    return share == null || share == 0
        ? Cell.EMPTY
        : new Cell(Figures.fixed(100 * share, 1) + " %", share);
  }

  private static <T> void paired(
      List<Field<T>> fields, String head, String p, Function<T, @Nullable Paired> paired) {
    fields.add(
        number(
            head,
            "the mean difference on the same folds and seeds",
            row -> of(paired.apply(row), each -> Cells.nats(each.difference()))));
    fields.add(
        detail(
            "95 % interval",
            "of the difference, corrected for the text that folds share",
            7,
            row -> of(paired.apply(row), each -> Cells.interval(each.ci95()))));
    fields.add(
        number(
            p,
            CORRECTED,
            row ->
                of(
                    paired.apply(row),
                    each -> Cells.p(each.pHolm() == null ? each.p() : each.pHolm()))));
    fields.add(
        detail(
            "p (Wilcoxon)",
            "of the signed-rank test; empty below "
                + LEAST_SIGNED_RANKS
                + " cells, where it cannot be below 0.05",
            9,
            row -> of(paired.apply(row), StudyTables::signedRank)));
  }

  private static Cell signedRank(Paired paired) {
    return paired.pairs() < LEAST_SIGNED_RANKS ? Cell.EMPTY : Cells.p(paired.pWilcoxon());
  }

  private static Cell difference(@Nullable Paired paired) {
    return of(paired, each -> Cells.nats(each.difference()));
  }

  private static Cell of(@Nullable Paired paired, Function<Paired, Cell> cell) {
    return paired == null ? Cell.EMPTY : cell.apply(paired);
  }
}
