package org.isotopelm.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BenchCommandTest {
  @Test
  void bench_ofAStandardTraining_measuresIt() {
    Program program =
        Program.run(
            "bench", "mlp-1024", "--seconds", "0.2", "--json", "--set", "engine.products=java");
    assertThat(program.code()).as(program.err()).isZero();
    JsonNode report = Json.mapper().readTree(program.out());
    assertThat(report.path("sgemm_gflops").asDouble()).isPositive();
    JsonNode run = report.path("runs").get(0);
    assertThat(run.path("name").asString()).isEqualTo("mlp-1024");
    assertThat(run.path("products").asString()).isEqualTo("java");
    JsonNode ms = run.path("ms_per_step");
    assertThat(ms.path("median").asDouble())
        .isBetween(ms.path("min").asDouble(), ms.path("max").asDouble());
    // 6·(4·64·128 + 128·1024) FLOP a target, 256 targets a step
    assertThat(run.path("gflops").asDouble() * ms.path("median").asDouble() * 1e6)
        .isCloseTo(6.0 * (4 * 64 * 128 + 128 * 1024) * 256, withPercentage(0.1));
    assertThat(run.path("phases").path("products").asDouble()).isPositive();
  }

  @Test
  void bench_ofNothingKnown_namesWhatIs() {
    Program program = Program.run("bench", "gpt-9000");
    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err()).contains("'gpt-9000' is neither a config nor one of gpt-char");
  }

  @Test
  void bench_ofACountedModel_measuresNothing() {
    Program program = Program.run("bench", "configs/ngram.yaml");
    assertThat(program.code()).isEqualTo(3);
    assertThat(program.err())
        .contains("the model has no weights, which bench needs")
        .doesNotContain("sgemm");
  }

  @Test
  void bench_ofNoTime_isAUsageError() {
    assertThat(Program.run("bench", "mlp-1024", "--seconds", "0").code()).isEqualTo(2);
  }

  @Test
  void bench_ofOneTrainingForAMoment_doesNotChangeWhatAutoMeans(@TempDir Path home)
      throws IOException {
    Path own = Files.writeString(home.resolve("text.txt"), numberedLines());
    Path config =
        Files.writeString(
            home.resolve("small.yaml"),
            """
            data: {files: [%s], documents: line, split: {validation: 0.1, test: 0.1, seed: 1}}
            tokenizer: {kind: byte}
            model: {kind: mlp, context: 2, embedding: 8, hidden: [16]}
            train: {steps: 20, batch: 8, seed: 3}
            optimizer: {kind: adamw, learning_rate: {peak: 1e-2}, decay: [{group: all, lambda: 0}]}
            """
                .formatted(own));
    Program program = Program.run(home, "bench", config.toString(), "--seconds", "0.1");
    assertThat(program.code()).as(program.err()).isZero();
    assertThat(program.err()).contains("auto stays as it is", "all standard trainings");
    assertThat(home.resolve("data/cache/engine.json")).doesNotExist();
  }

  private static String numberedLines() {
    return IntStream.range(0, 200).mapToObj(i -> "line " + i * i + "\n").collect(joining());
  }
}
