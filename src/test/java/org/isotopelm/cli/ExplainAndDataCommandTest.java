package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ExplainAndDataCommandTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.1, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 4, hidden: [8], tied: false}
      train: {steps: 100, batch: 16}
      optimizer:
        learning_rate: {peak: 1e-2, schedule: constant, warmup: 0}
        decay:
          - {group: embedding, roles: [token_embedding], lambda: 0.5}
          - {group: rest, lambda: 0}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeConfig() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append("line ").append(i).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(folder.resolve("x.yaml"), CONFIG);
  }

  private Program run(String... args) {
    String[] all = args.clone();
    all[all.length - 1] = folder.resolve(all[all.length - 1]).toString();
    return Program.run(all);
  }

  /** κ = Σ η·λ = 100 · 0.01 · 0.5; half-life ln 2 / (0.01 · 0.5); 257 rows of width 4. */
  @Test
  void explain_ofAConstantSchedule_givesWhatHandComputes() {
    Program program = run("explain", "--json", "x.yaml");
    assertThat(program.err()).isEmpty();
    JsonNode json = Json.mapper().readTree(program.out());
    JsonNode embedding = json.get("decay").get(0);
    assertThat(json.get("steps").asInt()).isEqualTo(100);
    assertThat(embedding.get("group").asString()).isEqualTo("embedding");
    assertThat(embedding.get("parameters").asInt()).isEqualTo(257 * 4);
    assertThat(embedding.get("exposure").asDouble()).isCloseTo(0.5, within(1e-9));
    assertThat(embedding.get("half_life").get("steps").asDouble()).isCloseTo(138.629, within(1e-3));
    assertThat(json.get("decay").get(1).get("half_life").get("steps").isNull()).isTrue();
  }

  @Test
  void explain_asText_isATableOfTheGroups() {
    Program program = run("explain", "x.yaml");
    assertThat(program.code()).isZero();
    assertThat(program.out()).contains("100 steps", "embedding", "rest", "weight_decay", "0.5");
  }

  @Test
  void explain_ofARuleThatMatchesNothing_pointsAtItsLine() throws IOException {
    Files.writeString(
        folder.resolve("x.yaml"), CONFIG.replace("roles: [token_embedding]", "match: 'blok.*'"));
    Program program = run("explain", "x.yaml");
    assertThat(program.code()).isEqualTo(3);
    assertThat(program.out()).isEmpty();
    assertThat(program.err()).containsPattern("x\\.yaml:8:\\d+: .*blok\\.\\*");
  }

  @Test
  void dataInfo_ofAConfig_countsItsSplits() {
    JsonNode json = Json.mapper().readTree(run("data", "info", "--json", "x.yaml").out());
    assertThat(json.get("documents").asInt()).isEqualTo(40);
    assertThat(json.get("words").asInt()).isEqualTo(40 * 5);
    int sum = 0;
    for (String split : new String[] {"train", "validation", "test"}) {
      sum += json.get("splits").get(split).get("documents").asInt();
    }
    assertThat(sum).isEqualTo(40);
    assertThat(run("data", "info", "x.yaml").out()).contains("train", "validation", "all");
  }

  @Test
  void dataList_namesTheCorporaOfTheCatalogue() {
    Program program = Program.run("data", "list");
    assertThat(program.code()).isZero();
    assertThat(program.out()).contains("europarl-en", "shakespeare", "WordNet");
    assertThat(Json.mapper().readTree(Program.run("data", "list", "--json").out()).get("corpora"))
        .isNotEmpty();
  }

  @Test
  void dataPrepare_ofAnUnknownCorpus_suggests() {
    Program program = Program.run("data", "prepare", "europral");
    assertThat(program.code()).isEqualTo(3);
    assertThat(program.err()).contains("'europral'", "did you mean 'europarl'?");
  }
}
