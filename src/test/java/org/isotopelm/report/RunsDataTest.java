package org.isotopelm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.RunsData;
import org.isotopelm.report.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsDataTest {
  @TempDir Path folder;

  /** The last evaluation of {@link Reports#writeRun}: 3 + 1/400 + λ + 0.2. */
  @Test
  void of_twoRuns_comparesTheSecondWithTheFirst() throws IOException {
    ReportData data = RunsData.of(List.of(run("a", 0.1), run("b", 0.35)), Provenance.UNKNOWN);
    Table results = data.results().getFirst();
    int minus =
        results.columns().stream().map(Table.Column::name).toList().indexOf("minus the first run");
    assertThat(results.rows().get(1).cells().get(minus).text()).isEqualTo("0.2500");
    assertThat(results.rows().get(0).marked()).isTrue();
    assertThat(results.rows().get(1).marked()).isFalse();
    assertThat(data.verdict()).startsWith("a has the lowest nll").contains("3.3025");
    assertThat(data.kind()).isEqualTo("2 training runs");
  }

  @Test
  void of_twoRuns_drawsBothInOneChart() throws IOException {
    ReportData data = RunsData.of(List.of(run("a", 0.1), run("b", 0.35)), Provenance.UNKNOWN);
    Chart held = Objects.requireNonNull(data.training()).wide().getFirst();
    assertThat(held.lines()).extracting(Chart.Line::name).containsExactly("a", "b");
    assertThat(held.legend()).hasSize(2);
    assertThat(held.x().high()).isEqualTo(400);
  }

  @Test
  void of_runsOfOneName_namesTheFolder() throws IOException {
    Path other = run("x/a", 0.2);
    ReportData data = RunsData.of(List.of(run("a", 0.1), other), Provenance.UNKNOWN);
    assertThat(data.runs().get(1).name()).isEqualTo(other.toString());
  }

  @Test
  void markdown_ofRuns_hasTheirTables() throws IOException {
    String text =
        Markdown.of(RunsData.of(List.of(run("a", 0.1), run("b", 0.35)), Provenance.UNKNOWN));
    assertThat(text)
        .startsWith("# 2 runs\n")
        .contains("## Results", "## Decay plans", "## Training of the run b")
        .doesNotContain("## The decay plan");
  }

  private Path run(String name, double lambda) throws IOException {
    Reports.writeRun(folder.resolve(name), lambda, 40);
    return folder.resolve(name);
  }
}
