package org.isotopelm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.isotopelm.SmallRun;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.config.Settings;
import org.isotopelm.math.Team;
import org.isotopelm.model.ngram.estimate.NgramText;
import org.isotopelm.project.Project;
import org.isotopelm.project.RunTrainer;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.project.StudyWatching;
import org.isotopelm.project.TrainWatch;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.study.Deadline;
import org.isotopelm.study.Progress;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.text.Texts;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.token.WordKind;
import org.isotopelm.token.training.CountedPieces;
import org.isotopelm.train.CountingPlan;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.Listener;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.cost.Memory;
import org.isotopelm.train.run.RunFolder.Opening;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Studies by Spark in this JVM: what Spark does on other machines is the same code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterSiteTest {
  /** Nobody watches. */
  static final class Unwatched implements StudyWatching {
    @Override
    public void progressed(Progress progress, Supplier<ReportData> soFar) {}

    @Override
    public void note(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void unreported(RuntimeException error) {
      throw error;
    }
  }

  private JavaSparkContext spark;

  @BeforeAll
  void startSpark() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterAll
  void stopSpark() {
    spark.close();
  }

  private static Path config(Path folder, String study) throws IOException {
    SmallRun.text(folder.resolve("text.txt"));
    return SmallRun.study(folder, "text.txt", "seeds: 1\n" + study);
  }

  private StudyOutcome run(Path config, Path out, boolean onSpark) {
    Project project = Project.read(out, config, Settings.of(List.of()));
    StudyRunner runner = new StudyRunner(project, out, 2, false, false, Deadline.NONE, "test");
    return runner.run(
        (own, engine, here) -> onSpark ? ClusterSite.of(spark, own, engine, here, 2) : here,
        new Unwatched(),
        () -> false);
  }

  /** All figures but times and folders. */
  private static JsonNode figures(StudyResult result, Path out) {
    return figures(Json.mapper().<JsonNode>valueToTree(result), out);
  }

  static JsonNode figures(JsonNode tree, Path out) {
    return Json.mapper()
        .readTree(
            tree.toString()
                .replace(out.toString(), "OUT")
                .replaceAll("scores [0-9,]+ tokens a second", "scores")
                .replaceAll(
                    "\"(seconds|tokens_per_second|study|run)\":(\"[^\"]*\"|[0-9.eE+-]+)",
                    "\"$1\":0"));
  }

  private void assertSame(Path folder, String study, String... runs) throws IOException {
    Path config = config(folder, study);
    Path home = folder.resolve("home");
    Path away = folder.resolve("away");
    StudyOutcome here = run(config, home, false);
    StudyOutcome there = run(config, away, true);
    assertThat(figures(there.result(), away)).isEqualTo(figures(here.result(), home));
    for (String run : runs) {
      assertThat(RunReader.sha256(away.resolve(run), "best"))
          .as(run)
          .isEqualTo(RunReader.sha256(home.resolve(run), "best"));
    }
  }

  private static void forEachText(Consumer<String> texts) {
    for (int i = 0; i < 300; i++) {
      texts.accept("line " + i + " of über " + i % 7 + " half-lives, \uD83D\uDE00\n");
    }
    texts.accept("");
    texts.accept("one long document goes on and on ".repeat(5000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: bpe, vocabulary: 300}",
        "{kind: bpe, vocabulary: 290, pattern: whitespace}",
        "{kind: word, minimum_count: 2}",
        "{kind: unigram, vocabulary: 280}",
        "{kind: wordpiece, vocabulary: 60}"
      })
  void aTokenizer_countedOnSpark_hasTheBytesOfHome(String kind, @TempDir Path folder)
      throws IOException {
    Path config = config(folder, "search: {kind: grid}");
    Settings settings = Settings.of(List.of("tokenizer=" + kind));
    TokenizerSpec.Counted spec =
        (TokenizerSpec.Counted) Project.read(folder, config, settings).config().tokenizer();
    Texts texts = ClusterSiteTest::forEachText;
    Path home = folder.resolve("home.json");
    Path away = folder.resolve("away.json");
    TokenizerFile.write(spec.make(texts), home);
    CountedPieces counted = SentTexts.count(spark, spec, texts, 2, 3_000, () -> false);
    TokenizerFile.write(spec.train(counted), away);
    assertThat(away).hasSameBinaryContentAs(home);
  }

  @Test
  void counting_thatIsCancelled_ends() throws IOException {
    TokenizerSpec.Counted spec = new WordKind(null, 1, WordKind.Words.WHITESPACE);
    assertThatThrownBy(
            () -> SentTexts.count(spark, spec, ClusterSiteTest::forEachText, 1, 3_000, () -> true))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.INTERRUPTED));
  }

  private static byte[] model(CountingPlan plan, Path folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Team team = new Team(1)) {
      SteplessPlan.Work work = new SteplessPlan.Work(team, folder, _ -> {}, () -> false);
      Objects.requireNonNull(plan.make(work).files().get(CountingPlan.FILE)).write(out);
    }
    return out.toByteArray();
  }

  private static CountingPlan.Estimated ngram(Path folder, int order, String tokenizer)
      throws IOException {
    Project project =
        Project.read(
            folder,
            config(folder, "search: {kind: grid}"),
            Settings.of(
                List.of(
                    "tokenizer=" + tokenizer,
                    "model={kind: ngram, order: %s}".formatted(order),
                    "train=null",
                    "optimizer=null",
                    "study=null")));
    return (CountingPlan.Estimated) project.plan(project.engine());
  }

  /** Parts are more than documents, and cut through these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; {kind: word}; 7",
        "2; {kind: word}; 500",
        "3; {kind: word}; 7",
        "3; {kind: bpe, vocabulary: 300}; 100",
        "5; {kind: byte}; 1048576"
      })
  void aModel_countedOnSpark_hasTheBytesOfHome(
      int order, String tokenizer, int part, @TempDir Path folder) throws IOException {
    CountingPlan.Estimated home = ngram(folder, order, tokenizer);
    CountingPlan away = home.withCounter(new ClusterCounter(spark, 2, part, 300));
    assertThat(model(away, folder)).isEqualTo(model(home, folder));
  }

  @Test
  void counting_ngrams_thatIsStopped_ends(@TempDir Path folder) throws IOException {
    CountingPlan.Estimated plan = ngram(folder, 3, "{kind: word}");
    NgramText text = NgramText.of(plan.text().train(), plan.text().tokenizer().vocabulary());
    ClusterCounter counter = new ClusterCounter(spark, 2, 500, 300);
    assertThatThrownBy(() -> counter.count(text, 3, () -> true, _ -> {}))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aGrid_onSpark_hasTheFiguresAndWeightsOfHome(@TempDir Path folder) throws IOException {
    assertSame(folder, "search: {kind: grid}", "chosen");
  }

  @Test
  void finalModels_onSpark_areThoseOfHome(@TempDir Path folder) throws IOException {
    assertSame(
        folder,
        """
        search: {kind: grid}
        counted: {order: 3}
        final: {members: 2, mix: true, student: {width: 0.5}}
        """,
        "chosen",
        "single",
        "student",
        "mix");
  }

  @Test
  void aPathOfWarmStarts_onSpark_hasTheFiguresOfHome(@TempDir Path folder) throws IOException {
    assertSame(folder, "search: {kind: path, follow_up: 0.5}", "chosen");
  }

  @Test
  void outerFolds_onSpark_haveTheFiguresOfHome(@TempDir Path folder) throws IOException {
    assertSame(folder, "search: {kind: grid}\nouter_folds: 2", "chosen", "outer/1/chosen");
  }

  /** Nobody watches. */
  private record Quiet(Listener listener) implements TrainWatch {
    @Override
    public void planned(TrainingPlan plan, Optional<Memory> memory) {}

    @Override
    public void note(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void unreported(RuntimeException error) {
      throw error;
    }
  }

  private TrainResult train(
      String model,
      Path config,
      Path out,
      RunTrainer.Place place,
      Listener listener,
      BooleanSupplier stop) {
    Project project =
        Project.read(
            out,
            config,
            Settings.of(
                List.of(
                    "study=null",
                    "model=" + model,
                    "data.split.validation=0.1",
                    "train.shards=3",
                    "train.accumulation=2")));
    return new RunTrainer(project, out, Opening.GO_ON, false, 1, "test", place)
        .train(new Quiet(listener), stop)
        .result();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: mlp, context: 3, embedding: 4, hidden: [8], tied: false}",
        "{kind: lstm, layers: 2, embedding: 8, width: 8, context: 8, dropout: {input: 0.1}}",
        "{kind: gpt, layers: 1, heads: 2, width: 8, context: 8, dropout: 0.1}"
      })
  void aModel_onTwoMachines_hasTheWeightsOfHome(String model, @TempDir Path folder)
      throws IOException {
    Path config = config(folder, "search: {kind: grid}");
    Path home = folder.resolve("home");
    Path away = folder.resolve("away");
    train(model, config, home, RunTrainer.Place.HERE, Listener.NONE, () -> false);

    AtomicInteger steps = new AtomicInteger();
    List<String> told = new ArrayList<>();
    assertThat(trainAway(model, config, away, told, count(steps), () -> steps.get() >= 17))
        .isTrue();
    assertThat(trainAway(model, config, away, told, count(steps), () -> false)).isFalse();
    assertThat(steps).hasValue(40);
    assertThat(told).containsOnly("preparing the training on 2 machines");
    assertThat(RunReader.sha256(away, "last")).isEqualTo(RunReader.sha256(home, "last"));
    assertThat(away.resolve("metrics.jsonl")).exists();
  }

  /** Whether it was interrupted. */
  private boolean trainAway(
      String model,
      Path config,
      Path out,
      List<String> told,
      Listener listener,
      BooleanSupplier stop) {
    List<Machines> held = new ArrayList<>();
    RunTrainer.Place place =
        (project, engine, plan) -> {
          SentProject sent = SentProject.of(spark, project, engine);
          held.add(new Machines(spark, spark.broadcast(sent), 2, told::add, () -> false));
          return ((GradientPlan) plan).with(held.getLast());
        };
    try {
      return train(model, config, out, place, listener, stop).interrupted();
    } finally {
      held.forEach(Machines::close);
    }
  }

  private static Listener count(AtomicInteger steps) {
    return new Listener() {
      @Override
      public void stepped(long step, double nll, int tokens) {
        steps.incrementAndGet();
      }
    };
  }
}
