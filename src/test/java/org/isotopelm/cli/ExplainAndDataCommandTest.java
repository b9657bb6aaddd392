package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.isotopelm.config.Mutations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

  /**
   * Text of 40 lines of 17 or 18 bytes and an end each: 32 lines are some 600 tokens to predict.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "train.steps=null train.epochs=1 train.batch=100000 | train.batch: one step takes 1",
        "train.batch=100000 | passes over the training split; lower train.batch",
        "train.steps=null train.epochs=1 train.batch=400 | train.epochs: 1.0 becomes 2 steps, which are 1.",
        "optimizer.learning_rate.warmup=100% | optimizer.learning_rate.warmup: it lasts the whole run",
        "optimizer.learning_rate.floor=0.1 | optimizer.learning_rate.floor: a constant schedule has no floor",
        "train.early_stopping.patience=20 | train.early_stopping.patience: it is 20 evaluations and the run has 20, so the training cannot stop early",
        "train.early_stopping.patience=2 data.split.validation=0 | train.early_stopping: the validation split is empty",
        "model.residual=true model.hidden=[16] | model.residual: no hidden layer is as wide as its input",
        "model={kind: lstm, layers: 1, width: 4, embedding: 4, context: 4, dropout: {hidden: 0.1}} | model.dropout.hidden: it acts between layers, and there is only one",
        "train.early_stopping.patience=2 train.average={kind: tail} | train.average: the average begins at step 76; a training that early_stopping ends before it has none",
        "train.average={kind: ema, half_life: {steps: 1000}} | train.average.half_life: it is 1,000 steps and the run has 100",
        "optimizer.decay.embedding.lambda=0 | no group decays: λ is 0 in each",
      })
  void explain_ofASettingThatDoesNothingOrFarMore_warns(String settings, String warning) {
    List<String> words = new ArrayList<>(List.of("explain", "--json"));
    for (String setting : settings.split(" (?=[a-z_.]+=)", -1)) {
      words.add("--set");
      words.add(setting);
    }
    words.add("x.yaml");
    Program program = run(words.toArray(String[]::new));
    assertThat(program.code()).as(program.err()).isZero();
    assertThat(Json.mapper().readTree(program.out()).get("warnings").valueStream())
        .anySatisfy(found -> assertThat(found.asString()).contains(warning));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.early_stopping.patience=19",
        "optimizer.learning_rate.schedule=cosine",
        "model.hidden=[8,8]",
        "train.average={kind: tail}",
        "train.seed=2"
      })
  void explain_ofAnOrdinaryConfig_warnsOfNothing(String setting) {
    Program program = run("explain", "--json", "--set", setting, "x.yaml");
    assertThat(Json.mapper().readTree(program.out()).get("warnings")).isEmpty();
  }

  /** κ of 10⁹ steps at η = 0.01 and λ = 0.5, without going through them. */
  @Test
  void explain_ofABillionSteps_givesWhatHandComputes() {
    Program program = run("explain", "--json", "--set", "train.steps=1000000000", "x.yaml");
    JsonNode embedding = Json.mapper().readTree(program.out()).get("decay").get(0);
    assertThat(embedding.get("exposure").asDouble()).isCloseTo(5e6, within(1e-5));
  }

  @Test
  void explain_ofMutatedConfigs_endsWithACodeAndWordsForUsers() throws IOException {
    Random random = new Random(23);
    List<String> texts = new ArrayList<>(List.of(CONFIG));
    for (int i = 0; i < 150; i++) {
      texts.add(Mutations.mutate(CONFIG, 1 + i % 3, random));
    }
    for (MatchResult number :
        Pattern.compile("[0-9][0-9.e-]*").matcher(CONFIG).results().toList()) {
      for (String extreme : Mutations.EXTREMES) {
        String start = CONFIG.substring(0, number.start());
        texts.add(start + extreme + CONFIG.substring(number.end()));
      }
    }
    Map<Integer, Integer> ends = new TreeMap<>();
    for (String text : texts) {
      Files.writeString(folder.resolve("x.yaml"), text);
      Program program = run("explain", "x.yaml");
      assertThat(program.code()).as("%s in:%n%s", program.err(), text).isIn(0, 3, 4);
      assertThat(program.err())
          .as(text)
          .doesNotContain("unexpected error")
          .doesNotContainPattern("[a-z]+Exception|java\\.|\\bat org\\.");
      ends.merge(program.code(), 1, Integer::sum);
    }
    assertThat(ends).as("some are sound, most are not").containsKeys(0, 3);
  }

  /** Over warm-up and cosine η is half its peak on average: κ = 0.1 · η_peak · 620 / 2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {kind: mlp, context: 2, embedding: 4, hidden: [128]}              | 0.496
          {kind: lstm, layers: 1, width: 128, embedding: 128, context: 32}  | 0.496
          {kind: gpt, layers: 1, heads: 2, width: 128, context: 32}         | 0.1209
          """)
  void explain_withoutAnOptimizer_decayActs(String model, double exposure) throws IOException {
    Files.writeString(
        folder.resolve("x.yaml"),
        """
        data: {files: [text.txt], documents: line}
        tokenizer: {kind: byte}
        model: %s
        train: {steps: 620, batch: 16}
        """
            .formatted(model));
    JsonNode json = Json.mapper().readTree(run("explain", "--json", "x.yaml").out());
    JsonNode embedding = json.get("decay").get(1);
    assertThat(embedding.get("group").asString()).isEqualTo("embedding");
    assertThat(embedding.get("exposure").asDouble()).isCloseTo(exposure, within(1e-3));
    assertThat(json.get("warnings").toString()).doesNotContain("cannot act");
  }

  @Test
  void explain_asText_isATableOfTheGroups() {
    Program program = run("explain", "x.yaml");
    assertThat(program.code()).isZero();
    assertThat(program.out()).contains("100 steps", "embedding", "rest", "weight_decay", "0.5");
  }

  @Test
  void explain_ofAStudyWithLongerFinalTrainings_saysSo() {
    String space = "study.space={l: {set: [optimizer.decay.rest.lambda], values: [0, 1]}}";
    String finals = "study.final={members: 2, epochs: 2}";
    Program plain = run("explain", "--set", space, "x.yaml");
    Program longer = run("explain", "--set", space, "--set", finals, "x.yaml");
    assertThat(plain.out()).doesNotContain("final trainings");
    assertThat(longer.out().replaceAll("\\s+", " "))
        .contains("The study's final trainings are 2 times as long (study.final.epochs)");
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
  void dataInfo_withoutModelAndTraining_looksAtTheTextAlone() throws IOException {
    Files.writeString(folder.resolve("x.yaml"), "data: {files: [text.txt], documents: line}\n");
    Program program = run("data", "info", "--json", "x.yaml");
    assertThat(program.code()).as(program.err()).isZero();
    JsonNode json = Json.mapper().readTree(program.out());
    assertThat(json.get("documents").asInt()).isEqualTo(40);
    assertThat(json.at("/splits/train/tokens").isNull()).isTrue();

    Files.writeString(folder.resolve("x.yaml"), "data: {files: [text.txt], documents: lines}\n");
    Program wrong = run("data", "info", "x.yaml");
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.err())
        .contains("x.yaml:1:", "data.documents")
        .doesNotContain("model", "train");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "", "[]", "data: 3", "modle: 1", "data: {files: 1}", "tokenizer: 3"})
  void dataInfo_ofWhatIsNoConfig_isAConfigError(String yaml) throws IOException {
    Files.writeString(folder.resolve("x.yaml"), yaml);
    Program program = run("data", "info", "x.yaml");
    assertThat(program.code()).isEqualTo(3);
    assertThat(program.err())
        .startsWith(folder.resolve("x.yaml") + ":1:")
        .doesNotContain("Exception");
  }

  @Test
  void dataInfo_setOfWhatNoConfigHas_isAConfigError() {
    Program program = run("data", "info", "--set", "foo.bar=1", "x.yaml");
    assertThat(program.code()).isEqualTo(3);
    assertThat(program.err()).contains("--set foo.bar=1", "unknown key foo");
  }

  @Test
  void dataInfo_severalFilesCutAtBlankLines_isTold() throws IOException {
    Files.writeString(folder.resolve("a.txt"), paragraphs("a"));
    Files.writeString(folder.resolve("b.txt"), paragraphs("b"));
    String text = "data: {files: [a.txt, b.txt]%s}\n";
    Files.writeString(folder.resolve("x.yaml"), text.formatted(""));
    assertThat(run("data", "info", "x.yaml").err())
        .contains("data.documents: 2 files are divided at blank lines into 20 documents");
    Files.writeString(folder.resolve("x.yaml"), text.formatted(", documents: blank-line"));
    assertThat(run("data", "info", "x.yaml").err()).isEmpty();
    Files.writeString(folder.resolve("x.yaml"), "data: {files: [a.txt]}\n");
    assertThat(run("data", "info", "x.yaml").err()).isEmpty();
  }

  private static String paragraphs(String name) {
    return IntStream.range(0, 10).mapToObj(i -> name + " " + i).collect(Collectors.joining("\n\n"));
  }

  /**
   * One author of ten has two thirds of the bytes; the test split is drawn until it has its share.
   */
  @Test
  void dataInfo_unitLargerThanASplit_isTold() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"text\": \"%s%d\", \"who\": \"w%d\"}\n",
              "x".repeat(i < 3 ? 177 : 9),
              i,
              i / 3));
    }
    Files.writeString(folder.resolve("a.jsonl"), lines);
    boolean told = false;
    for (int seed = 1; seed <= 20; seed++) {
      Files.writeString(
          folder.resolve("x.yaml"),
          String.format(
              Locale.ROOT,
              "data: {files: [a.jsonl], group: who, split: {validation: 0.1, test: 0.1, seed: %d}}\n",
              seed));
      Program program = run("data", "info", "--json", "x.yaml");
      JsonNode json = Json.mapper().readTree(program.out());
      for (String split : new String[] {"validation", "test"}) {
        double share =
            json.at("/splits/" + split + "/bytes").asDouble() / json.get("bytes").asDouble();
        boolean large = share > 0.6;
        told |= large;
        assertThat(program.err().contains("the " + split + " split has")).isEqualTo(large);
        assertThat(program.err().contains("3 documents that stay together"))
            .isEqualTo(program.err().contains("split has"));
      }
    }
    assertThat(told).as("one of the seeds draws the large one").isTrue();
  }

  /**
   * Half of the documents are the same words, in groups of two that would all be joined by them.
   */
  @Test
  void dataInfo_textSharedByMostGroups_countsWhatStandsOnBothSides() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"text\": \"%s\", \"who\": \"w%d\"}\n",
              i % 2 == 0 ? "Thank you." : "number " + (100 + i),
              i / 2));
    }
    Files.writeString(folder.resolve("a.jsonl"), lines);
    Files.writeString(folder.resolve("x.yaml"), "data: {files: [a.jsonl], group: who}\n");
    Program program = run("data", "info", "--json", "x.yaml");
    JsonNode splits = Json.mapper().readTree(program.out()).get("splits");
    int held = splits.at("/validation/documents").asInt() + splits.at("/test/documents").asInt();
    assertThat(program.err())
        .contains(
            String.format(
                Locale.ROOT,
                "data.group: %d of %d held-out documents are also in the training text, word for word",
                held / 2,
                held));
  }

  /** 40 lines "line N of the text": five words each; the numbers are in the training text once. */
  @Test
  void dataInfo_wordsWithUnknownOnes_showsTheirShareInEachSplit() throws IOException {
    Files.writeString(
        folder.resolve("x.yaml"), CONFIG.replace("kind: byte", "kind: word, minimum_count: 2"));
    JsonNode splits =
        Json.mapper().readTree(run("data", "info", "--json", "x.yaml").out()).get("splits");
    for (String split : new String[] {"train", "validation", "test"}) {
      JsonNode part = splits.get(split);
      assertThat(part.get("tokens").asInt()).isEqualTo(6 * part.get("documents").asInt());
      assertThat(part.get("unknown_tokens").asInt()).isEqualTo(part.get("documents").asInt());
    }
    assertThat(run("data", "info", "x.yaml").out()).contains("unknown", "17 %");
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
