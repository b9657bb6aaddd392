package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.Card;
import org.isotopelm.report.run.RunData;
import org.isotopelm.report.run.RunsData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports say of models that are made in one go. */
class MadeReportTest {
  private static final String TEXT =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      engine: {products: java}
      """;
  private static final String COUNTED = TEXT + "model: {kind: ngram, order: 3}\n";
  private static final String NEURAL =
      TEXT
          + """
          model: {kind: mlp, context: 2, embedding: 4, hidden: [4]}
          train: {steps: 2, batch: 8}
          """;

  @TempDir static Path folder;
  private static Path counted;
  private static Path neural;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      text.append("line ").append(line * line).append('\n');
    }
    Files.writeString(folder.resolve("text.txt"), text);
    counted = train("counted", COUNTED);
    neural = train("neural", NEURAL);
  }

  private static Path train(String name, String config) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), config);
    Path out = folder.resolve(name);
    run("train", file.toString(), "--out", out.toString());
    return out;
  }

  private static void run(String... words) {
    Program program = Program.run(words);
    assertThat(program.code()).as(program.err()).isZero();
  }

  /** Two steps from random weights are worse than counting. */
  @Test
  void report_ofSeveralRuns_ranksTheCountedOneToo() {
    ReportData data = RunsData.of(List.of(neural, counted), Provenance.UNKNOWN);
    assertThat(data.verdict()).startsWith("counted has the lowest nll");
    assertThat(data.results().getFirst().rows().get(1).marked()).isTrue();
  }

  @Test
  void report_ofACountedRun_hasItsNgramsByOrder_andNoDecayPlan() throws IOException {
    ReportData data = RunData.of(counted, Provenance.UNKNOWN);
    assertThat(data.cards())
        .extracting(Card::name)
        .containsExactly("Held-out nll", "Perplexity", "N-grams", "Made in");
    assertThat(data.results().getFirst().rows()).hasSize(3);
    // 256 bytes, the end and the beginning of a document.
    assertThat(data.results().getFirst().rows().getFirst().cells().get(1).text()).isEqualTo("258");
    assertThat(Files.readString(counted.resolve("report.md")))
        .contains("## N-grams by order")
        .doesNotContain("decay plan");
  }
}
