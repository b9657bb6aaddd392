package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code study.final} leaves, with trainings that take a fraction of a second. */
class FinalModelsTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 4, hidden: [8], tied: false}
      train: {epochs: 2, batch: 64, seed: 1}
      optimizer:
        kind: adamw
        learning_rate: {peak: 1e-2, schedule: constant}
        decay: [{group: all, roles: [matrix, token_embedding], lambda: 0.1}, {group: rest, lambda: 0}]
      study:
        search: {kind: grid}
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0.1, 30]}}
        folds: 2
        final: {members: 3, mix: true}
      """;

  @TempDir Path folder;
  private Path config;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    config = Files.createDirectory(folder.resolve("text")).resolve("tiny.yaml");
    out = folder.resolve("studies/out");
    Files.writeString(config, CONFIG);
    Random random = new Random(1);
    String[] words = {
      "one", "of", "these", "ten", "words", "comes", "after", "another", "at", "will"
    };
    Files.writeString(
        config.resolveSibling("text.txt"),
        IntStream.range(0, 120)
            .mapToObj(
                i ->
                    random
                        .ints(8, 0, words.length)
                        .mapToObj(w -> words[w])
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n")));
  }

  private Program study(Path to, String... more) {
    String[] first = {"study", config.toString(), "--out", to.toString(), "--json"};
    return Program.run(
        Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new));
  }

  private static JsonNode json(Program program) {
    assertThat(program.code()).as(program.err()).isZero();
    return Json.mapper().readTree(program.out());
  }

  private static JsonNode eval(Path run, String... more) {
    String[] first = {"eval", run.toString(), "--split=test", "--json"};
    return json(
        Program.run(
            Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new)));
  }

  @Test
  void study_leavesRunsThatEvalScoresAlike() {
    JsonNode result = json(study(out));
    List<JsonNode> rungs = result.path("final").valueStream().toList();
    assertThat(rungs)
        .extracting(rung -> rung.path("name").asString())
        .containsExactly("single", "ensemble", "mix");
    for (JsonNode rung : rungs) {
      double nll = rung.path("nll").asDouble();
      assertThat(eval(Path.of(rung.path("run").asString())).path("nll").asDouble())
          .as(rung.toString())
          .isCloseTo(nll, within(1e-9));
      assertThat(rung.path("ci95").get(0).asDouble()).isLessThan(nll);
      assertThat(rung.path("ci95").get(1).asDouble()).isGreaterThan(nll);
      assertThat(rung.path("tokens_per_second").asDouble()).isPositive();
      assertThat(rung.path("bits_per_byte").asDouble()).isPositive();
    }
    double single = rungs.getFirst().path("nll").asDouble();
    assertThat(rungs.getFirst().path("paired_to_single").isNull()).isTrue();
    for (JsonNode rung : rungs.subList(1, 3)) {
      JsonNode paired = rung.path("paired_to_single");
      assertThat(paired.path("difference").asDouble())
          .isCloseTo(rung.path("nll").asDouble() - single, within(1e-9));
      assertThat(paired.path("se").asDouble()).isPositive();
      assertThat(paired.path("p").asDouble()).isBetween(0.0, 1.0);
      assertThat(paired.path("p_holm").asDouble()).isBetween(paired.path("p").asDouble(), 1.0);
    }
    assertThat(result.at("/test/chosen/nll").asDouble()).isCloseTo(single, within(1e-9));
    assertThat(result.path("final_baselines").valueStream())
        .extracting(rung -> rung.path("name").asString())
        .containsExactly("zero", "counted");
    assertThat(result.path("final_baselines").get(0).path("nll").asDouble())
        .isCloseTo(result.at("/test/zero/nll").asDouble(), within(1e-9));
    assertThat(result.path("final_baselines").get(1).path("nll").asDouble())
        .isCloseTo(result.at("/test/counted/nll").asDouble(), within(1e-9));
  }

  @Test
  void ensemble_givesEveryTokenTheMeanProbabilityOfItsMembers() {
    JsonNode ensemble = json(study(out)).path("final").get(1);
    List<JsonNode> members = ensemble.path("members").valueStream().toList();
    assertThat(members).hasSize(3);
    List<List<Double>> scores = new ArrayList<>();
    for (JsonNode member : members) {
      Path run = Path.of(member.path("run").asString());
      assertThat(eval(run).path("nll").asDouble())
          .isCloseTo(member.path("nll").asDouble(), within(1e-9));
      scores.add(tokens(run));
    }
    List<Double> whole = tokens(Path.of(ensemble.path("run").asString()));
    assertThat(whole).hasSameSizeAs(scores.getFirst()).hasSizeGreaterThan(500);
    for (int i = 0; i < whole.size(); i++) {
      int token = i;
      double mean =
          scores.stream().mapToDouble(nll -> Math.exp(-nll.get(token))).average().orElseThrow();
      assertThat(whole.get(i)).isCloseTo(-Math.log(mean), within(2e-6));
    }
  }

  private List<Double> tokens(Path run) {
    Path table = folder.resolve("tokens.tsv");
    eval(run, "--per-token", table.toString());
    try {
      return Files.readAllLines(table).stream()
          .skip(1)
          .map(line -> Double.valueOf(line.substring(line.lastIndexOf('\t') + 1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void chosen_isTheRecommendedOne_andAStudyCanBeMoved() throws IOException {
    JsonNode result = json(study(out));
    String recommended = result.path("recommended").asString();
    JsonNode best =
        result
            .path("final")
            .valueStream()
            .filter(rung -> rung.path("name").asString().equals(recommended))
            .findFirst()
            .orElseThrow();
    assertThat(result.path("reason").asString()).contains("chosen/ is a copy of");
    assertThat(result.path("conclusion").asString()).contains(result.path("reason").asString());
    JsonNode before = eval(out.resolve("chosen"));
    assertThat(before.path("nll").asDouble()).isCloseTo(best.path("nll").asDouble(), within(1e-9));

    Path moved = Files.createDirectories(folder.resolve("elsewhere/deep")).resolve("study");
    Files.move(out, moved);
    for (String name : List.of("chosen", "ensemble", "mix", "counted", "members/seed-2")) {
      assertThat(eval(moved.resolve(name)).path("nll").asDouble()).as(name).isPositive();
    }
    assertThat(eval(moved.resolve("chosen")).path("nll")).isEqualTo(before.path("nll"));
    assertThat(Program.run("report", moved.toString()).code()).isZero();
  }

  @Test
  void study_again_isTheSameWithoutAnotherLook() throws IOException {
    JsonNode first = json(study(out));
    JsonNode again = json(study(out));
    for (String key :
        List.of("final", "final_baselines", "recommended", "reason", "test", "points")) {
      assertThat(again.path(key)).as(key).isEqualTo(first.path(key));
    }
    assertThat(Files.readAllLines(out.resolve("looks.jsonl"))).hasSize(1);
    JsonNode forced = json(study(out, "--force"));
    assertThat(forced.path("test")).isEqualTo(first.path("test"));
    assertThat(forced.path("final").get(2).path("nll"))
        .isEqualTo(first.path("final").get(2).path("nll"));
    assertThat(forced.at("/test/look").asInt()).isEqualTo(1);
  }

  @Test
  void study_withOtherFinalModels_keepsItsCellsAndLooksAgain() throws IOException {
    JsonNode first = json(study(out));
    Files.writeString(config, CONFIG.replace("{members: 3, mix: true}", "{members: 2}"));
    JsonNode refused = json(study(out));
    assertThat(refused.path("test").isNull()).isTrue();
    assertThat(refused.path("warnings").toString())
        .contains("already scored on", "with final {members: 3, mix: true}");
    assertThat(refused.path("points")).isEqualTo(first.path("points"));

    JsonNode second = json(study(out, "--look-again"));
    assertThat(second.path("points")).isEqualTo(first.path("points"));
    assertThat(second.path("final").get(1).path("members").size()).isEqualTo(2);
    assertThat(second.path("final").get(0).path("nll"))
        .isEqualTo(first.path("final").get(0).path("nll"));
    assertThat(second.at("/test/look").asInt()).isEqualTo(2);
    assertThat(out.resolve("mix")).doesNotExist();
  }

  @Test
  void dryRun_andTheFirstLine_knowAllTrainings() {
    // The best, two more members, λ = 0 and the weights of the mixture.
    assertThat(json(study(out, "--dry-run")).path("finals").asInt()).isEqualTo(5);
    List<String> lines =
        study(out).err().lines().filter(line -> line.matches(".* done(;.*)?")).toList();
    assertThat(lines.getFirst()).isEqualTo("0 of 11 trainings done");
    assertThat(lines.getLast()).matches("final trainings, (\\d+) of \\1 done; best so far .*");
  }

  @Test
  void report_showsTheLadder() throws IOException {
    JsonNode result = json(study(out));
    String text = Files.readString(out.resolve("report.md"));
    assertThat(text).contains("## Final models", "ensemble of 3", "counted 5-gram", "recommended");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("\"ladder\":{\"title\":\"Final models\"");
    Program console = Program.run("study", config.toString(), "--out", out.toString());
    assertThat(console.out().replaceAll("\\s+", " "))
        .startsWith("The mixture is recommended, and chosen/ is a copy of it: on the test split,")
        .contains("final model", "← recommended", " It mixes 3 trainings of an MLP (")
        .containsSubsequence(
            " " + out.resolve("chosen") + ": the mixture, ",
            "isotope eval " + out.resolve("chosen") + " NEW.txt ",
            "isotope sample " + out.resolve("chosen") + " --prompt \"The \"",
            "isotope export " + out.resolve("single") + " --to onnx # only its network");
    assertThat(result.path("final").size()).isEqualTo(3);
  }

  @Test
  void study_withoutATestSplit_saysThatItMadeNoFinalModels() {
    JsonNode result = json(study(out, "--set", "data.split.test=0"));
    assertThat(result.has("final")).isFalse();
    assertThat(result.path("warnings").toString()).contains("there is no test split");
  }

  @Test
  void study_withoutACountedBaseline_mixesOneAllTheSame() {
    JsonNode result = json(study(out, "--set", "study.counted=null"));
    assertThat(result.path("counted").isNull()).isTrue();
    assertThat(result.path("final").get(2).path("name").asString()).isEqualTo("mix");
  }

  @Test
  void study_ofCountedModels_hasAMixtureAndNoEnsemble() {
    JsonNode result =
        json(
            study(
                out,
                "--set=model={kind: ngram, order: 2}",
                "--set=train=null",
                "--set=optimizer=null",
                "--set=study.space={order: {set: [model.order], values: [1, 2, 3]}}"));
    assertThat(result.path("final").valueStream())
        .extracting(rung -> rung.path("name").asString())
        .containsExactly("single", "mix");
    assertThat(result.path("warnings").toString()).contains("every seed gives the same one");
  }
}
