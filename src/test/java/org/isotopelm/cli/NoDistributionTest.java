package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.Json;
import org.isotopelm.project.Origin;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.RunsData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A model whose scores are no probabilities, as stupid back-off has: every command says so. */
class NoDistributionTest {
  private static final String SAID = "are no probabilities, because they do not sum to one";

  @TempDir static Path folder;
  private static Path run;
  private static Path proper;
  private static Program trained;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 60; line++) {
      text.append("line ").append(line * line % 17).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(
        folder.resolve("counted.yaml"),
        """
        data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.1, seed: 1}}
        tokenizer: {kind: byte}
        model: {kind: ngram, order: 3, smoothing: stupid_backoff}
        """);
    run = folder.resolve("run");
    proper = folder.resolve("proper");
    trained = train(run);
    train(proper, "--set", "model.smoothing=witten_bell");
  }

  private static Program train(Path out, String... more) {
    String config = folder.resolve("counted.yaml").toString();
    List<String> words = new ArrayList<>(List.of("train", config, "--out", out.toString()));
    words.addAll(List.of(more));
    Program program = Program.run(words.toArray(String[]::new));
    assertThat(program.code()).as(program.err()).isZero();
    return program;
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void train_saysSo_andItsReportBeginsWithIt() throws IOException {
    assertThat(flat(trained.err())).contains(SAID);
    assertThat(flat(Files.readString(run.resolve("report.md"))))
        .containsSubsequence("The scores of this model " + SAID, "Validation split: ");
    assertThat(Files.readString(proper.resolve("report.md"))).doesNotContain(SAID);
  }

  @Test
  void eval_warnsFirst_inTextAndJson() {
    Program shown = Program.run("eval", run.toString(), folder.resolve("text.txt").toString());
    assertThat(flat(shown.err())).containsSubsequence(SAID, "was trained on");
    JsonNode json =
        Json.mapper()
            .readTree(Program.run("eval", run.toString(), proper.toString(), "--json").bytes());
    JsonNode runs = json.path("runs");
    assertThat(runs.path(0).path("warnings").path(0).asString())
        .startsWith(run + ": ")
        .contains(SAID);
    assertThat(runs.path(1).path("warnings").size()).isZero();
  }

  @Test
  void report_besideAnotherRun_neverCallsItTheBest() {
    ReportData both = RunsData.of(List.of(run, proper), Origin.read(run));
    assertThat(both.verdict()).startsWith("proper has the lowest nll");
    ReportData alone = RunsData.of(List.of(run, run), Origin.read(run));
    assertThat(alone.verdict()).isEqualTo("No run has scored a validation split.");
  }

  @Test
  void mix_refusesIt_andWritesNothing() {
    Path out = folder.resolve("mixed");
    Program mixed = Program.run("mix", proper.toString(), run.toString(), "--out", out.toString());
    assertThat(mixed.code()).isEqualTo(4);
    assertThat(flat(mixed.err())).contains(run + ": its scores", SAID, "leave it out");
    assertThat(out).doesNotExist();
  }

  @Test
  void study_overSmoothing_neverChoosesIt_andSaysWhy() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("study.yaml"),
            Files.readString(folder.resolve("counted.yaml"))
                + """
                study:
                  search: {kind: grid}
                  space: {smoothing: {set: [model.smoothing], values: [stupid_backoff, additive]}}
                  folds: 2
                """);
    Path out = folder.resolve("study");
    Program program = Program.run("study", config.toString(), "--out", out.toString(), "--json");
    assertThat(program.code()).as(program.err()).isZero();
    JsonNode study = Json.mapper().readTree(program.bytes());
    assertThat(study.path("best").path("smoothing").asString()).isEqualTo("additive");
    JsonNode point = study.path("points").path(0);
    assertThat(point.path("status").asString()).isEqualTo("failed");
    assertThat(point.path("because").asString()).startsWith("incomparable: its scores do not sum");
    assertThat(study.path("warnings").path(0).asString())
        .startsWith("smoothing = stupid_backoff cannot be chosen: the scores of 2 models " + SAID);
  }
}
