package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code mix} makes of two runs, and how the other commands take it. */
class MixCommandTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 8, hidden: [16]}
      train: {steps: 40, batch: 32, seed: 3, evaluate: {every: 40}, checkpoint: {every: 40}}
      optimizer: {kind: adamw, learning_rate: {peak: 3e-2}, decay: [{group: all, lambda: 0.1}]}
      engine: {products: java}
      """;

  @TempDir static Path folder;
  private static Path first;
  private static Path second;
  private Path mix;

  /** Every letter comes in ten lines one after another, which only a cache can know. */
  @BeforeAll
  static void trainTwo() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      char letter = (char) ('a' + line / 10);
      text.append(letter).append(letter).append(" line ").append(line * line).append('\n');
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(folder.resolve("small.yaml"), CONFIG);
    first = train("first");
    second = train("second", "model.context=3", "train.seed=4");
  }

  @BeforeEach
  void nameMixture(TestInfo test) {
    mix = folder.resolve(test.getTestMethod().orElseThrow().getName());
  }

  private static Path train(String name, String... settings) {
    Path out = folder.resolve(name);
    List<String> words =
        new ArrayList<>(
            List.of("train", folder.resolve("small.yaml").toString(), "--out", out.toString()));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    json(Program.run(words.toArray(String[]::new)));
    return out;
  }

  private Program mixOf(Path one, Path other) {
    return Program.run("mix", one.toString(), other.toString(), "--out", mix.toString());
  }

  private Program mix(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("mix", first.toString(), second.toString(), "--out", mix.toString()));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  private static String json(Program program) {
    assertThat(program.code()).as(program.err()).isZero();
    return program.out();
  }

  private static JsonNode result(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    return Json.mapper().readTree(json(Program.run(all.toArray(String[]::new))));
  }

  private static double nll(Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("eval", run.toString()));
    words.addAll(List.of(more));
    return result(words.toArray(String[]::new)).path("nll").asDouble();
  }

  @Test
  void mix_ofTwoRunsAndACache_isARunWhoseFiguresAreThoseOfEval() throws IOException {
    JsonNode made = Json.mapper().readTree(json(mix("--cache", "30", "--json")));
    JsonNode weights = made.path("weights");
    assertThat(weights.size()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).mapToDouble(i -> weights.path(i).asDouble()).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(made.path("run").asString()).isEqualTo(mix.toString());
    assertThat(made.path("cache").path("tokens").asInt()).isEqualTo(30);
    assertThat(made.path("cache").path("weight")).isEqualTo(weights.path(2));
    assertThat(made.path("members").path(0).path("run").asString()).isEqualTo(first.toString());
    assertThat(made.path("members").path(0).path("nll").asDouble()).isEqualTo(nll(first));
    assertThat(made.path("members").path(1).path("nll").asDouble()).isEqualTo(nll(second));
    assertThat(made.path("nll").asDouble())
        .isEqualTo(nll(mix))
        .isLessThan(Math.min(nll(first), nll(second)));
    assertThat(mix.resolve("checkpoints/step-1/mixture.json")).exists();
    assertThat(mix.resolve("report.html")).exists();
    assertThat(Files.readString(mix.resolve("report.md")))
        .contains("## What is mixed", "| cache of 30 tokens | 0.", "Validation split: ")
        .doesNotContain("decay plan", "Nothing");
  }

  @Test
  void mix_withANeuralCache_isARunWhoseFiguresAreThoseOfEval() {
    Path lstm =
        train(
            "lstm",
            "model={kind: lstm, layers: 1, width: 12, embedding: 12, context: 10}",
            "train.batch=4");
    List<String> words =
        List.of("mix", first.toString(), lstm.toString(), "--out", mix.toString(), "--cache", "30");
    List<String> neural = new ArrayList<>(words);
    neural.addAll(List.of("--cache-kind", "neural"));
    JsonNode made = result(neural.toArray(String[]::new));
    assertThat(made.path("cache").path("kind").asString()).isEqualTo("neural");
    assertThat(made.path("cache").path("theta").asDouble()).isBetween(0.0, 2.0);
    assertThat(made.path("nll").asDouble()).isEqualTo(nll(mix));
    List<String> unigram = new ArrayList<>(words);
    unigram.add("--force");
    JsonNode other = result(unigram.toArray(String[]::new));
    assertThat(other.path("cache").path("kind").asString()).isEqualTo("unigram");
    assertThat(made.path("nll").asDouble()).isLessThanOrEqualTo(other.path("nll").asDouble());
  }

  @Test
  void mix_withANeuralCacheWithoutAnLstm_isRefused_andLeavesNothing() {
    Program refused = mix("--cache", "30", "--cache-kind", "neural");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("hidden states of an lstm", "name a run of an lstm");
    assertThat(mix).doesNotExist();
    assertThat(mix("--cache-kind", "neural").code()).isEqualTo(2);
  }

  @Test
  void mix_withACacheThatRemembersTooMuch_namesTheOption() {
    for (String kind : new String[] {"ngram", "neural"}) {
      Program refused = mix("--cache", "100001", "--cache-kind", kind);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .contains(
              "--cache 100001 is too many; a cache of kind %s remembers at most 100,000 tokens"
                  .formatted(kind));
    }
  }

  @Test
  void mix_asPeopleReadIt_tablesTheWeights() {
    assertThat(json(mix("--cache", "30")))
        .containsPattern("weight +nll +perplexity\n")
        .containsPattern(first + " +0\\.\\d{4} +\\d\\.\\d{4} +\\d+\\.\\d{2}\n")
        .containsPattern("cache of 30 tokens +0\\.\\d{4}\n")
        .containsPattern(mix + " +1\\.0000 +\\d\\.\\d{4}")
        .contains("The 3 weights were fitted to these ", "tokens of the validation split");
  }

  @Test
  void mix_aMixtureItself_isMixedLikeAnyRun() {
    json(mix());
    Path both = folder.resolve("both");
    JsonNode made = result("mix", mix.toString(), "--cache", "5", "--out", both.toString());
    assertThat(made.path("weights").size()).isEqualTo(2);
    assertThat(nll(both)).isEqualTo(made.path("nll").asDouble()).isLessThan(nll(mix));
  }

  @Test
  void eval_dynamic_fitsTheWeightsAgainOnTheValidationSplitOnly() {
    json(mix("--cache", "30"));
    double rest = nll(mix, "--split", "test");
    JsonNode test = result("eval", mix.toString(), "--split", "test", "--dynamic", "--prove");
    JsonNode dynamic = test.path("dynamic");
    assertThat(dynamic.path("learning_rate").asDouble()).isPositive();
    assertThat(dynamic.path("nll_static").asDouble()).isCloseTo(rest, within(1e-9));
    JsonNode weights = dynamic.path("weights");
    assertThat(weights.size()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).mapToDouble(i -> weights.path(i).asDouble()).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(test.path("proof").path("causal").asBoolean()).isTrue();
    assertThat(test.path("proof").path("decoded").asBoolean()).isTrue();
    JsonNode validation = result("eval", mix.toString(), "--dynamic");
    assertThat(validation.path("dynamic").path("weights"))
        .as("whatever is scored")
        .isEqualTo(weights);
    assertThat(validation.path("nll").asDouble())
        .as("the weights at rest are among what EM may choose")
        .isLessThan(validation.path("dynamic").path("nll_static").asDouble());
    assertThat(json(Program.run("eval", mix.toString(), "--dynamic")).replaceAll("\\s+", " "))
        .containsPattern(
            "fitted again to the validation split.*: 0\\.\\d{4}, 0\\.\\d{4}, 0\\.\\d{4}");
  }

  @Test
  void eval_dynamic_refitsFromTheValidationSplit_whenTheFitWasToTheTest() {
    json(mix("--split", "test"));
    assertThat(Program.run("eval", mix.toString(), "--split", "test").err()).contains("fitted");
    assertThat(Program.run("eval", mix.toString(), "--split", "test", "--dynamic").err())
        .doesNotContain("fitted");
  }

  @Test
  void eval_onTheSplitOfTheFit_warns() {
    json(mix());
    assertThat(Program.run("eval", mix.toString()).err())
        .contains(mix + ": its 2 weights were fitted to this split");
    assertThat(Program.run("eval", mix.toString(), "--split", "test").err())
        .doesNotContain("fitted");
    assertThat(Program.run("eval", mix.toString(), folder.resolve("text.txt").toString()).err())
        .contains(
            "the 2 weights of " + mix + " were fitted to",
            first + " was trained on",
            "of this text");
  }

  @Test
  void mix_ofARunThatWasTrainedOnTheText_warns() throws IOException {
    Files.copy(folder.resolve("text.txt"), folder.resolve("copy.txt"));
    Path other =
        train("other", "data.files=[\"" + folder.resolve("copy.txt") + "\"]", "data.split.seed=2");
    assertThat(mixOf(first, other).err()).contains(other + " was trained on", "of this text");
  }

  @Test
  void sampleAndExport_ofAMixture_writeAndRefuse() {
    json(mix("--cache", "30"));
    String[] sample = {"sample", mix.toString(), "--tokens", "40", "--seed", "5"};
    assertThat(json(Program.run(sample))).isEqualTo(json(Program.run(sample)));
    Program refused = Program.run("export", mix.toString(), "--to", "safetensors");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("this model has none");
  }

  @Test
  void train_ofTheMixturesConfig_givesTheSameWeights_andResumesToTheEnd() throws IOException {
    json(mix("--cache", "30"));
    Path again = folder.resolve("again");
    String config = mix.resolve("config.yaml").toString();
    json(Program.run("train", config, "--out", again.toString()));
    String file = "checkpoints/step-1/mixture.json";
    assertThat(again.resolve(file)).hasSameTextualContentAs(mix.resolve(file));
    Program resumed = Program.run("train", config, "--out", again.toString(), "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("is finished");
  }

  @Test
  void eval_afterARunOfTheMixtureChanged_namesIt() throws IOException {
    Path member = train("member", "train.steps=2");
    json(mixOf(first, member));
    Files.move(member, folder.resolve("moved"));
    Program gone = Program.run("eval", mix.toString());
    assertThat(gone.code()).isEqualTo(4);
    assertThat(gone.err()).contains(mix + " mixes " + member + ", which is gone");
    train("member", "train.steps=2", "train.seed=5");
    Program changed = Program.run("eval", mix.toString());
    assertThat(changed.code()).isEqualTo(4);
    assertThat(changed.err()).contains(mix + " mixes " + member + ", which has changed since");
  }

  @Test
  void mix_withEqualWeights_isTheMeanOfTheProbabilities_andNeedsNoHeldOutText() throws IOException {
    JsonNode made = Json.mapper().readTree(json(mix("--weights", "equal", "--json")));
    assertThat(made.path("weights")).isEqualTo(Json.mapper().readTree("[0.5, 0.5]"));
    assertThat(made.path("nll").isNull()).isTrue();
    assertThat(made.path("split").isNull()).isTrue();
    List<Double> ensemble = tokens(mix, "ensemble");
    List<Double> one = tokens(first, "one");
    List<Double> other = tokens(second, "other");
    for (int i = 0; i < ensemble.size(); i++) {
      double mean = (Math.exp(-one.get(i)) + Math.exp(-other.get(i))) / 2;
      assertThat(ensemble.get(i)).isCloseTo(-Math.log(mean), within(1e-6));
    }
    assertThat(Program.run("eval", mix.toString()).err()).doesNotContain("fitted");
    assertThat(Files.readString(mix.resolve("report.md"))).contains("The config gives the weights");
    Program text = mix("--weights", "equal", "--force");
    assertThat(json(text)).contains("All runs have the same weight");
  }

  private static List<Double> tokens(Path run, String name) throws IOException {
    Path table = folder.resolve(name + ".tsv");
    json(Program.run("eval", run.toString(), "--per-token", table.toString()));
    return Files.readAllLines(table).stream()
        .skip(1)
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf('\t') + 1)))
        .toList();
  }

  @Test
  void train_ofAMixtureWithGivenWeights_keepsThem_andRefusesThoseThatDoNotFit() {
    String config = "model={kind: mix, runs: [%s, %s], cache: 20, weights: %s}";
    Path small = folder.resolve("small.yaml");
    String[] words = {
      "train",
      small.toString(),
      "--out",
      mix.toString(),
      "--set",
      "train=null",
      "--set",
      "optimizer=null",
      "--set",
      config.formatted(first, second, "[0.5, 0.3, 0.2]")
    };
    json(Program.run(words));
    assertThat(mix.resolve("checkpoints/step-1/mixture.json")).content().contains("0.3", "0.2");
    words[words.length - 1] = config.formatted(first, second, "[0.5, 0.3]");
    Program refused = Program.run(words);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .contains("model.weights", "2 weights", "needs 3 weights that sum to 1", "last for the");
    assertThat(mix("--weights", "equal", "--cache", "5").code()).isEqualTo(2);
  }

  @Test
  void mix_equalWeightsWithASplitForThem_isRefused() {
    Program refused = mix("--weights", "equal", "--split", "test");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--weights equal", "--split would change nothing");
    assertThat(mix).doesNotExist();
  }

  @Test
  void mix_ofDifferentTokenizers_isRefused_andLeavesNothing() {
    Program refused = mixOf(first, train("chars", "tokenizer.kind=char", "train.steps=2"));
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err())
        .contains("a mixture needs one tokenizer", "byte, 257 tokens", "char, ")
        .doesNotContain("Exception");
    assertThat(mix).doesNotExist();
  }

  @Test
  void mix_ofNothingToMix_isRefused() {
    assertThat(Program.run("mix", first.toString()).code()).isEqualTo(2);
    Program itself =
        Program.run(
            "mix", first.toString(), second.toString(), "--out", first.toString(), "--force");
    assertThat(itself.code()).isEqualTo(2);
    assertThat(itself.err()).contains("is one of the runs to mix");
    assertThat(mix("--cache", "0").code()).isEqualTo(2);
    assertThat(mix("--cache", "99999999999").err())
        .contains("--cache 99999999999: must be at most 2,147,483,647");
    assertThat(
            Program.run(
                    "mix",
                    first.toString(),
                    folder.resolve("none").toString(),
                    "--out",
                    mix.toString())
                .code())
        .isEqualTo(4);
    Program twice = mixOf(first, first);
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains(first + " is mixed twice");
    assertThat(mix).doesNotExist();
  }

  @Test
  void mix_overARunThatItReads_isRefused_whateverItsName() throws IOException {
    json(mix());
    Path link = Files.createSymbolicLink(folder.resolve("link"), mix.getFileName());
    Program linked =
        Program.run("mix", link.toString(), "--cache", "5", "--out", mix.toString(), "--force");
    assertThat(linked.code()).isEqualTo(2);
    assertThat(linked.err()).contains(mix + " is one of the runs to mix");
    Path outer = folder.resolve("outer");
    json(Program.run("mix", link.toString(), "--cache", "5", "--out", outer.toString()));
    Program inner =
        Program.run("mix", outer.toString(), "--cache", "5", "--out", mix.toString(), "--force");
    assertThat(inner.code()).isEqualTo(2);
    assertThat(inner.err()).contains(mix + " is part of a mixture that is to be mixed");
    Program trained =
        Program.run(
            "train",
            outer.resolve("config.yaml").toString(),
            "--out",
            folder.resolve("first").toString(),
            "--force");
    assertThat(trained.code()).isEqualTo(2);
    assertThat(nll(outer)).isPositive();
  }
}
