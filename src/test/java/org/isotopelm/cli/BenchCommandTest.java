package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.isotopelm.Json;
import org.junit.jupiter.api.Test;
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
  void bench_ofNoTime_isAUsageError() {
    assertThat(Program.run("bench", "mlp-1024", "--seconds", "0").code()).isEqualTo(2);
  }
}
