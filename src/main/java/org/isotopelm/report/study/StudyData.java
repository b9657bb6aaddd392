package org.isotopelm.report.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.run.LearningData;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.CurvePart;
import org.isotopelm.report.run.ReportData.LadderPart;
import org.isotopelm.report.run.ReportData.PlanPart;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.report.run.ReportData.StudyPart;
import org.isotopelm.report.run.RunData;
import org.isotopelm.report.run.TrainingData;
import org.isotopelm.report.table.Table;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.trial.Metric;
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
        Stream.of(StudyFolder.single(studyFolder), studyFolder.resolve(StudyFolder.ZERO))
            .filter(Files::isDirectory)
            .map(RunData::part)
            .toList();
    List<String> model = Said.ofModel(outcome.findings());
    List<String> search = Said.sentencesOfSearch(outcome.findings());
    StudyResult result = outcome.result();
    List<String> lambdas = outcome.plan().space().lambdas();
    String searched =
        lambdas.isEmpty()
            ? String.join(", ", outcome.plan().spec().space().keySet())
            : "weight decay";
    StudyPart study =
        new StudyPart(
            searched,
            model.isEmpty() ? search.subList(1, search.size()) : search,
            result.warnings(),
            result.metric().figure(),
            curve(outcome),
            SpaceData.of(outcome),
            result.points().isEmpty() ? null : StudyTables.points(outcome),
            more(outcome),
            lambdas.isEmpty() ? "How the best was chosen" : "How λ was chosen",
            Method.of(outcome),
            seeds(outcome.plan().spec()),
            ModelUse.of(outcome).map(use -> ladder(use, model, searched)).orElse(null));
    return new ReportData(
        RunData.name(studyFolder),
        studyFolder.toString(),
        null,
        (model.isEmpty() ? search : model).getFirst(),
        StudyCards.of(outcome),
        List.of(),
        study,
        runs,
        TrainingData.study(runs, LearningData.of(outcome), result.best()),
        plan(runs),
        provenance);
  }

  /** That nothing decays is the study's choice and no mistake of its config. */
  private static @Nullable PlanPart plan(List<RunPart> runs) {
    PlanPart plan = RunData.plan(runs, " of the chosen model");
    return plan == null
        ? null
        : new PlanPart(
            plan.warnings().stream()
                .filter(warning -> !warning.equals(Explanation.NO_DECAY))
                .toList(),
            plan.table(),
            plan.tensors());
  }

  private static List<Table> more(StudyOutcome outcome) {
    StudyResult result = outcome.result();
    List<Table> more = new ArrayList<>();
    if (!StudyTables.others(result).isEmpty()) {
      more.add(StudyTables.opponents(outcome));
    }
    if (result.test() != null) {
      more.add(TestTables.test(result, result.test()));
    }
    if (result.nested() != null) {
      more.add(TestTables.nested(result, result.nested()));
    }
    return more;
  }

  /**
   * The models that a study made.
   *
   * @param said of the one that it gives
   */
  private static LadderPart ladder(ModelUse use, List<String> said, String searched) {
    return new LadderPart(
        LadderTable.TITLE,
        said.subList(1, said.size()),
        ModelCards.of(use),
        ModelUse.TITLE,
        use.commands(),
        LadderChart.of(use),
        LadderTable.of(use),
        "What the search of " + searched + " found");
  }

  private static String seeds(StudySpec spec) {
    return spec.seeds() == 1
        ? String.valueOf(spec.seed())
        : spec.seed() + " to " + (spec.seed() + spec.seeds() - 1);
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
}
