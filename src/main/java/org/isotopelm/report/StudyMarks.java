package org.isotopelm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.study.StudyResult;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.Scores;

/** What stands behind a point in a table, and what that means. */
final class StudyMarks {
  private static final String BEST = "← best";
  private static final String SIMPLE = "1se";
  private static final String SET = "set";
  private static final String PRUNED = "pruned";
  private static final String UNFINISHED = "unfinished";
  private static final String FAILED = "failed";

  private StudyMarks() {}

  static String of(StudyResult result, PointResult point) {
    List<String> marks = new ArrayList<>();
    boolean best = point.values().equals(result.best());
    if (best) {
      marks.add(BEST);
    }
    if (point.values().equals(result.oneStandardError())) {
      marks.add(SIMPLE);
    }
    if (!best && result.indistinguishable().contains(point.values())) {
      marks.add(SET);
    }
    switch (point.status()) {
      case PRUNED -> marks.add(PRUNED);
      case UNFINISHED -> marks.add(UNFINISHED);
      case FAILED -> marks.add(failed(point.scores()));
      case DONE -> {}
    }
    return String.join(" ", marks);
  }

  static String failed(Scores scores) {
    return scores.failed() == 0 ? "" : scores.failed() + " " + FAILED;
  }

  /** The marks that occur, and the columns that need it, each line ended. */
  static String legend(StudyResult result) {
    List<String> marks = result.points().stream().map(point -> of(result, point)).toList();
    return Stream.of(
            "κ: exposure, Σ ηλ; at its best: the lowest held-out nll at any evaluation",
            "p: of chance alone, corrected for shared training text and the number of points",
            occurs(marks, SIMPLE, "the strongest decay within one standard error of the best"),
            occurs(marks, SET, "the paired test cannot tell it from the best at 5 %"),
            occurs(marks, PRUNED, "given up early; its figures are of fewer cells"),
            occurs(marks, UNFINISHED, "cells are missing"),
            occurs(
                marks, FAILED, "trainings that diverged or crashed; such a point is no candidate"))
        .filter(line -> !line.isEmpty())
        .map(Wrap::paragraph)
        .collect(Collectors.joining());
  }

  private static String occurs(List<String> marks, String mark, String meaning) {
    return marks.stream().anyMatch(each -> each.contains(mark)) ? mark + ": " + meaning : "";
  }
}
