package org.isotopelm.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.isotopelm.report.ReportData.CurvePart;
import org.isotopelm.report.ReportData.RunPart;
import org.isotopelm.report.ReportData.StudyPart;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.trial.Metric;
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
            curve(outcome),
            SpaceData.of(outcome));
    return new ReportData(
        RunData.name(studyFolder),
        studyFolder.toString(),
        null,
        study,
        runs,
        TrainingData.study(runs, LearningData.of(outcome), outcome.result().best()),
        provenance);
  }

  private static @Nullable CurvePart curve(StudyOutcome outcome) {
    CurveData data = CurveData.of(outcome);
    List<Chart> charts = new ArrayList<>(CurveCharts.of(outcome, data));
    Chart difference = DifferenceChart.of(data);
    if (difference != null) {
      charts.add(difference);
    }
    String from = data.isLambda() ? "weight decay" : data.dimension();
    String title =
        data.metric() == Metric.NLL
            ? "How nll depends on " + from
            : "How bits per byte depend on " + from;
    return charts.isEmpty() ? null : new CurvePart(title, data.dimension(), charts);
  }

  private static List<String> marks(StudyMarks marks, PointResult point) {
    return marks.of(point.values()).stream()
        .map(mark -> mark.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
