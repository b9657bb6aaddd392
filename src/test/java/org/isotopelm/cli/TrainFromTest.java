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
import tools.jackson.databind.JsonNode;

/** Trainings and studies that begin with the weights of a run. */
class TrainFromTest {
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
  private static Path base;
  private Path out;

  @BeforeAll
  static void trainBase() throws IOException {
    StringBuilder text = new StringBuilder();
    StringBuilder other = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      text.append((char) ('a' + line / 10)).append(" line ").append(line * line).append('\n');
      other.append((char) ('m' + line / 10)).append(" other ").append(line * 7).append('\n');
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(folder.resolve("other.txt"), other);
    Files.writeString(folder.resolve("small.yaml"), CONFIG);
    base = folder.resolve("base");
    done(train(base));
  }

  @BeforeEach
  void nameRun(TestInfo test) {
    out = folder.resolve(test.getTestMethod().orElseThrow().getName());
  }

  private static Program train(Path out, String... settings) {
    return run("train", out, settings);
  }

  private static Program run(String command, Path out, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(command, folder.resolve("small.yaml").toString(), "--out", out.toString()));
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
    return nll(run, "validation");
  }

  private static double nll(Path run, String split) {
    Program program =
        Program.run("eval", run.toString(), "--checkpoint", "last", "--split", split, "--json");
    JsonNode eval = Json.mapper().readTree(done(program).out());
    return eval.path("nll").asDouble();
  }

  /** λ = 1 under a constant coupling takes the whole distance in each step. */
  private static String[] heldTo(String target) {
    return heldTo(target, base);
  }

  private static String[] heldTo(String target, Path from) {
    return new String[] {
      "train.from=" + from,
      "optimizer.learning_rate={peak: 1e-3, schedule: linear, warmup: 2, floor: 0}",
      "optimizer.decay=[{group: all, lambda: 1, side: weights, coupling: constant, mask: all, target: "
          + target
          + "}]"
    };
  }

  @Test
  void train_towardsItsFirstWeights_endsAtThoseOfTheRun() {
    done(train(out, heldTo("initial")));
    assertThat(nll(out)).isCloseTo(nll(base), within(1e-3));
    Path zero = folder.resolve("zero");
    done(train(zero, heldTo("zero")));
    assertThat(nll(zero)).isGreaterThan(nll(base) + 0.3);
  }

  @Test
  void train_overTheRunItBeginsWith_keepsThatRun() {
    done(train(out));
    Program again = train(out, "train.from=" + out, "--force");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("holds the run that train.from begins with");
    assertThat(nll(out)).isEqualTo(nll(base));
  }

  @Test
  void study_overTheRunItBeginsWith_keepsThatRun() {
    Path inside = out.resolve("chosen");
    done(train(inside));
    Program study =
        run(
            "study",
            out,
            "train.from=" + inside,
            "study={space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 1]}}}",
            "optimizer.decay=[{group: all, lambda: 1}]",
            "--force");
    assertThat(study.err()).contains("holds the run that train.from begins with");
    assertThat(nll(inside)).isEqualTo(nll(base));
  }

  @Test
  void train_fromARun_recordsWhichWeights() throws IOException {
    done(train(out, "train.from=" + base));
    assertThat(Files.readString(out.resolve("config.yaml")))
        .contains("from: " + base)
        .containsPattern("from_sha256: \"?[0-9a-f]{64}");
    assertThat(nll(out)).isLessThan(nll(base));
  }

  @Test
  void train_resumed_givesTheSameBits() throws IOException {
    String[] settings = heldTo("initial");
    done(train(out, settings));
    Path again = folder.resolve("again");
    done(train(again, settings));
    Damage.delete(again.resolve("checkpoints/step-40"));
    done(run("train", again, with(settings, "--resume")));
    assertThat(again.resolve(MODEL)).hasSameBinaryContentAs(out.resolve(MODEL));
  }

  private static String[] with(String[] settings, String more) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @Test
  void train_resumedAfterTheRunChanged_continuesWithWhatItBeganWith() throws IOException {
    Path changing = folder.resolve("changing");
    Damage.copy(base, changing);
    String[] settings = heldTo("initial", changing);
    done(train(out, settings));
    byte[] whole = Files.readAllBytes(out.resolve(MODEL));
    done(train(changing, "train.seed=9", "--force"));
    Damage.delete(out.resolve("checkpoints/step-40"));
    done(run("train", out, with(settings, "--resume")));
    assertThat(out.resolve(MODEL)).hasBinaryContent(whole);
  }

  @Test
  void train_resumedAfterTheRunIsGone_givesTheSameBits() throws IOException {
    Path gone = folder.resolve("gone");
    Damage.copy(base, gone);
    String[] settings =
        with(heldTo("initial", gone), "tokenizer={file: " + gone.resolve("tokenizer.json") + "}");
    done(train(out, settings));
    byte[] whole = Files.readAllBytes(out.resolve(MODEL));
    Damage.delete(gone);
    Damage.delete(out.resolve("checkpoints/step-40"));
    done(run("train", out, with(settings, "--resume")));
    assertThat(out.resolve(MODEL)).hasBinaryContent(whole);
    Damage.delete(out.resolve("checkpoints"));
    done(run("train", out, with(settings, "--resume")));
    assertThat(out.resolve(MODEL)).hasBinaryContent(whole);
  }

  @Test
  void train_resumedWithoutTheRunOrItsCopy_isRefused() throws IOException {
    Path lost = folder.resolve("lost");
    Damage.copy(base, lost);
    String[] settings = with(heldTo("initial", lost), "--resume");
    done(train(out, settings));
    Damage.delete(lost);
    Path copy = out.resolve("initial.safetensors");
    byte[] damaged = Files.readAllBytes(copy);
    damaged[damaged.length - 1] ^= 1;
    Files.write(copy, damaged);
    Program resumed = run("train", out, settings);
    assertThat(resumed.code()).isEqualTo(4);
    assertThat(resumed.err())
        .contains("initial.safetensors: is damaged, and ")
        .contains("whose weights it held, is gone; restore one of them");
    Files.delete(copy);
    Program without = run("train", out, settings);
    assertThat(without.code()).isEqualTo(4);
    assertThat(without.err()).contains("lost does not exist");
  }

  /** A plan needs the shapes only; a training finds the damage before it touches a folder. */
  @Test
  void train_fromDamagedWeights_keepsTheRunThatItWouldReplace() throws IOException {
    Path bad = folder.resolve("bad");
    Damage.copy(base, bad);
    byte[] model = Files.readAllBytes(bad.resolve(MODEL));
    model[model.length - 1] ^= 1;
    Files.write(bad.resolve(MODEL), model);
    String config = folder.resolve("small.yaml").toString();
    done(Program.run("explain", config, "--set", "train.from=" + bad));
    done(train(out));
    Program replaced = train(out, "train.from=" + bad, "--force");
    assertThat(replaced.code()).isEqualTo(4);
    assertThat(replaced.err()).contains("found checksum");
    assertThat(nll(out)).isEqualTo(nll(base));
  }

  @Test
  void train_fromWhatDoesNotFit_isRefused() {
    refused("train.from=nowhere", 4, "nowhere does not exist; name a folder");
    refused("train.from=" + base, 3, "do not fit this model", "model.embedding=9");
    refused("train.from=" + base, 3, "gives another tokenizer", "tokenizer={kind: char}");
    Path counted = folder.resolve("counted");
    done(train(counted, "model={kind: ngram, order: 2}", "train=null", "optimizer=null"));
    refused("train.from=" + counted, 3, "counted has no weights to begin with; name the run of a");
    refused("train.from_sha256=" + "a".repeat(64), 3, "is given without from");
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
  void train_asAnotherModelOfTheSameShapes_warns() {
    Program program = done(train(out, "train.from=" + base, "model.activation=relu"));
    assertThat(program.err())
        .contains("was trained as another model, so its weights mean something else here: ")
        .contains("model.activation was ");
  }

  @Test
  void train_onTextThatTheRunHasSeen_warns() {
    Program program = done(train(out, "train.from=" + base, "data.split.seed=2"));
    assertThat(program.err()).contains("was trained on").contains("so its nll may be too low");
  }

  @Test
  void study_withOpponentsFromNothingAndFromAnotherRun_comparesThem() {
    Path other = folder.resolve("other");
    done(train(other, "train.seed=9"));
    Program study =
        done(
            run(
                "study",
                out,
                "train.from=" + base,
                "train.steps=1",
                "optimizer.learning_rate.peak=1e-9",
                "optimizer.decay=[{group: all, lambda: 0}]",
                "study={search: {kind: grid}, space: {lambda: {set: [optimizer.decay.all.lambda], values: [0]}}, folds: 2,"
                    + " opponents: {scratch: {train.from: null}, other: {train.from: "
                    + other
                    + "}}}",
                "--json"));
    JsonNode opponents = Json.mapper().readTree(study.out()).path("opponents");
    assertThat(opponents.get(0).path("nll").asDouble()).isGreaterThan(5); // log 257 is 5.5
    assertThat(opponents.get(1).path("nll").asDouble()).isLessThan(5);
  }

  @Test
  void study_fromARun_beginsEveryCellWithIt() {
    done(
        run(
            "study",
            out,
            "train.from=" + base,
            "train.steps=1",
            "optimizer.learning_rate.peak=1e-9",
            "optimizer.decay=[{group: all, lambda: 0}]",
            "study={search: {kind: grid}, space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 0.1]}}, folds: 2}"));
    assertThat(nll(out.resolve("chosen"), "test")).isCloseTo(nll(base, "test"), within(1e-3));
  }
}
