package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Bits flipped in every file of a run: what is read then is refused or is what it was, and never
 * another figure.
 */
class RunDamageTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.1, seed: 1}}
      tokenizer: {kind: bpe, vocabulary: 280}
      model: {kind: mlp, context: 2, embedding: 4, hidden: [8]}
      train: {steps: 20, batch: 8, seed: 3, evaluate: {every: 5}, checkpoint: {every: 5, keep: all}}
      optimizer: {kind: adamw, learning_rate: {peak: 1e-2}, decay: [{group: all, lambda: 0.1}]}
      """;

  @TempDir Path folder;
  private Path config;
  private Path run;
  private final Damage damage = new Damage(6);

  @BeforeEach
  void train() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      text.append("line ").append(line * line).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    config = Files.writeString(folder.resolve("small.yaml"), CONFIG);
    run = folder.resolve("run");
    assertThat(train(run).code()).isZero();
  }

  private Program train(Path out, String... more) {
    List<String> words =
        new ArrayList<>(List.of("train", config.toString(), "--out", out.toString()));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  @Test
  void eval_anyBitFlipped_isRefusedOrGivesTheSameFigures() throws IOException {
    JsonNode sound = figures(Program.run("eval", run.toString(), "--json"));
    for (Path file :
        Damage.files(run, path -> !path.getFileName().toString().startsWith("report"))) {
      byte[] whole = Files.readAllBytes(file);
      for (int place = 0; place < damage.places(); place++) {
        Files.write(file, damage.flipped(whole, place));
        Program eval = Program.run("eval", run.toString(), "--json");
        if (eval.code() == 0) {
          assertThat(figures(eval)).as(file.toString()).isEqualTo(sound);
          damage.passed();
        } else {
          damage.refused(eval, file, 3, 4);
        }
      }
      Files.write(file, whole);
    }
    assertThat(damage.refused()).isGreaterThan(4 * damage.places());
    damage.tell("eval of a run");
  }

  private static JsonNode figures(Program eval) {
    assertThat(eval.code()).as(eval.err()).isZero();
    return Json.mapper().readTree(eval.bytes());
  }

  @Test
  void resume_anyBitFlipped_isRefusedOrEndsInTheSameBits() throws IOException {
    Path half = folder.resolve("half");
    Damage.copy(run, half);
    for (String later : List.of("step-15", "step-20")) {
      Damage.delete(half.resolve("checkpoints").resolve(later));
    }
    Files.writeString(half.resolve("checkpoints/last"), "step-10\n");
    byte[] weights = Files.readAllBytes(run.resolve("checkpoints/step-20/model.safetensors"));
    Path copy = folder.resolve("copy");
    for (Path file : Damage.files(half, path -> !path.toString().contains("step-5"))) {
      for (int place = 0; place < damage.places(); place++) {
        Damage.copy(half, copy);
        Path damaged = copy.resolve(half.relativize(file));
        Files.write(damaged, damage.flipped(Files.readAllBytes(file), place));
        Program resume = train(copy, "--resume");
        if (resume.code() == 0) {
          assertThat(copy.resolve("checkpoints/step-20/model.safetensors"))
              .as(file.toString())
              .hasBinaryContent(weights);
          assertMetricsRightOrNamed(copy, resume);
          damage.passed();
        } else {
          damage.refused(resume, file, 1, 3, 4);
        }
        Damage.delete(copy);
      }
    }
    damage.tell("resume of a run");
  }

  private void assertMetricsRightOrNamed(Path copy, Program resume) throws IOException {
    boolean same = metrics(copy).equals(metrics(run));
    assertThat(same || resume.err().contains("metrics.jsonl")).as(resume.err()).isTrue();
  }

  private static List<String> metrics(Path of) throws IOException {
    return Files.readAllLines(of.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll("\"seconds\":[^,]*,", ""))
        .toList();
  }
}
