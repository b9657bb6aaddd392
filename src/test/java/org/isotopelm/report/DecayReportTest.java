package org.isotopelm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.DecayPart;
import org.isotopelm.report.run.RunData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a report of a run says of decay. */
class DecayReportTest {
  @TempDir Path folder;

  @Test
  void run_thatWasNotMeasured_hasNoPicturesOfDecay() throws IOException {
    Reports.writeRun(folder, 0.1, 40);
    ReportData data = RunData.of(folder, Provenance.UNKNOWN);
    assertThat(data.decay()).isNull();
    ReportFiles.of(data).write(folder);
    assertThat(folder.resolve("decay.svg")).doesNotExist();
    assertThat(Files.readString(folder.resolve("report.md"))).doesNotContain("What did decay do");
  }

  @Test
  void run_thatWasMeasured_hasThePicturesInAllItsFiles() throws IOException {
    Reports.writeMeasuredRun(folder, 40);
    ReportData data = RunData.of(folder, Provenance.UNKNOWN);
    DecayPart decay = Objects.requireNonNull(data.decay());
    assertThat(decay.charts().stream().map(Chart::id))
        .containsExactly(
            "decay-course-rest",
            "decay-size",
            "decay-rotation",
            "decay-agreement",
            "decay-rate",
            "decay-rows-a");
    assertThat(decay.warnings()).containsExactly("Step 20: The weights shrink.");
    ReportFiles.of(data).write(folder);
    String picture = Files.readString(folder.resolve("decay.svg"));
    String text = Files.readString(folder.resolve("report.md"));
    assertThat(text)
        .contains("## What did decay do here?", "![What did decay do here?](decay.svg)")
        .contains("> - Step 20: The weights shrink.", "## What decay did, by tensor");
    for (Chart chart : decay.charts()) {
      assertThat(picture).contains(">" + chart.title() + "<");
      assertThat(text).contains(chart.note());
    }
    assertThat(ReportFiles.isIn(folder.resolve("decay.svg"))).isTrue();
  }

  /** Only every 50th of the 10,000 lines is measured; each of them is kept. */
  @Test
  void run_thatIsLong_keepsWhatWasMeasured() throws IOException {
    Reports.writeMeasuredRun(folder, 10_000);
    Path log = folder.resolve("metrics.jsonl");
    List<String> lines = Files.readAllLines(log);
    for (int i = 0; i < lines.size(); i++) {
      if (i % 50 != 7) {
        lines.set(i, lines.get(i).replaceFirst(",\"gradient_norm\":0.5,\"decay.*}}}}}", "}}}"));
      }
    }
    Files.write(log, lines);
    List<JsonNode> points = RunData.of(folder, Provenance.UNKNOWN).runs().getFirst().points();
    assertThat(points.size()).isLessThan(2500);
    assertThat(points.stream().filter(point -> point.path("groups").path("rest").has("tangential")))
        .hasSize(200);
  }
}
