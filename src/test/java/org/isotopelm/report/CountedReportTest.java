package org.isotopelm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.study.StudyData;
import org.isotopelm.report.study.StudyTable;
import org.isotopelm.report.study.TrialsCsv;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.Study;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counted baseline of a study in all that shows it; its figures are FakeRunner's. */
class CountedReportTest {
  @TempDir Path folder;

  @Test
  void table_withABaseline_hasItAmongOpponentsAndOnTheTestSplit() {
    String table = StudyTable.of(outcome(5), 100);
    assertThat(table)
        .contains("\ncounted 5-gram  4.3033 ± 0.0578       73.95   2.069")
        .contains(
            "counted 5-gram: n-grams of the same text and tokens, counted and smoothed; minus")
        .contains("\ncounted 5-gram                     4.1000")
        .contains("counted 5-gram of the same tokens has a held-out nll of 4.3033 nats");
    assertThat(StudyTable.of(outcome(null), 100)).doesNotContain("counted");
  }

  @Test
  void files_withABaseline_drawItAsALineWithItsBand() throws IOException {
    StudyOutcome outcome = outcome(5);
    ReportFiles.of(outcome, () -> StudyData.of(outcome, folder, Provenance.UNKNOWN)).write(folder);
    assertThat(folder.resolve("curve.svg"))
        .content()
        .contains("<polyline class=\"counted\"", "<polygon class=\"counted-area\"")
        .contains(">counted 5-gram, mean ± standard error<");
    assertThat(folder.resolve("report.md"))
        .content()
        .contains("Counted 5-gram", "| counted 5-gram |", "training does better than counting");
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("\"ribbons\":[{\"look\":\"counted\"");
    assertThat(Files.readString(folder.resolve("study.json"))).contains("\"counted\" : {");
  }

  @Test
  void files_ofAStudyOfCountedModels_sayNothingOfDecayOrSteps() {
    FakeRunner runner =
        new FakeRunner() {
          @Override
          public CellResult run(Cell cell, Path place, BooleanSupplier cancelled) {
            int order = ((Number) cell.overrides().getOrDefault("model.order", 3)).intValue();
            return counted(new CountedSpec(order), cell.fold());
          }
        };
    StudySpec orders =
        Studies.of(
            Studies.gridSearch(),
            Map.of("order", Studies.values("model.order", 1, 3, 4)),
            3,
            1,
            Map.of());
    StudyOutcome outcome = Study.run(orders, runner, Studies.session(folder, 1));
    assertThat(outcome.result().best()).isEqualTo(Map.of("order", 4L));
    assertThat(
            StudyTable.of(outcome, 100)
                + Markdown.of(StudyData.of(outcome, folder, Provenance.UNKNOWN)))
        .doesNotContain("λ", "κ", "decay", "steps", "weights", "NaN", "null", "–");
    assertThat(TrialsCsv.of(outcome)).doesNotContain("NaN");
    assertThat(Curve.of(outcome)).doesNotContain("λ", "NaN");
  }

  private StudyOutcome outcome(@Nullable Integer order) {
    return Study.run(
        order == null ? Reports.GRID : Studies.counted(Reports.GRID, order),
        new FakeRunner(),
        Studies.session(folder, 1));
  }
}
