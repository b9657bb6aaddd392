package org.isotopelm.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.run.ReportData.Card;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counted baseline in the report of a run. */
class CountedRunTest {
  private static final String POINT =
      """
      {"step": %d, "tokens": 100, "epoch": 1.0, "seconds": 2.0, "train_nll": 3.0, \
      "validation_nll": %s, "learning_rate": 0.1, "gradient_norm": 1.0, "groups": {}}
      """;
  private static final String COUNTED =
      """
      {"order": 5, "tokens": 90, "nll": 3.75, "perplexity": 42.52, "bits_per_byte": 1.9, \
      "ci95": [3.6, 3.9]}
      """;

  @TempDir Path folder;

  @Test
  void report_ofARunWithABaseline_comparesItWithTheLowestNll() throws IOException {
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        String.format(Locale.ROOT, POINT, 1, "4.0") + String.format(Locale.ROOT, POINT, 2, "3.95"));
    Files.writeString(folder.resolve(CountedScore.FILE), COUNTED);
    ReportData data = RunData.of(folder, Provenance.UNKNOWN);
    assertThat(data.verdict())
        .endsWith(
            "A counted 5-gram of the same tokens has 3.7500 nats per token, 0.2000 nats lower.");
    assertThat(data.cards())
        .filteredOn(card -> card.name().equals("Counted 5-gram"))
        .extracting(Card::value)
        .containsExactly("3.7500");
    Chart.Line line =
        Objects.requireNonNull(data.training()).wide().getFirst().lines().stream()
            .filter(each -> each.look() == LineLook.COUNTED)
            .findFirst()
            .orElseThrow();
    assertThat(line.x()).containsExactly(0.0, 2.0);
    assertThat(line.y()).containsExactly(3.75, 3.75);
  }

  @Test
  void report_ofADamagedBaseline_leavesItOut() throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), String.format(Locale.ROOT, POINT, 1, "4.0"));
    Files.writeString(folder.resolve(CountedScore.FILE), COUNTED.substring(0, 30));
    assertThat(RunData.of(folder, Provenance.UNKNOWN).verdict()).doesNotContain("counted");
  }
}
