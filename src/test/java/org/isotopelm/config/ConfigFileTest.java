package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.decay.Condition;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.decay.Strength;
import org.isotopelm.optim.decay.Strength.Lambda;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.optim.schedule.Span;
import org.isotopelm.param.Role;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.OnError;
import org.isotopelm.token.BpeKind;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.token.WordKind;
import org.isotopelm.train.TrainSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final Path CONFIGS = Path.of("configs");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"2^14, 16384", "2^0, 1", "2^30, 1073741824", "1000, 1000", "1e3, 1000"})
  void read_buckets_arePowersOrNumbers(String written, int count) throws IOException {
    String model = "{kind: hashed, order: 5, buckets: %s}".formatted(written);
    Config config = new Sample().with("model", model).read(folder).config();
    HashedSpec.Buckets buckets = new HashedSpec.Buckets(count);
    assertThat(config.model()).isEqualTo(new HashedSpec(5, buckets));
    assertThat(HashedSpec.Buckets.of(buckets.written())).isEqualTo(buckets);
  }

  @Test
  void read_defaultDecay_hasNoRuleThatMatchesNothing() throws IOException {
    Config config =
        new Sample()
            .with("model", "{kind: hashed, order: 3}")
            .with("optimizer", "{}")
            .read(folder)
            .config();
    assertThat(config.model()).isEqualTo(new HashedSpec(3, new HashedSpec.Buckets(1 << 20)));
    assertThat(Gradients.optimizer(config).decay())
        .extracting(DecayRule::group)
        .containsExactly("rest");
  }

  @Test
  void read_leastConfig_hasTheDocumentedDefaults() throws IOException {
    Config config = new Sample().with("optimizer", "{}").read(folder).config();
    assertThat(config.data())
        .isEqualTo(
            new DataSpec(
                "europarl-en",
                List.of(),
                null,
                null,
                null,
                null,
                null,
                OnError.FAIL,
                null,
                new DataSpec.SplitSpec(0.1, 0.1, 1, false, List.of(), List.of())));
    assertThat(config.model()).isEqualTo(ModelSpec.Gpt.gpt2(2, 2, 32, 32, 0, true, true, 0.02));
    assertThat(Gradients.train(config))
        .isEqualTo(
            new TrainSpec(
                10L,
                null,
                8,
                1,
                4,
                1,
                new TrainSpec.Evaluate(null),
                new TrainSpec.Checkpoint(null, TrainSpec.Keep.BEST_LAST),
                null,
                null,
                null,
                CountedSpec.STANDARD,
                null,
                null,
                null));
    OptimizerSpec optimizer = Gradients.optimizer(config);
    assertThat(optimizer.algorithm()).isEqualTo(new AdamW(List.of(0.9, 0.95), 1e-8));
    assertThat(optimizer.clip()).isEqualTo(1);
    assertThat(optimizer.learningRate())
        .isEqualTo(new LearningRate(1.6e-2, ScheduleKind.COSINE, "5%", 0, "20%"));
    assertThat(optimizer.decay())
        .extracting(DecayRule::group, DecayRule::strength, DecayRule::form)
        .containsExactly(
            tuple("gains", new Lambda(0), Form.DECOUPLED),
            tuple("embedding", new Lambda(0.1), Form.DECOUPLED),
            tuple("rest", new Lambda(0.1), Form.DECOUPLED));
    assertThat(config.study()).isNull();
  }

  @Test
  void read_mlp_hasItsOwnDefaults() throws IOException {
    Config config =
        new Sample()
            .with("model", "{kind: mlp, context: 4, embedding: 8, hidden: [16], biases: false}")
            .with("train", "{epochs: 1.5, batch: 3}")
            .read(folder)
            .config();
    assertThat(config.model())
        .isEqualTo(
            new ModelSpec.Mlp(
                4, 8, List.of(16), ModelSpec.Activation.TANH, false, false, false, false, 0.1));
    assertThat(Gradients.train(config).shards()).as("no more than rows").isEqualTo(3);
    assertThat(Gradients.optimizer(config).decay())
        .as("nothing is a gain or bias here")
        .extracting(DecayRule::group)
        .containsExactly("embedding", "rest");
  }

  @Test
  void read_wordsAndNumbersOfEveryKind_areThem() throws IOException {
    Config config =
        new Sample()
            .with("data", "{corpus: a, documents: blank-line, limit: {bytes: 1e5}}")
            .with("tokenizer", "{kind: word}")
            .with("train", "{steps: 2e3, batch: 0x10, checkpoint: {keep: all}, seed: 0}")
            .with(
                "optimizer",
                "{clip: null, epsilon: 1e-8, learning_rate: {peak: 3e-4, warmup: 7, schedule:"
                    + " warmup_stable_anneal}, decay: [{group: a, roles: [matrix, bias], lambda:"
                    + " 1, form: l2}, {group: b, layers: 3, half_life: {epochs: 4}}, {group: c,"
                    + " form: none}]}")
            .read(folder)
            .config();
    assertThat(Objects.requireNonNull(config.data()).documents()).isEqualTo(Documents.BLANK_LINE);
    assertThat(Objects.requireNonNull(config.data()).limit())
        .isEqualTo(new DataSpec.Limit(100_000));
    assertThat(config.tokenizer()).isEqualTo(new WordKind(null, 1, WordKind.Words.WHITESPACE));
    assertThat(Gradients.train(config).steps()).isEqualTo(2000);
    assertThat(Gradients.train(config).batch()).isEqualTo(16);
    assertThat(Gradients.train(config).checkpoint().keep()).isEqualTo(TrainSpec.Keep.ALL);
    OptimizerSpec optimizer = Gradients.optimizer(config);
    assertThat(optimizer.clip()).isNull();
    assertThat(optimizer.learningRate().peak()).isEqualTo(3e-4);
    assertThat(optimizer.learningRate().warmup()).isEqualTo("7");
    assertThat(optimizer.learningRate().schedule()).isEqualTo(ScheduleKind.WARMUP_STABLE_ANNEAL);
    assertThat(optimizer.decay().getFirst().conditions())
        .containsExactly(
            new Condition.OfRoles(
                List.of(Role.ATTENTION, Role.FEED_FORWARD, Role.RECURRENT, Role.HEAD, Role.BIAS)));
    assertThat(optimizer.decay().get(1).conditions())
        .containsExactly(new Condition.InLayers("3", 3, 3));
    assertThat(optimizer.decay().get(1).strength())
        .isEqualTo(new Strength.HalfLife(new Span(4, Span.Unit.EPOCHS)));
    assertThat(optimizer.decay().get(2).strength()).as("none needs no λ").isEqualTo(new Lambda(0));
  }

  @Test
  void read_anchorsAndMerges_standForWhatTheyName() throws IOException {
    Config config =
        new Sample()
            .with("data", "{corpus: &name a}")
            .with("train", "&run {steps: 10, batch: 8}")
            .with("tokenizer", "{kind: char}")
            .read(folder)
            .config();
    assertThat(Objects.requireNonNull(config.data()).corpus()).isEqualTo("a");
    assertThat(Gradients.train(config).steps()).isEqualTo(10);
  }

  @Test
  void read_relativePaths_beginAtTheFilesFolder() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Config config =
        new Sample()
            .with(
                "data",
                "{files: [../a.txt, b/*.gz, /abs/c.txt, ./d], split: {validation_files: [v]}}")
            .with("tokenizer", "{file: t.json}")
            .read(inner)
            .config();
    String outer = folder.toRealPath().toString();
    assertThat(Objects.requireNonNull(config.data()).files())
        .containsExactly(
            outer + "/a.txt", outer + "/inner/b/*.gz", "/abs/c.txt", outer + "/inner/d");
    assertThat(Objects.requireNonNull(config.data()).split())
        .isEqualTo(new DataSpec.SplitSpec(0, 0, 1, false, List.of(outer + "/inner/v"), List.of()));
    assertThat(config.tokenizer()).isEqualTo(new TokenizerSpec.Saved(outer + "/inner/t.json"));
  }

  @Test
  void read_relativePathInSetting_beginsAtTheWorkingDirectory() throws IOException {
    Config config = new Sample().read(folder, "data.corpus=null", "data.files=[a.txt]").config();
    assertThat(Objects.requireNonNull(config.data()).files())
        .containsExactly(Path.of("").toRealPath().resolve("a.txt").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "shakespeare-gpt",
        "char-gpt",
        "word-mlp",
        "chinese-char",
        "wikitext-2-lstm",
        "ngram",
        "wikitext-2-ngram"
      })
  void toYaml_exampleConfig_readsBackAsTheSame(String name) throws IOException {
    Path file = CONFIGS.resolve(name + ".yaml");
    Config config = ConfigFile.read(file, List.of()).config();
    Path copy = folder.resolve("copy.yaml");
    ConfigFile.write(config, copy);
    assertThat(ConfigFile.read(copy, List.of()).config()).isEqualTo(config);
    assertThat(Files.readString(file))
        .as("editors find the schema")
        .startsWith(
            "# yaml-language-server:"
                + " $schema=../src/main/resources/org/isotopelm/config/isotope.schema.json\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gpt-char", "gpt-384", "gpt-8192", "lstm-200", "lstm-650", "mlp-8192", "mlp-1024"})
  void read_configOfTheBench_isSound(String name) {
    Config config = ConfigFile.read(CONFIGS.resolve("bench/" + name + ".yaml"), List.of()).config();
    assertThat(config.tokenizer())
        .isInstanceOfSatisfying(
            TokenizerSpec.Trained.class, spec -> assertThat(spec.vocabulary()).isPositive());
    assertThat(config.engine().products()).isEqualTo(ProductsKind.AUTO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learning-rate",
        "scale-invariant",
        "whole-gpt",
        "pairs",
        "frequency",
        "gradient-norm"
      })
  void read_configOfAnEffect_isSound(String name) {
    Path file = CONFIGS.resolve("effects/" + name + ".yaml");
    assertThat(ConfigFile.read(file, List.of()).config().engine().products())
        .as("the same figures on every machine")
        .isEqualTo(ProductsKind.JAVA);
  }

  @Test
  void configs_areTheOnesTestedHere() throws IOException {
    try (var files = Files.list(CONFIGS)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "bayes.yaml",
              "quickstart.yaml",
              "shakespeare-gpt.yaml",
              "char-gpt.yaml",
              "word-mlp.yaml",
              "wikitext-2-lstm.yaml",
              "hashed.yaml",
              "ngram.yaml",
              "wikitext-2-ngram.yaml",
              "chinese-char.yaml");
    }
  }

  @Test
  void toYaml_everyAwkwardValue_readsBackAsTheSame() throws IOException {
    Config config =
        new Sample()
            .with(
                "data",
                "{files: ['a: b', 'ünï #1', '1e5', 'null'], field: 2, split: {test_files: [x]}}")
            .with("tokenizer", "{kind: word, vocabulary: 300}")
            .with(
                "optimizer",
                "{clip: null, learning_rate: {warmup: 3}, decay: [{group: g, match: '*', layers:"
                    + " 0-3, timescale: {tokens: 1e6}}, {group: h, exposure: 1e-9}]}")
            .with(
                "study",
                "{search: {kind: random, trials: 3}, space: {a: {set: [optimizer.clip], values:"
                    + " [null, 1, 0.5]}, b: {set: [optimizer.learning_rate.peak], log_uniform:"
                    + " [1e-4, 1e-2]}}, opponents: {x: {optimizer.decay.h.exposure: 0}}}")
            .read(folder)
            .config();
    Path copy = folder.resolve("copy.yaml");
    ConfigFile.write(config, copy);
    assertThat(ConfigFile.read(copy, List.of()).config()).isEqualTo(config);
  }

  @Test
  void read_settings_reachEveryKindOfPath() throws IOException {
    Config config =
        new Sample()
            .with(
                "optimizer",
                "{decay: [{group: a, roles: [bias], lambda: 0}, {group: b, lambda: 1}]}")
            .read(
                folder,
                "optimizer.decay.b.lambda=0.3",
                "optimizer.decay.a.lambda=2e-1",
                "train.checkpoint.every=20",
                "train.steps=null",
                "train.epochs=3",
                "optimizer.clip=null",
                "model.dropout=0.25",
                "data.limit={bytes: 9}",
                "train.early_stopping.patience=null")
            .config();
    assertThat(Gradients.optimizer(config).decay())
        .extracting(DecayRule::strength)
        .containsExactly(new Lambda(0.2), new Lambda(0.3));
    assertThat(Gradients.optimizer(config).clip()).isNull();
    assertThat(Gradients.train(config).checkpoint().every()).isEqualTo(20);
    assertThat(Gradients.train(config).steps()).isNull();
    assertThat(Gradients.train(config).epochs()).isEqualTo(3);
    assertThat(((ModelSpec.Gpt) config.model()).dropout()).isEqualTo(0.25);
    assertThat(Objects.requireNonNull(config.data()).limit()).isEqualTo(new DataSpec.Limit(9));
    assertThat(Gradients.train(config).earlyStopping()).isNull();
  }

  @Test
  void read_settingOfDefaultGroup_writesTheDefaultsOut() throws IOException {
    Config config = new Sample().read(folder, "optimizer.decay.rest.lambda=0.7").config();
    assertThat(Gradients.optimizer(config).decay())
        .extracting(DecayRule::strength)
        .containsExactly(new Lambda(0), new Lambda(0.1), new Lambda(0.7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.layer=3 -> the setting model.layer=3: model.layer: unknown key layer; did you mean 'layers'?",
        "optimizer.decay.embeding.lambda=1 -> the setting optimizer.decay.embeding.lambda=1: optimizer.decay.embeding.lambda: optimizer.decay has no entry embeding; did you mean 'embedding'? (it has the entries gains, embedding, rest)",
        "optimizer.decay.7.lambda=1 -> the setting optimizer.decay.7.lambda=1: optimizer.decay.7.lambda: optimizer.decay has no entry 7 (it has the entries gains, embedding, rest)",
        "optimizer.decay.0.lambda=1 -> the setting optimizer.decay.0.lambda=1: optimizer.decay.0.lambda: use the name of the entry, not its number: optimizer.decay.gains.lambda",
        "optimizer.decay.1={} -> the setting optimizer.decay.1={}: optimizer.decay.1: use the name of the entry, not its number: optimizer.decay.embedding",
        "optimizer.decay.rest.lambda=-1 -> the setting optimizer.decay.rest.lambda=-1: optimizer.decay.rest.lambda: -1 is negative; lambda must be a number ≥ 0",
        "train.epochs=3 -> the setting train.epochs=3: train.epochs: steps and epochs are both given; keep one of them (null removes the other: train.epochs=null)",
        "train.stpes=null -> the setting train.stpes=null: train.stpes: unknown key stpes; did you mean 'steps'?",
        "train.chekpoint.every=3 -> the setting train.chekpoint.every=3: train.chekpoint: unknown key chekpoint; did you mean 'checkpoint'?",
        "data.split.test=[ -> the setting data.split.test=[: data.split.test: a value is missing here, or a bracket before it is not closed",
        "model.kind.x=3 -> the setting model.kind.x=3: model.kind.x: model.kind is gpt, not a map, so x cannot be set in it",
      })
  void read_badSetting_isToldAsSuch(String example) throws IOException {
    String[] parts = example.split(" -> ", 2);
    assertThat(Sample.complaintsOf(new Sample().in(folder), parts[0])).containsExactly(parts[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.steps", "=3", "train.steps="})
  void read_settingWithoutPathOrValue_isAUsageError(String setting) throws IOException {
    Path file = new Sample().in(folder);
    assertThatThrownBy(() -> ConfigFile.read(file, List.of(setting)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not PATH=VALUE");
  }

  @Test
  void with_values_areSetInACopy() throws IOException {
    LoadedConfig loaded = new Sample().read(folder);
    Config varied = loaded.with(Map.of("optimizer.decay.embedding.lambda", 0.5, "train.batch", 2));
    assertThat(Gradients.optimizer(varied).decay().get(1).strength()).isEqualTo(new Lambda(0.5));
    assertThat(Gradients.train(varied).shards()).as("defaults follow").isEqualTo(2);
    assertThat(loaded.config()).isEqualTo(new Sample().read(folder).config());
    assertThatThrownBy(() -> loaded.with(Map.of("model.heads", 3)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("c.yaml:3:38: model.heads: width 32 is not a multiple of 3 heads");
  }

  @Test
  void locate_problemsOfOtherPackages_getTheirPlace() throws IOException {
    Source source =
        new Sample()
            .with("optimizer", "{decay: [{group: g, match: 'blok.*', lambda: 1}]}")
            .read(folder)
            .source();
    List<String> lines =
        Arrays.stream(
                new String[] {
                  "optimizer.decay.0.match",
                  "optimizer.decay.g.lambda",
                  "data.corpus",
                  "model.tied",
                  "optimizer.learning_rate.warmup",
                  "study.space",
                  ""
                })
            .map(path -> source.locate(ProblemException.config(path, "no")).getMessage())
            .map(line -> line.replace(folder + "/", ""))
            .toList();
    assertThat(lines)
        .containsExactly(
            "c.yaml:5:39: optimizer.decay.g.match: no",
            "c.yaml:5:57: optimizer.decay.g.lambda: no",
            "c.yaml:1:16: data.corpus: no",
            "c.yaml:3:8: model.tied: no",
            "c.yaml:5:12: optimizer.learning_rate.warmup: no",
            "c.yaml:1:1: study.space: no",
            "c.yaml:1:1: no");
    assertThat(source.locate(ProblemException.data("text too short"))).hasMessage("text too short");
  }

  @Test
  void tokenizer_settingsAlone_describeOne() {
    assertThat(
            ConfigFile.tokenizer(
                Settings.of(List.of("tokenizer.kind=bpe", "tokenizer.vocabulary=300"))))
        .isEqualTo(new BpeKind(300, BpeKind.Pattern.GPT2));
    assertThatThrownBy(() -> ConfigFile.tokenizer(Settings.of(List.of("tokenizer.kind=bpe"))))
        .hasMessageContaining("tokenizer.vocabulary: vocabulary is missing");
    assertThatThrownBy(() -> ConfigFile.tokenizer(Settings.of(List.of())))
        .hasMessageContaining("tokenizer is missing");
    assertThatThrownBy(() -> ConfigFile.tokenizer(Settings.of(List.of("tokeniser.kind=bpe"))))
        .hasMessageContaining("did you mean 'tokenizer'?");
  }
}
