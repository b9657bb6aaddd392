package org.isotopelm.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.isotopelm.report.ReportData.ColumnPart;
import org.isotopelm.report.ReportData.CurvePart;
import org.isotopelm.report.ReportData.RunPart;
import org.isotopelm.report.ReportData.StudyPart;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.StudyResult.OpponentResult;
import org.isotopelm.study.StudyResult.Status;
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
    StudyPart study =
        new StudyPart(
            outcome.plan().spec(),
            outcome.plan().space().lambdas(),
            firstSentence(outcome.result().conclusion()),
            outcome.result(),
            curve(outcome),
            outcome.landscape(),
            LearningData.of(outcome));
    return new ReportData(
        RunData.name(studyFolder), studyFolder.toString(), null, study, runs, provenance);
  }

  /** A stop inside a number or an abbreviation ends no sentence. */
  static String firstSentence(String text) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    int end = sentences.next();
    return end == BreakIterator.DONE ? text : text.substring(0, end).strip();
  }

  private static @Nullable CurvePart curve(StudyOutcome outcome) {
    CurveData data = CurveData.of(outcome);
    return data.columns().isEmpty()
        ? null
        : new CurvePart(
            data.dimension(),
            data.others(),
            data.connected(),
            data.columns().stream().map(column -> column(column, data)).toList(),
            data.opponents().stream().map(OpponentResult::name).toList());
  }

  private static ColumnPart column(CurveData.Column column, CurveData data) {
    List<@Nullable Double> folds = new ArrayList<>();
    data.folds().forEach(fold -> folds.add(fold.get(column.value())));
    return new ColumnPart(
        column.value(),
        column.point().values(),
        column.point().status() == Status.DONE,
        column.point().scores(),
        folds,
        column.point().pairedToZero());
  }
}
