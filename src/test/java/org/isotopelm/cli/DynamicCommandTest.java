package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code eval --dynamic}. */
class DynamicCommandTest {
  private static final String NETWORK =
      """
      model: {kind: mlp, context: 2, embedding: 8, hidden: [16]}
      train: {steps: 30, batch: 8, seed: 3}
      optimizer: {kind: adamw, learning_rate: {peak: 1e-2}, decay: [{group: all, lambda: 0.1}]}
      """;

  @TempDir Path folder;

  private Path trained(String model, String split) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 80; line++) {
      text.append("line ").append(line * line % 17).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Path config =
        Files.writeString(
            folder.resolve("small.yaml"),
            "data: {files: [text.txt], documents: line, split: {%s, seed: 1}}%n".formatted(split)
                + "tokenizer: {kind: char}\n"
                + model);
    Path run = folder.resolve("run");
    Program trained = Program.run("train", config.toString(), "--out", run.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    return run;
  }

  private static JsonNode evaluated(Path run, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "eval";
    arguments[1] = run.toString();
    arguments[2] = "--json";
    System.arraycopy(options, 0, arguments, 3, options.length);
    Program program = Program.run(arguments);
    assertThat(program.code()).as(program.err()).isZero();
    return Json.mapper().readTree(program.bytes());
  }

  @Test
  void dynamic_ofANetwork_showsItsRatesAndHoldsInTheProof() throws IOException {
    Path run = trained(NETWORK, "validation: 0.2, test: 0.2");
    double fixed = evaluated(run, "--split", "test").path("nll").asDouble();
    JsonNode test = evaluated(run, "--split", "test", "--dynamic", "--prove");
    assertThat(test.path("dynamic").path("nll_static").asDouble()).isCloseTo(fixed, within(1e-9));
    assertThat(test.path("dynamic").size()).isEqualTo(3);
    assertThat(test.path("dynamic").path("learning_rate").asDouble()).isPositive();
    assertThat(test.path("proof").path("causal").asBoolean()).isTrue();
    assertThat(test.path("proof").path("decoded").asBoolean()).isTrue();
    assertThat(test.path("warnings").toString()).doesNotContain("rates");
    JsonNode validation = evaluated(run, "--dynamic");
    assertThat(validation.path("warnings").path(0).asString())
        .startsWith(run + ": the rates of its dynamic evaluation were chosen on this split");
    String name = run.toString();
    Program three = Program.run("eval", name, name, name, "--dynamic", "--prove");
    assertThat(three.code()).as(three.err()).isZero();
    assertThat(three.out().replaceAll("\\s+", " "))
        .contains(": dynamic, with learning rate", ": proved; coded in");
    assertThat(validation.path("dynamic").path("learning_rate"))
        .as("whatever is scored, the rates come from the validation split")
        .isEqualTo(test.path("dynamic").path("learning_rate"));
    assertThat(validation.path("nll").asDouble())
        .isLessThan(validation.path("dynamic").path("nll_static").asDouble());
  }

  @Test
  void dynamic_withVerbose_listsThePairsThatWereTried() throws IOException {
    Path run = trained(NETWORK, "validation: 0.2, test: 0.2");
    Program shown = Program.run("eval", run.toString(), "--dynamic", "--verbose");
    assertThat(shown.err())
        .contains("learning rate 0, decay 0: nll", "learning rate 0.001, decay 0");
    assertThat(shown.out().replaceAll("\\s+", " "))
        .contains("dynamic evaluation with learning rate", "of the validation split; without it");
  }

  @Test
  void dynamic_ofACountedModel_isRefused() throws IOException {
    Path run = trained("model: {kind: ngram, order: 2}\n", "validation: 0.2, test: 0.2");
    Program refused = Program.run("eval", run.toString(), "--dynamic");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("dynamic evaluation", "name a run of a network");
    Program two = Program.run("eval", run.toString(), run.toString(), "--dynamic");
    assertThat(two.code()).isEqualTo(4);
    assertThat(two.err().replaceAll("\\s+", " ")).contains("no part of these runs is a network");
    Program windows = Program.run("eval", run.toString(), "--context", "1");
    assertThat(windows.code()).isEqualTo(2);
    assertThat(windows.err()).contains("--context and --stride are for networks");
    Path missing = folder.resolve("missing");
    Program lost = Program.run("eval", run.toString(), missing.toString(), "--split", "test");
    assertThat(lost.code()).isEqualTo(4);
    assertThat(lost.err()).contains(missing + " does not exist");
  }

  @Test
  void dynamic_withoutAValidationSplit_saysWhatIsMissing() throws IOException {
    Path run = trained(NETWORK, "validation: 0, test: 0.2");
    Program refused = Program.run("eval", run.toString(), "--split", "test", "--dynamic");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("validation split is empty", "rates");
  }
}
