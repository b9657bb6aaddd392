package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.Gradients;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.text.DataSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Advice by the command line, from a study and a run that take a fraction of a second. */
class AdviseCommandTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, limit: {bytes: 2000}, split: {validation: 0.2, test: 0, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 4, hidden: [8], tied: false}
      train: {epochs: 8, batch: 32, seed: 1}
      optimizer:
        kind: adamw
        learning_rate: {peak: 1e-2, schedule: constant}
        decay: [{group: all, roles: [matrix, token_embedding], lambda: 0.1}, {group: rest, lambda: 0}]
      """;
  private static final String STUDY =
      """
      study:
        search: {kind: grid}
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0.01, 0.1, 1]}}
        folds: 2
      """;

  @TempDir static Path folder;
  private static Path study;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    study = folder.resolve("study");
    run = folder.resolve("run");
    Random random = new Random(1);
    String[] words = {"one", "of", "these", "ten", "words", "comes", "after", "another", "at"};
    Files.writeString(
        folder.resolve("text.txt"),
        IntStream.range(0, 120)
            .mapToObj(
                i ->
                    random
                        .ints(8, 0, words.length)
                        .mapToObj(w -> words[w])
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n")));
    Path config = folder.resolve("tiny.yaml");
    Files.writeString(config, CONFIG + STUDY);
    made("study", config, study);
    made("train", config, run);
  }

  private static void made(String command, Path config, Path out) {
    Program program = Program.run(command, config.toString(), "--out", out.toString(), "--quiet");
    assertThat(program.code()).as(program.err()).isZero();
  }

  private static JsonNode advise(Path from, String... options) {
    Program program = program(from, options);
    assertThat(program.code()).as(program.err()).isZero();
    return Json.mapper().readTree(program.out());
  }

  private static Program program(Path from, String... options) {
    List<String> words = new ArrayList<>(List.of("advise", from.toString(), "--json"));
    words.addAll(List.of(options));
    return Program.run(words.toArray(String[]::new));
  }

  @Test
  void data_twice_halvesTheLambdaOfTheStudy() {
    JsonNode found = advise(study, "--data", "2x");
    double lambda = found.path("lambda").asDouble();
    assertThat(lambda).isCloseTo(found.at("/anchor/lambda").asDouble() / 2, within(1e-9));
    assertThat(found.at("/ci95/0").asDouble()).isLessThan(lambda);
    assertThat(found.at("/ci95/1").asDouble()).isGreaterThan(lambda);
    // τ = 1/(η·λ) steps, η = 0.01.
    assertThat(found.path("timescale_steps").asDouble() * lambda).isCloseTo(100, within(1e-9));
  }

  @Test
  void config_ofAllChanges_isAStudyOfThreeLambdasAtTheOtherSetting() {
    Path elsewhere = folder.resolve("elsewhere");
    assertThat(elsewhere.toFile().mkdir()).isTrue();
    Path out = elsewhere.resolve("larger.yaml");
    JsonNode found =
        advise(
            study,
            "--data",
            "1.5x",
            "--batch",
            "2x",
            "--width",
            "2x",
            "--epochs",
            "2x",
            "--learning-rate",
            "0.5x",
            "--out",
            out.toString());
    assertThat(found.path("config").asString()).isEqualTo(out.toString());
    Config config = ConfigFile.read(out, List.of()).config();
    DataSpec data = Objects.requireNonNull(config.data());
    assertThat(Objects.requireNonNull(data.limit()).bytes()).isEqualTo(3000);
    assertThat(data.files()).containsExactly(folder.resolve("text.txt").toString());
    assertThat(Gradients.train(config).batch()).isEqualTo(64);
    assertThat(Gradients.train(config).epochs()).isEqualTo(16);
    assertThat(Gradients.optimizer(config).learningRate().peak()).isEqualTo(0.005);
    assertThat(Json.mapper().writeValueAsString(config.model()))
        .contains("\"embedding\":8", "\"hidden\":[16]");
    double lambda = found.path("lambda").asDouble();
    StudySpec spec = Objects.requireNonNull(config.study());
    Dimension searched = Objects.requireNonNull(spec.space().get("lambda"));
    List<Object> values = Objects.requireNonNull(searched.values());
    assertThat(values).hasSize(3);
    for (int i = 0; i < 3; i++) {
      double want = lambda * Math.pow(2, i - 1);
      assertThat(((Number) values.get(i)).doubleValue()).isCloseTo(want, within(want / 100));
    }
    Program dry = Program.run("study", out.toString(), "--dry-run", "--json");
    assertThat(dry.code()).as(dry.err()).isZero();
  }

  /** A batch of 32 · 0.05 = 1.6 rows becomes one of 2 rows, a sixteenth. */
  @Test
  void batch_thatIsNotWhole_isPredictedAsItIsRounded() {
    Path out = folder.resolve("rounded.yaml");
    JsonNode found = advise(run, "--batch", "0.05x", "--out", out.toString());
    JsonNode exact = advise(run, "--batch", "0.0625x", "--out", out.toString());
    assertThat(found.path("lambda").asDouble())
        .isCloseTo(exact.path("lambda").asDouble(), within(1e-12));
    assertThat(found.path("notes").toString()).contains("train.batch: 2, which is 0.0625 times");
    assertThat(exact.path("notes").toString()).doesNotContain("whole rows");
    Config config = ConfigFile.read(out, List.of()).config();
    assertThat(Gradients.train(config).batch()).isEqualTo(2);
    assertThat(Gradients.train(config).shards()).isLessThanOrEqualTo(2);
  }

  @Test
  void data_moreThanThereIs_isPredictedWithoutAStudy() {
    JsonNode found = advise(study, "--data", "100x");
    assertThat(found.path("config").isNull()).isTrue();
    assertThat(found.path("notes").toString()).contains("needs 200,000").contains("Name more text");
  }

  @Test
  void run_isScaledFromItsOwnLambda_withAWideInterval() {
    JsonNode found = advise(run, "--epochs", "2x");
    assertThat(found.path("lambda").asDouble()).isCloseTo(0.1, within(1e-9));
    assertThat(found.at("/ci95/1").asDouble()).isGreaterThan(0.8);
    assertThat(found.path("notes").toString()).contains("is a run, so its λ was not searched");
    Path config = Path.of(found.path("config").asString());
    assertThat(config).isEqualTo(folder.resolve("run-epochs-2x.yaml"));
    Program dry = Program.run("study", config.toString(), "--dry-run", "--json");
    assertThat(dry.code()).as(dry.err()).isZero();
  }

  @Test
  void text_saysWhatToRunNext() {
    Program program = Program.run("advise", study.toString(), "--epochs", "2x");
    assertThat(program.out())
        .contains("predicted", "constant timescale in epochs", "arXiv 2405.13698")
        .contains("isotope study " + study.resolve("study-epochs-2x.yaml"));
    assertThat(program.out().lines())
        .allMatch(line -> line.length() <= 100 || line.startsWith("  isotope"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs | 0x | --epochs 0x: must be a factor",
        "--epochs | many | --epochs many: must be a factor",
        "--data | 2 | --data 2: must be a factor",
        "--batch | 0.01x | train.batch is 32, and 0.01 times that rounds to 0",
        "--width | 0.01x | rounds to 0; choose a larger factor",
        "--deta | 2x | did you mean '--data'?",
        "--out | a.yaml | name at least one change"
      })
  void options_thatAreWrong_areUsageErrors(String option, String value, String message) {
    Program program = program(run, option, value);
    assertThat(program.code()).isEqualTo(2);
    assertThat(program.out() + program.err()).contains(message);
  }

  @Test
  void folder_thatHoldsNeither_isRefused() {
    Program program = program(folder, "--data", "2x");
    assertThat(program.code()).isEqualTo(4);
    assertThat(program.out()).contains("neither a run nor a study");
  }

  @Test
  void out_ofAnotherFile_isNotOverwritten() {
    Program program =
        program(study, "--data", "2x", "--out", folder.resolve("text.txt").toString());
    assertThat(program.code()).isEqualTo(1);
    assertThat(program.out()).contains("is not a config that advise wrote");
  }
}
