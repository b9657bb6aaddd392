package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.project.EngineChoice;
import org.isotopelm.project.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code engine.products: auto} means while bench changes its mind. */
class EngineChoiceTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 3, embedding: 24, hidden: [40]}
      train: {steps: 12, batch: 64, seed: 1}
      optimizer:
        kind: adamw
        decay: [{group: all, lambda: 0.1}]
      engine: {products: auto}
      """;

  private static final String STUDY =
      """
      study:
        search: {kind: grid}
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 0.1, 1]}}
        folds: 2
      """;

  @TempDir Path home;
  private Path config;

  @BeforeEach
  void write() throws IOException {
    config = home.resolve("tiny.yaml");
    Files.writeString(config, CONFIG);
    Random random = new Random(1);
    String text =
        IntStream.range(0, 90)
            .mapToObj(i -> random.ints(30, 'a', 'z').mapToObj(Character::toString))
            .map(letters -> letters.collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    Files.writeString(home.resolve("text.txt"), text);
  }

  private void found(ProductsKind faster) throws IOException {
    EngineChoice.in(Project.cache(home)).keep(faster);
  }

  private String[] arguments(String command, String out, String... more) {
    List<String> all =
        new ArrayList<>(List.of(command, config.toString(), "--out", folder(out).toString()));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private Program run(String command, String out, String... more) {
    return Program.run(home, arguments(command, out, more));
  }

  private Path folder(String name) {
    return home.resolve(name);
  }

  private static JsonNode json(Program program) {
    assertThat(program.code()).as(program.err() + program.out()).isZero();
    return Json.mapper().readTree(program.out());
  }

  @Test
  void study_begunBeforeBenchChangedItsMind_goesOnToTheBit() throws IOException {
    Files.writeString(config, CONFIG + STUDY);
    found(ProductsKind.OPENBLAS);
    JsonNode whole = json(run("study", "whole", "--json"));
    Program begun = run("study", "begun", "--set", "study.budget={cells: 3}");
    assertThat(begun.err()).contains("auto is openblas here", "engine.json");

    found(ProductsKind.JAVA);
    Program on = run("study", "begun", "--json");
    assertThat(json(on).path("points")).isEqualTo(whole.path("points"));
    assertThat(json(on).path("test")).isEqualTo(whole.path("test"));
    assertThat(on.err()).doesNotContain("auto is openblas");
    assertThat(Files.readString(folder("begun").resolve("chosen/config.yaml")))
        .contains("products: openblas");
    assertThat(Program.run(home, "report", folder("begun").toString()).code()).isZero();
    assertThat(run("study", "begun", "--set", "engine.products=java").err())
        .contains("holds another study", "engine.products");

    JsonNode anew = json(run("study", "begun", "--force", "--look-again", "--json"));
    assertThat(anew.path("points")).isNotEqualTo(whole.path("points"));
    assertThat(Files.readString(folder("begun").resolve("chosen/config.yaml")))
        .contains("products: java");
  }

  @Test
  void train_begunBeforeBenchChangedItsMind_goesOnToTheBit() throws IOException {
    found(ProductsKind.OPENBLAS);
    assertThat(run("train", "whole").code()).isZero();
    assertThat(Program.interrupted(home, arguments("train", "begun")).code()).isEqualTo(130);

    found(ProductsKind.JAVA);
    assertThat(run("train", "begun", "--resume").code()).isZero();
    assertThat(weights("begun")).isEqualTo(weights("whole"));
    assertThat(json(Program.run(home, "eval", folder("begun").toString(), "--json")).path("nll"))
        .isEqualTo(
            json(Program.run(home, "eval", folder("whole").toString(), "--json")).path("nll"));
    assertThat(run("train", "other").code()).isZero();
    assertThat(weights("other")).as("a new run follows bench").isNotEqualTo(weights("whole"));
  }

  private byte[] weights(String run) throws IOException {
    return Files.readAllBytes(folder(run).resolve("checkpoints/step-12/model.safetensors"));
  }
}
