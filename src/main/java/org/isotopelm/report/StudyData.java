package org.isotopelm.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.isotopelm.report.ReportData.ColumnPart;
import org.isotopelm.report.ReportData.CurvePart;
import org.isotopelm.report.ReportData.RunPart;
import org.isotopelm.report.ReportData.StudyPart;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult.OpponentResult;
import org.isotopelm.study.comparison.StudyResult.PointResult;
import org.isotopelm.study.comparison.StudyResult.Status;
import org.isotopelm.study.verdict.Finding;
import org.jspecify.annotations.Nullable;

/** What a report shows of a study. */
public final class StudyData {
  private StudyData() {}

  /**
   * The data of a study, which may still go on: what is not there yet is left out.
   *
   * @param studyFolder where the final runs are
   */
  public static ReportData of(StudyOutcome outcome, Path studyFolder, Provenance provenance) {
    List<RunPart> runs =
        Stream.of("chosen", "zero")
            .map(studyFolder::resolve)
            .filter(Files::isDirectory)
            .map(RunData::part)
            .toList();
    List<String> conclusion = Finding.sentences(outcome.findings(), Finding.Place.CONCLUSION);
    StudyMarks marks = StudyMarks.of(outcome.findings());
    StudyPart study =
        new StudyPart(
            outcome.plan().spec(),
            outcome.plan().space().lambdas(),
            conclusion.getFirst(),
            String.join(" ", conclusion.subList(1, conclusion.size())),
            outcome.result(),
            outcome.result().points().stream().map(point -> marks(marks, point)).toList(),
            curve(outcome, marks),
            outcome.landscape(),
            LearningData.of(outcome));
    return new ReportData(
        RunData.name(studyFolder), studyFolder.toString(), null, study, runs, provenance);
  }

  private static @Nullable CurvePart curve(StudyOutcome outcome, StudyMarks marks) {
    CurveData data = CurveData.of(outcome);
    return data.columns().isEmpty()
        ? null
        : new CurvePart(
            data.dimension(),
            data.others(),
            data.connected(),
            data.columns().stream().map(column -> column(column, data, marks)).toList(),
            data.opponents().stream().map(OpponentResult::name).toList());
  }

  private static ColumnPart column(CurveData.Column column, CurveData data, StudyMarks marks) {
    List<@Nullable Double> folds = new ArrayList<>();
    data.folds().forEach(fold -> folds.add(fold.get(column.value())));
    return new ColumnPart(
        column.value(),
        column.point().values(),
        column.point().status() == Status.DONE,
        marks(marks, column.point()),
        column.point().scores(),
        folds,
        column.point().pairedToZero());
  }

  private static List<String> marks(StudyMarks marks, PointResult point) {
    return marks.of(point.values()).stream()
        .map(mark -> mark.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
