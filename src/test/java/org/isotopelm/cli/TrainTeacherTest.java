package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that learn from another run. */
class TrainTeacherTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 8, hidden: [16]}
      train: {steps: 40, batch: 32, seed: 3, evaluate: {every: 40}, checkpoint: {every: 20, keep: all}}
      optimizer: {kind: adamw, learning_rate: {peak: 3e-2}}
      engine: {products: java}
      """;

  private static final String MODEL = "checkpoints/step-40/model.safetensors";

  @TempDir static Path folder;
  private static Path teacher;
  private Path out;

  @BeforeAll
  static void trainTeacher() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      text.append((char) ('a' + line / 10)).append(" line ").append(line * line).append('\n');
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(folder.resolve("small.yaml"), CONFIG);
    teacher = folder.resolve("teacher");
    done(train(teacher, "model={kind: ngram, order: 3}", "train=null", "optimizer=null"));
  }

  @BeforeEach
  void nameRun(TestInfo test) {
    out = folder.resolve(test.getTestMethod().orElseThrow().getName());
  }

  private static Program train(Path out, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of("train", folder.resolve("small.yaml").toString(), "--out", out.toString()));
    for (String setting : settings) {
      words.addAll(setting.startsWith("--") ? List.of(setting) : List.of("--set", setting));
    }
    return Program.run(words.toArray(String[]::new));
  }

  private static Program done(Program program) {
    assertThat(program.code()).as(program.err()).isZero();
    return program;
  }

  private static double nll(Path run) {
    Program program = done(Program.run("eval", run.toString(), "--json"));
    return Json.mapper().readTree(program.out()).path("nll").asDouble();
  }

  private static String taughtBy(Path run) {
    return "train.teacher={run: " + run + ", weight: 0.8, top: 8}";
  }

  /**
   * With the whole loss from the teacher, the text's own next tokens count only by what it says.
   */
  @Test
  void train_byATeacherAlone_comesCloseToTheTeacher() {
    String longer = "train.steps=400";
    done(train(out, "train.teacher={run: " + teacher + ", weight: 1}", longer));
    assertThat(nll(out)).isCloseTo(nll(teacher), within(0.35));
    Path untaught = folder.resolve("untaught");
    done(train(untaught, longer));
    assertThat(nll(untaught)).isNotEqualTo(nll(out));
  }

  @Test
  void train_byAPathAlone_recordsTheTeacherWithItsDefaults() throws IOException {
    done(train(out, "train.teacher=" + teacher));
    assertThat(Files.readString(out.resolve("config.yaml")))
        .contains("run: " + teacher)
        .contains("weight: 0.5", "top: 64")
        .containsPattern("sha256: \"?[0-9a-f]{64}");
  }

  @Test
  void train_resumedWhenTheTeacherIsGone_givesTheSameBits() throws IOException {
    Path gone = folder.resolve("gone");
    Damage.copy(teacher, gone);
    String[] settings = {taughtBy(gone)};
    done(train(out, settings));
    byte[] whole = Files.readAllBytes(out.resolve(MODEL));
    Damage.delete(out.resolve("checkpoints/step-40"));
    done(train(out, taughtBy(gone), "--resume"));
    assertThat(out.resolve(MODEL)).hasBinaryContent(whole);
    Damage.delete(gone);
    Damage.delete(out.resolve("checkpoints/step-40"));
    done(train(out, taughtBy(gone), "--resume"));
    assertThat(out.resolve(MODEL)).hasBinaryContent(whole);
  }

  @Test
  void train_resumedAfterTheTeacherChanged_continuesWithWhatItBeganWith() throws IOException {
    Path changing = folder.resolve("changing");
    Damage.copy(teacher, changing);
    done(train(out, taughtBy(changing)));
    byte[] whole = Files.readAllBytes(out.resolve(MODEL));
    done(
        train(
            changing, "model={kind: ngram, order: 2}", "train=null", "optimizer=null", "--force"));
    Damage.delete(out.resolve("checkpoints/step-40"));
    done(train(out, taughtBy(changing), "--resume"));
    assertThat(out.resolve(MODEL)).hasBinaryContent(whole);
  }

  @Test
  void train_withSeveralThreads_givesTheSameBits() {
    done(train(out, taughtBy(teacher)));
    Path other = folder.resolve("other");
    done(train(other, taughtBy(teacher), "engine.threads=3", "--threads=3"));
    assertThat(other.resolve(MODEL)).hasSameBinaryContentAs(out.resolve(MODEL));
  }

  @Test
  void train_overItsTeacher_keepsIt() {
    done(train(out));
    Program again = train(out, "train.teacher=" + out, "--force");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("holds the run that train.teacher names");
    assertThat(nll(out)).isPositive();
  }

  @Test
  void train_byWhatCannotTeach_isRefused() {
    refused("train.teacher=nowhere", 4, "nowhere does not exist; name a folder");
    refused("train.teacher=" + teacher, 3, "gives another tokenizer", "tokenizer={kind: char}");
    refused("train.teacher={weight: 0.5}", 3, "run is missing");
    refused("train.teacher={run: x, weight: 2}", 3, "train.teacher.weight: 2");
    Path scores = folder.resolve("scores");
    done(
        train(
            scores,
            "model={kind: ngram, order: 2, smoothing: stupid_backoff}",
            "train=null",
            "optimizer=null"));
    refused("train.teacher=" + scores, 3, "scores gives scores that are no probabilities");
  }

  private void refused(String setting, int code, String message, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add(setting);
    Program program = train(out, settings.toArray(String[]::new));
    assertThat(program.err()).contains(message).doesNotContain("Exception");
    assertThat(program.code()).isEqualTo(code);
    assertThat(out).doesNotExist();
  }

  @Test
  void train_byATeacherThatHasSeenTheHeldOutText_warns() {
    Path seen = folder.resolve("seen");
    done(
        train(
            seen,
            "model={kind: ngram, order: 3}",
            "train=null",
            "optimizer=null",
            "data.split={validation: 0, test: 0.2, seed: 1}"));
    Program program = done(train(out, "train.teacher=" + seen));
    assertThat(program.err()).contains("seen was trained on ").contains("may be too low");
  }
}
