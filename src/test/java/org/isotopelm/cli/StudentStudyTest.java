package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A study that makes a student of its ensemble. */
class StudentStudyTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 8, hidden: [16]}
      train: {steps: 40, batch: 32, seed: 3}
      optimizer: {kind: adamw, learning_rate: {peak: 3e-2}, decay: [{group: all, lambda: 0.1}]}
      engine: {products: java}
      study:
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 0.1]}}
        folds: 2
        final: {members: 2, student: {width: 0.5}}
      """;

  @TempDir Path folder;

  private Path write(String content) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      text.append((char) ('a' + line / 10)).append(" line ").append(line * line).append('\n');
    }
    Files.writeString(folder.resolve("text.txt"), text);
    return Files.writeString(folder.resolve("small.yaml"), content);
  }

  /** Each fold learns a tokenizer of its own, and none of them is the ensemble's. */
  @ParameterizedTest
  @ValueSource(strings = {"lambda", "exposure", "timescale", "tokens"})
  void study_withTokenizersOfFolds_teachesAStudent(String hold) throws IOException {
    Path config =
        write(CONFIG.replace("{kind: byte}", "{kind: bpe, vocabulary: 290}") + "  hold: " + hold);
    Path out = folder.resolve("study");
    Program study = Program.run("study", config.toString(), "--out", out.toString());
    assertThat(study.code()).as(study.err()).isZero();
    assertThat(out.resolve("student")).isDirectory();
  }

  @Test
  void study_withAStudent_trainsItByTheEnsemble() throws IOException {
    Path config = write(CONFIG);
    Path out = folder.resolve("study");
    Program study = Program.run("study", config.toString(), "--out", out.toString(), "--json");
    assertThat(study.code()).as(study.err()).isZero();
    JsonNode rungs = Json.mapper().readTree(study.out()).path("final");
    assertThat(rungs.valueStream().map(rung -> rung.path("name").asString()))
        .containsExactly("single", "ensemble", "student");
    assertThat(rungs.get(2).path("paired_to_single").path("difference").isNumber()).isTrue();
    assertThat(rungs.get(2).path("bytes_on_disk").asLong())
        .isLessThan(rungs.get(0).path("bytes_on_disk").asLong());
    assertThat(Files.readString(out.resolve("student/config.yaml")))
        .contains("embedding: 4", "run: " + out.resolve("ensemble"), "weight: 0.9")
        .containsPattern("sha256: \"?[0-9a-f]{64}");
    Program export =
        Program.run(
            "export",
            out.resolve("ensemble").toString(),
            "--to",
            "safetensors",
            "--out",
            folder.resolve("exported").toString());
    assertThat(export.code()).isNotZero();
    assertThat(export.err()).contains("export its student, " + out.resolve("student"));
  }
}
