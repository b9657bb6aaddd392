package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.verdict.Finding;
import org.isotopelm.study.verdict.Incomplete;
import org.isotopelm.study.verdict.Ranking;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

/** What stands behind a point in tables and plots, as the findings have it, and what that means. */
final class StudyMarks {
  private final Map<Map<String, Object>, Set<Mark>> marks = new LinkedHashMap<>();

  private StudyMarks() {}

  static StudyMarks of(List<Finding> findings) {
    StudyMarks all = new StudyMarks();
    for (Finding finding : findings) {
      switch (finding) {
        case Ranking.Lowest lowest -> all.add(Mark.BEST, lowest.values());
        case Ranking.Strongest strongest -> all.add(Mark.SIMPLE, strongest.values());
        case Ranking.Alike alike -> alike.others().forEach(each -> all.add(Mark.SET, each));
        case Incomplete.Pruned pruned ->
            pruned.points().forEach(each -> all.add(Mark.PRUNED, each));
        case Incomplete.Unfinished unfinished ->
            unfinished.points().forEach(each -> all.add(Mark.UNFINISHED, each.values()));
        case Incomplete.Incomparable incomparable ->
            incomparable.excluded().forEach(each -> all.add(Mark.FAILED, each));
        case Incomplete.Failures failures ->
            failures.excluded().forEach(each -> all.add(Mark.FAILED, each));
        default -> {}
      }
    }
    return all;
  }

  private void add(Mark mark, Map<String, Object> values) {
    marks.computeIfAbsent(values, _ -> EnumSet.noneOf(Mark.class)).add(mark);
  }

  /** Those of a point. */
  Set<Mark> of(Map<String, Object> values) {
    return marks.getOrDefault(values, Set.of());
  }

  boolean has(Map<String, Object> values, Mark mark) {
    return of(values).contains(mark);
  }

  private boolean occurs(Mark mark) {
    return marks.values().stream().anyMatch(each -> each.contains(mark));
  }

  /** Behind a row of a table on the terminal. */
  String words(PointResult point) {
    List<String> words = new ArrayList<>();
    for (Mark mark : of(point.values())) {
      words.add(mark == Mark.FAILED ? failed(point.scores()) : shortly(mark));
    }
    return String.join(" ", words);
  }

  private static String shortly(Mark mark) {
    return switch (mark) {
      case BEST -> "← best";
      case SIMPLE -> "1se";
      case SET -> "set";
      case PRUNED -> "pruned";
      case UNFINISHED -> "unfinished";
      case FAILED -> "failed";
    };
  }

  static String failed(MeanScores scores) {
    return scores.failed() == 0 ? "" : scores.failed() + " " + shortly(Mark.FAILED);
  }

  /** What κ is. */
  static String exposure(StudyOutcome outcome) {
    return "exposure; decoupled decay alone leaves about e^−κ of a weight"
        + (outcome.plan().space().lambdas().size() > 1
            ? "; where groups differ, that of the group with the most"
            : "");
  }

  /** The marks that occur, and the columns that need it, each line ended. */
  String legend(StudyOutcome outcome, int width) {
    StudyResult result = outcome.result();
    boolean family =
        result.points().stream()
            .map(PointResult::pairedToZero)
            .anyMatch(paired -> paired != null && paired.pHolm() != null);
    boolean alone =
        StudyTables.others(result).stream()
            .map(OpponentResult::pairedToBest)
            .anyMatch(paired -> paired != null && paired.p() != null);
    String chance =
        "how often chance alone gives a difference this large"
            + (result.compared().folds() > 1
                ? ", corrected for the training text that folds share"
                : "");
    Stream<String> columns =
        Stream.of(
                isKnown(outcome, MeanScores::exposure) ? "κ: " + exposure(outcome) : "",
                blank(outcome),
                isKnown(outcome, MeanScores::bestCheckpointNll)
                    ? "at its best: the lowest held-out nll of each training, at any evaluation"
                    : "",
                family
                    ? "p (Holm): "
                        + chance
                        + (result.compared().folds() > 1 ? " and" : ", corrected")
                        + " for the number of comparisons"
                    : "",
                alone
                    ? "p of an opponent: "
                        + (family ? "the same, but" : chance + ",")
                        + " not corrected for the number of comparisons"
                    : "")
            .filter(line -> !line.isEmpty());
    return Stream.concat(columns, meanings())
        .map(line -> Wrap.paragraph(line, width))
        .collect(Collectors.joining());
  }

  /** Whether a point has this figure; models that are counted lack some. */
  private static boolean isKnown(
      StudyOutcome outcome, Function<MeanScores, @Nullable Double> figure) {
    return outcome.result().points().stream()
        .anyMatch(point -> figure.apply(point.scores()) != null);
  }

  /** Why points have no difference to λ = 0; empty where each that was trained has one. */
  static String blank(StudyOutcome outcome) {
    Plan plan = outcome.plan();
    boolean some =
        outcome.result().points().stream().anyMatch(point -> point.pairedToZero() != null);
    boolean others =
        plan.points().stream()
            .anyMatch(
                point ->
                    plan.space().zeroOf(point) != null
                        && !point.equals(plan.space().zeroOf(point))
                        && plan.zeroOf(point) == null);
    return some && others
        ? "minus λ = 0: empty where λ = 0 was not trained with the same other values"
        : "";
  }

  /** What the marks that occur mean. */
  Stream<String> meanings() {
    return Stream.of(Mark.values())
        .filter(mark -> mark != Mark.BEST && occurs(mark))
        .map(mark -> shortly(mark) + ": " + meaning(mark));
  }

  private static String meaning(Mark mark) {
    return switch (mark) {
      case BEST -> "the lowest held-out nll";
      case SIMPLE -> "the strongest decay within one standard error of the best";
      case SET -> "the paired test does not separate it from the best at p < 0.05";
      case PRUNED -> "given up by the pruning rule; its figures are means over fewer cells";
      case UNFINISHED -> "some of its cells were not trained";
      case FAILED ->
          "trainings that failed, or scores that are no probabilities; such a point cannot be chosen";
    };
  }
}
