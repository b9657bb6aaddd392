package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code eval --prove} of a small network over words, some of which it does not know. */
class ProveCommandTest {
  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void train() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 60; line++) {
      text.append("line ").append(line * line % 17).append("  of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Path config =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.1, seed: 1}}
            tokenizer: {kind: word, minimum_count: 5}
            model: {kind: mlp, context: 2, embedding: 8, hidden: [16]}
            train: {steps: 10, batch: 8, seed: 3}
            optimizer: {kind: adamw, learning_rate: {peak: 1e-2}, decay: [{group: all, lambda: 0.1}]}
            """);
    run = folder.resolve("run");
    Program trained = Program.run("train", config.toString(), "--out", run.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @Test
  void prove_ofARun_showsTheProofBesideItsFigures() {
    Program proved = Program.run("eval", run.toString(), "--prove", "--json");
    assertThat(proved.code()).as(proved.err()).isZero();
    JsonNode report = Json.mapper().readTree(proved.bytes());
    JsonNode proof = report.path("proof");
    assertThat(proof.path("contexts").asLong()).isEqualTo(report.path("tokens").asLong());
    assertThat(proof.path("largest_deviation").asDouble()).isBetween(0.0, 1e-12);
    for (String part : new String[] {"causal", "once", "decoded"}) {
      assertThat(proof.path(part).asBoolean()).as(part).isTrue();
    }
    double bits = report.path("nll").asDouble() * report.path("tokens").asLong() / Math.log(2);
    assertThat(proof.path("ideal_bits").asDouble()).isCloseTo(bits, within(1e-6 * bits));
    assertThat(proof.path("coded_bits").asDouble()).isCloseTo(bits, within(64.0));
    assertThat(proof.path("other_bits").asLong()).as("two blanks, unknown words").isPositive();
    Program shown = Program.run("eval", run.toString(), "--prove");
    assertThat(shown.out().replaceAll("\\s+", " "))
        .contains("proof: ", "decoded, the text is the same to the byte", "unknown words");
  }

  @Test
  void prove_notAsked_showsNoProof() {
    Program plain = Program.run("eval", run.toString(), "--json");
    assertThat(Json.mapper().readTree(plain.bytes()).has("proof")).isFalse();
    assertThat(Program.run("eval", run.toString()).out()).doesNotContain("proof");
  }

  @Test
  void prove_ofTwoRuns_provesEach() {
    Program both = Program.run("eval", run.toString(), run.toString(), "--prove", "--json");
    assertThat(both.code()).as(both.err()).isZero();
    for (JsonNode each : Json.mapper().readTree(both.bytes()).path("runs")) {
      assertThat(each.path("proof").path("decoded").asBoolean()).isTrue();
      assertThat(each.path("nll").isNumber()).isTrue();
    }
  }
}
