package org.isotopelm.study.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.LoadedConfig;
import org.isotopelm.math.Engine;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.optim.average.EmaAverage;
import org.isotopelm.optim.average.TailAverage;
import org.isotopelm.optim.decay.Strength;
import org.isotopelm.optim.schedule.Share;
import org.isotopelm.optim.schedule.Span;
import org.isotopelm.study.Studies;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalSpec.Weights;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Hold;
import org.isotopelm.study.plan.StudySpec.TokenizerFit;
import org.isotopelm.study.search.PathSearch;
import org.isotopelm.study.search.Search;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.FoldOrder;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.StartWeights;
import org.isotopelm.train.TrainSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TrainingRunnerTest {
  private static final String LAMBDA = "optimizer.decay.rest.lambda";
  private static final String PEAK = "optimizer.learning_rate.peak";
  private static final Search PATH = new PathSearch(0.25);

  @TempDir Path folder;

  @BeforeEach
  void writeText() throws IOException {
    RandomStream random = RandomStream.of(7, "text");
    String[] words = {"the", "isotope", "decays", "slowly", "and", "weights", "do", "too"};
    StringBuilder text = new StringBuilder();
    for (int paragraph = 0; paragraph < 60; paragraph++) {
      for (int word = 0; word < 20; word++) {
        text.append(words[random.nextInt(words.length)]).append(' ');
      }
      text.append(paragraph).append("\n\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(
        folder.resolve("c.yaml"),
        """
        data: {files: [text.txt], split: {validation: 0.2, test: 0.2}}
        tokenizer: {kind: char}
        model: {kind: mlp, context: 3, embedding: 8, hidden: [16]}
        train: {steps: 40, batch: 16, evaluate: {every: 20}, checkpoint: {every: 1000}}
        optimizer:
          learning_rate: {peak: 1e-2, warmup: 0, schedule: constant}
          decay: [{group: gains, roles: [bias], lambda: 0}, {group: rest, lambda: 0.1}]
        """);
  }

  /** Does what the study command does between config and runner. */
  private record FileVariants(LoadedConfig loaded) implements ConfigVariants {
    @Override
    public Recipe with(Map<String, Object> overrides) {
      return loaded.with(overrides).recipe();
    }

    @Override
    public String yaml(Map<String, Object> overrides) {
      return ConfigFile.toYaml(loaded.with(overrides));
    }
  }

  private TrainingRunner runner(StudySpec spec, LongSupplier clock, String... settings) {
    return new TrainingRunner(
        plans(spec, settings),
        clock,
        new Activity(),
        run -> {
          throw new AssertionError(run);
        });
  }

  private StudyPlans plans(StudySpec spec, String... settings) {
    LoadedConfig loaded = ConfigFile.read(folder.resolve("c.yaml"), List.of(settings));
    return new StudyPlans(
        new FileVariants(loaded),
        spec,
        StudyTexts.of(spec, this::corpus, folder.resolve("cache")),
        Engine.best(),
        StartWeights.ofRuns(),
        Teachers.none());
  }

  private Corpus corpus(org.isotopelm.text.DataSpec data) {
    return Corpus.open(data, folder, Catalog.open(Path.of("")));
  }

  private static StudySpec spec(Search search, int folds, TokenizerFit fit, Hold hold) {
    StudySpec plain = Studies.of(search, Map.of(), folds, 1, Map.of());
    return new StudySpec(
        search,
        Map.of(),
        List.of(),
        plain.pruning(),
        plain.budget(),
        folds,
        FoldOrder.HASH,
        0,
        fit,
        1,
        1,
        1,
        hold,
        Map.of(),
        null,
        null);
  }

  private static StudySpec spec(Search search) {
    return spec(search, 3, TokenizerFit.REFIT, Hold.LAMBDA);
  }

  private static Cell cell(Map<String, Object> overrides) {
    return new Cell(Contender.of(new Point(overrides, overrides)), 1, 5);
  }

  private static Cell after(Cell before, Map<String, Object> overrides) {
    Cell cell = cell(overrides);
    return new Cell(cell.contender(), cell.fold(), cell.seed(), before);
  }

  /** A clock that is three seconds later each time it is asked: a checkpoint every few steps. */
  private static LongSupplier ticking() {
    AtomicLong now = new AtomicLong();
    return () -> now.getAndAdd(3_000_000_000L);
  }

  /** All but wall time. */
  private static JsonNode figures(CellResult result) {
    JsonNode tree = Json.mapper().valueToTree(result);
    ((tools.jackson.databind.node.ObjectNode) tree).remove("seconds");
    return tree;
  }

  private static BooleanSupplier killedAt(int step) {
    AtomicInteger asked = new AtomicInteger();
    return () -> {
      if (asked.incrementAndGet() == step) {
        throw new IllegalStateException("killed");
      }
      return false;
    };
  }

  private static BooleanSupplier stoppedAt(int step) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() >= step;
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.documents=blank-line", "data.boundaries=false"})
  void run_stoppedAndKilledAgainAndAgain_givesTheFiguresOfOneRun(String setting) {
    TrainingRunner runner = runner(spec(Studies.gridSearch()), ticking(), setting);
    Cell cell = cell(Map.of(LAMBDA, 0.5));
    CellResult whole =
        runner(spec(Studies.gridSearch()), () -> 0, setting)
            .run(cell, folder.resolve("whole"), () -> false);
    assertThat(folder.resolve("whole")).doesNotExist();

    Path parts = folder.resolve("parts");
    for (int steps : new int[] {3, 9, 1, 6}) {
      assertThatThrownBy(() -> runner.run(cell, parts, killedAt(steps)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> runner.run(cell, parts, stoppedAt(steps)))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(checkpoints(parts)).hasSize(1);
    CellResult resumed = runner.run(cell, parts, () -> false);

    assertThat(figures(resumed)).isEqualTo(figures(whole));
    // Stopped at the last step, and killed before the figures were kept: no step is left.
    Path end = folder.resolve("end");
    assertThat(figures(runner.run(cell, end, stoppedAt(40)))).isEqualTo(figures(whole));
    assertThat(checkpoints(end)).containsExactly("step-40");
    assertThat(figures(runner.run(cell, end, stoppedAt(1)))).isEqualTo(figures(whole));
  }

  @Test
  void run_killed_losesOnlyWhatCameAfterTheLastCheckpoint() {
    TrainingRunner runner = runner(spec(Studies.gridSearch()), ticking());
    Path cells = folder.resolve("cell");
    assertThatThrownBy(() -> runner.run(cell(Map.of()), cells, killedAt(30)))
        .isInstanceOf(IllegalStateException.class);
    // Asked once a step, and more often as it saves: due at every seventh step or sooner.
    assertThat(checkpoints(cells)).hasSize(1);
    int kept = Integer.parseInt(checkpoints(cells).getFirst().replace("step-", ""));
    assertThat(kept).isBetween(23, 30);
  }

  @Test
  void run_stoppedOnACheckpointThatIsDamaged_beginsAnew() throws IOException {
    TrainingRunner runner = runner(spec(Studies.gridSearch()), () -> 0);
    Path parts = folder.resolve("parts");
    Cell cell = cell(Map.of());
    assertThatThrownBy(() -> runner.run(cell, parts, stoppedAt(8)))
        .isInstanceOf(CancellationException.class);
    assertThat(checkpoints(parts)).containsExactly("step-8");
    Path weights = parts.resolve("checkpoints/step-8/optimizer.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 5] ^= 1;
    Files.write(weights, bytes);

    CellResult again = runner.run(cell, parts, () -> false);

    assertThat(figures(again))
        .isEqualTo(figures(runner.run(cell, folder.resolve("other"), () -> false)));
  }

  private static List<String> checkpoints(Path cell) {
    try (Stream<Path> all = Files.list(cell.resolve("checkpoints"))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("step-"))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void run_afterAnother_beginsFromItsWeightsAndTakesAShareOfTheSteps() {
    TrainingRunner runner = runner(spec(PATH), () -> 0);
    Cell first = cell(Map.of(LAMBDA, 1.0));
    CellResult before = runner.run(first, folder.resolve("cells/a"), () -> false);
    // A rate so small that no weight moves: what is scored is what was begun from.
    Map<String, Object> still = Map.of(PEAK, 1e-30);
    CellResult next = runner.run(after(first, still), folder.resolve("cells/b"), () -> false);
    CellResult alone = runner.run(cell(still), folder.resolve("cells/c"), () -> false);

    assertThat(before.steps()).isEqualTo(40);
    assertThat(next.steps()).isEqualTo(10);
    assertThat(next.nll()).isEqualTo(before.nll());
    assertThat(next.unitNll()).isEqualTo(before.unitNll());
    assertThat(alone.nll()).isNotEqualTo(before.nll());
  }

  @Test
  void run_afterAnother_killedAndResumed_givesTheSameFigures() {
    TrainingRunner runner = runner(spec(PATH), ticking(), "train.steps=null", "train.epochs=0.5");
    Cell first = cell(Map.of(LAMBDA, 1.0));
    CellResult before = runner.run(first, folder.resolve("cells/a"), () -> false);
    Cell next = after(first, Map.of(LAMBDA, 0.1));
    CellResult whole = runner.run(next, folder.resolve("cells/b"), () -> false);
    Path parts = folder.resolve("cells/c");
    assertThatThrownBy(() -> runner.run(next, parts, killedAt(15)))
        .isInstanceOf(IllegalStateException.class);
    CellResult resumed = runner.run(next, parts, () -> false);

    assertThat(figures(resumed)).isEqualTo(figures(whole));
    // A half · a quarter epoch of the same text.
    assertThat(whole.steps()).isEqualTo((long) Math.ceil(before.steps() / 4.0));
  }

  @Test
  void run_afterWeightsThatAreGoneOrDamaged_trainsTheCellBeforeOnceMore() throws IOException {
    TrainingRunner runner = runner(spec(PATH), () -> 0);
    Cell first = cell(Map.of(LAMBDA, 1.0));
    Cell next = after(first, Map.of(LAMBDA, 0.1));
    Cell last = after(next, Map.of(LAMBDA, 0.0));
    CellResult afterNothing = runner.run(last, folder.resolve("cells/c"), () -> false);

    Path weights =
        folder.resolve("cells/" + first.name() + ".weights/checkpoints/step-40/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    byte[] damaged = bytes.clone();
    damaged[bytes.length - 1] ^= 1;
    Files.write(weights, damaged);
    StudyFolder.delete(folder.resolve("cells/" + next.name() + ".weights"));
    CellResult afterDamage = runner.run(last, folder.resolve("cells/d"), () -> false);
    assertThat(figures(afterDamage)).isEqualTo(figures(afterNothing));
    assertThat(Files.readAllBytes(weights)).isEqualTo(bytes);
  }

  @Test
  void times_stepsAndEpochs_areRoundedUpToAStep() {
    TrainingRunner runner = runner(spec(new PathSearch(0.07)), () -> 0, "train.steps=100");
    Cell first = cell(Map.of(LAMBDA, 1.0));
    runner.run(first, folder.resolve("cells/a"), () -> false);
    CellResult next =
        runner.run(after(first, Map.of(LAMBDA, 0.1)), folder.resolve("cells/b"), () -> false);
    // 0.07 · 100 is 7.000000000000001 in floating point.
    assertThat(next.steps()).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPOSURE", "TIMESCALE", "TOKENS"})
  void runFinal_longerRun_holdsWhatTheStudySays(Hold hold) {
    StudySpec spec = spec(Studies.gridSearch(), 3, TokenizerFit.FIXED, hold);
    TrainingRunner runner = runner(spec, () -> 0, "train.steps=null", "train.epochs=0.2");
    Cell first = new Cell(cell(Map.of(LAMBDA, 0.5)).contender(), 0, 5);
    CellResult cell = runner.run(first, folder.resolve("cell"), () -> false);
    FinalScore score =
        runner.runFinal(Map.of(LAMBDA, 0.5), 5, folder.resolve("run"), 1, () -> false);
    JsonNode plan = read(folder.resolve("run/plan.json"));
    JsonNode rest = plan.at("/decay/1");

    assertThat(score.nll()).isPositive();
    // The rate is constant, so κ = λ·η·steps, and an epoch of the final run is longer.
    long steps = plan.path("steps").asLong();
    assertThat(steps).isGreaterThan((long) (1.4 * cell.steps()));
    double ratio = (double) steps / cell.steps();
    double expected = 0.5 / ratio * (hold == Hold.TOKENS ? Math.pow(ratio, 0.527) : 1);
    // Steps are whole, epochs are not: timescales agree to one step in some hundred.
    assertThat(rest.path("lambda").asDouble()).isCloseTo(expected, within(expected / 40));
    assertThat(plan.at("/decay/0/lambda").asDouble()).isZero();
    if (hold == Hold.EXPOSURE) {
      assertThat(rest.path("exposure").asDouble()).isCloseTo(cell.exposure(), within(1e-12));
    }
    // The run's config alone gives the same plan.
    GradientRecipe kept =
        GradientRecipe.of(
            ConfigFile.read(folder.resolve("run/config.yaml"), List.of()).config().recipe(),
            "a test");
    assertThat(kept.optimizer().decay().get(1).strength())
        .isEqualTo(new Strength.Lambda(rest.path("lambda").asDouble()));
  }

  @Test
  void runFinal_sameSteps_exposureStaysAndTimescaleInEpochsIsRescaled() {
    Map<Hold, Double> lambdas = new HashMap<>();
    for (Hold hold : Hold.values()) {
      StudySpec spec = spec(Studies.gridSearch(), 3, TokenizerFit.FIXED, hold);
      Path run = folder.resolve(hold.name());
      runner(spec, () -> 0).runFinal(Map.of(LAMBDA, 0.5), 5, run, 1, () -> false);
      lambdas.put(hold, read(run.resolve("plan.json")).at("/decay/1/lambda").asDouble());
    }
    assertThat(lambdas.get(Hold.LAMBDA)).isEqualTo(0.5);
    assertThat(lambdas.get(Hold.EXPOSURE)).isEqualTo(0.5);
    assertThat(lambdas.get(Hold.TOKENS)).isEqualTo(0.5);
    // Two of three blocks against all three: an epoch is about 3/2 as long.
    assertThat(lambdas.get(Hold.TIMESCALE)).isCloseTo(0.5 * 2 / 3, within(0.02));
  }

  @Test
  void runFinal_averageOfTheWeights_isWhatTheRunHoldsAndIsScored() {
    Path run = folder.resolve("run");
    FinalScore last =
        runner(averaging(Weights.LAST), () -> 0).runFinal(Map.of(), 5, run, 1, () -> false);
    assertThat(train(run).average()).isNull();

    FinalScore mean =
        runner(averaging(Weights.AVERAGE), () -> 0).runFinal(Map.of(), 5, run, 1, () -> false);
    assertThat(train(run).average()).isEqualTo(new TailAverage(new Share(0.25)));
    assertThat(mean.nll()).isPositive().isNotEqualTo(last.nll());
  }

  @Test
  void runFinal_configWithAnAverageOfItsOwn_keepsIt() {
    String own = "train.average={kind: ema, half_life: {steps: 5}}";
    Path run = folder.resolve("run");
    runner(averaging(Weights.AVERAGE), () -> 0, own).runFinal(Map.of(), 5, run, 1, () -> false);
    assertThat(train(run).average()).isEqualTo(new EmaAverage(new Span(5, Span.Unit.STEPS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.steps=40", "train.steps=null train.epochs=0.2"})
  void runFinal_twiceTheEpochs_takesTwiceTheStepsAtTheSameDecay(String length) {
    String[] settings = length.split(" ", -1);
    Map<String, Object> chosen = Map.of(LAMBDA, 0.5);
    JsonNode once = plan(longer(1), chosen, "once", settings);
    JsonNode twice = plan(longer(2), chosen, "twice", settings);

    // A part of a step is a step.
    assertThat(twice.path("steps").asDouble())
        .isBetween(2 * once.path("steps").asDouble() - 1, 2 * once.path("steps").asDouble());
    assertThat(twice.at("/decay/1/lambda").asDouble()).isEqualTo(0.5);
    // The run's config alone gives the same plan.
    TrainSpec kept = train(folder.resolve("twice"));
    assertThat(kept.steps()).isEqualTo(settings.length == 1 ? 80L : null);
    assertThat(kept.epochs()).isEqualTo(settings.length == 1 ? null : 0.4);
    // What the weights of a mixture are fitted with is as long; a cell is not.
    StudyPlans plans = plans(longer(2), "train.steps=40");
    assertThat(((GradientPlan) plans.firstFold(chosen, 5)).steps()).isEqualTo(80);
    TrainingRunner runner = runner(longer(2), () -> 0, "train.steps=40");
    assertThat(runner.run(cell(chosen), folder.resolve("cell"), () -> false).steps()).isEqualTo(40);
  }

  private JsonNode plan(
      StudySpec spec, Map<String, Object> overrides, String run, String... settings) {
    Path to = folder.resolve(run);
    runner(spec, () -> 0, settings).runFinal(overrides, 5, to, 1, () -> false);
    return read(to.resolve("plan.json"));
  }

  @Test
  void runFinal_twiceTheEpochsAndStopped_goesOnToTheSameScore() {
    TrainingRunner runner = runner(longer(2), () -> 0);
    FinalScore whole = runner.runFinal(Map.of(), 5, folder.resolve("whole"), 1, () -> false);
    Path parts = folder.resolve("parts");
    assertThatThrownBy(() -> runner.runFinal(Map.of(), 5, parts, 1, stoppedAt(60)))
        .isInstanceOf(CancellationException.class);
    assertThat(checkpoints(parts)).containsExactly("step-60");
    assertThat(runner.runFinal(Map.of(), 5, parts, 1, () -> false)).isEqualTo(whole);
  }

  /** The weights of the mixture, where no step may be trained for them. */
  private static MixtureWeights weights(TrainingRunner runner, double lambda, Path folder) {
    return weights(
        runner,
        lambda,
        folder,
        () -> {
          throw new IllegalStateException("a step is trained");
        });
  }

  private static MixtureWeights weights(
      TrainingRunner runner, double lambda, Path folder, BooleanSupplier stop) {
    return runner
        .finals()
        .weights(Map.of(LAMBDA, lambda), 1, CountedSpec.STANDARD, 100, folder, stop);
  }

  @Test
  void weights_withTheNetworkOfTheCell_areTheSameAndTrainNothing() throws IOException {
    TrainingRunner runner = runner(longer(1), () -> 0);
    Path cell = folder.resolve("cell");
    Contender chosen = cell(Map.of(LAMBDA, 0.5)).contender();
    runner.run(new Cell(chosen, 0, 1), cell, () -> false);

    MixtureWeights trained = weights(runner, 0.5, folder.resolve("trained"), () -> false);
    assertThat(weights(runner, 0.5, cell)).isEqualTo(trained);
    assertThat(trained.all()).hasSize(3);

    // Another λ, another length, and a damaged file are another training.
    assertThatThrownBy(() -> weights(runner, 0.4, cell)).hasMessage("a step is trained");
    assertThatThrownBy(() -> weights(runner(longer(2), () -> 0), 0.5, cell))
        .hasMessage("a step is trained");
    Path model = cell.resolve("run/checkpoints/step-40/model.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length - 1] ^= 1;
    Files.write(model, bytes);
    assertThatThrownBy(() -> weights(runner, 0.5, cell)).hasMessage("a step is trained");
    assertThat(weights(runner, 0.5, cell, () -> false)).isEqualTo(trained);
  }

  @Test
  void runFinal_twiceTheEpochsOfACountedModel_changesNothing() {
    Map<String, Object> counted = new HashMap<>();
    counted.put("model", Map.of("kind", "ngram", "order", 3));
    counted.put("train", null);
    counted.put("optimizer", null);
    assertThat(
            runner(longer(2), () -> 0)
                .runFinal(counted, 5, folder.resolve("twice"), 1, () -> false))
        .isEqualTo(
            runner(longer(1), () -> 0)
                .runFinal(counted, 5, folder.resolve("once"), 1, () -> false));
  }

  private static StudySpec averaging(Weights weights) {
    return Studies.finals(spec(Studies.gridSearch()), new FinalSpec(1, 1, weights, false, null));
  }

  private static StudySpec longer(double epochs) {
    return Studies.finals(
        spec(Studies.gridSearch()), new FinalSpec(1, epochs, Weights.LAST, false, null));
  }

  private static TrainSpec train(Path run) {
    Recipe recipe = ConfigFile.read(run.resolve("config.yaml"), List.of()).config().recipe();
    return GradientRecipe.of(recipe, "a test").train();
  }

  @Test
  void outer_runFinal_scoresTheLeftOutPart() {
    TrainingRunner runner = runner(spec(Studies.gridSearch()), () -> 0);
    LocalSite outer = runner.outer(0, 2);
    assertThat(outer.testSplit()).isNotEmpty().isNotEqualTo(runner.testSplit());
    CellResult cell = outer.run(cell(Map.of()), folder.resolve("cell"), () -> false);
    FinalScore score = outer.runFinal(Map.of(), 5, folder.resolve("run"), 1, () -> false);
    // About a third of the other half, and a half: 60 documents less a fifth, by characters.
    assertThat(cell.unitNll().size()).isBetween(7, 9);
    assertThat(score.unitNll().size()).isBetween(22, 26);
  }

  @Test
  void estimate_smallModel_knowsStepsWeightsAndBytes() {
    TrainingRunner runner = runner(spec(Studies.gridSearch()), () -> 0);
    // Diverges at once: the estimate does not mind.
    Estimate estimate = runner.estimate(Map.of(PEAK, 1e12));
    assertThat(estimate.steps()).isEqualTo(40);
    assertThat(estimate.secondsPerCell()).isPositive();
    // Embedding V·8, hidden 24·16 + 16, head 16·V + V.
    long V = (estimate.parameters() - 24 * 16 - 16) / 25;
    assertThat(estimate.parameters()).isEqualTo(24 * 16 + 16 + 25 * V);
    // Weights, two moments and a gradient for each of four shards; 256 rows of activations and
    // logits; what products copy of activations: 384 rows of 32 and of 16, and 33 groups of four
    // rows. Packed weights, batches and tables of fixed size are the rest.
    long copies = 384L * 32 + 384L * 16 + 33L * (4 * 384 + 16);
    long least = 7 * 4 * estimate.parameters() + 4 * 256 * (2 * 24 + 3 * 16 + V) + 4 * copies;
    assertThat(estimate.bytes()).isBetween(least, least + least / 5);
  }

  private static JsonNode read(Path file) {
    return Json.mapper().readTree(file.toFile());
  }

  @Test
  void exposure_isOfTheGroupSearched() {
    // 40 steps at η = 1e-2: κ = 0.4 λ. The other group has λ = 0.1, κ = 0.04.
    String path = "optimizer.decay.gains.lambda";
    StudySpec spec =
        Studies.of(Studies.gridSearch(), Map.of("gains", Studies.values(path, 0, 0.05)));
    TrainingRunner runner = runner(spec, System::nanoTime);
    assertThat(run(runner, cell(Map.of(path, 0.05))).exposure()).isCloseTo(0.02, within(1e-12));
    assertThat(run(runner(spec(Studies.gridSearch()), System::nanoTime), cell(Map.of())).exposure())
        .isCloseTo(0.04, within(1e-12));
  }

  @Test
  void exposure_ofDecayInTheGradient_isNominal() {
    TrainingRunner runner =
        runner(spec(Studies.gridSearch()), System::nanoTime, "optimizer.decay.rest.form=l2");
    // 40 · 1e-2 · λ, as under plain gradient descent, and not 0 at every λ.
    assertThat(run(runner, cell(Map.of(LAMBDA, 0.3))).exposure()).isCloseTo(0.12, within(1e-12));
  }

  @Test
  void run_thatStopsEarly_hasTheExposureOfItsOwnSteps() {
    TrainingRunner runner =
        runner(
            spec(Studies.gridSearch()),
            System::nanoTime,
            "train.early_stopping={patience: 1}",
            "train.evaluate.every=1",
            "optimizer.learning_rate.peak=0.3");
    CellResult result = run(runner, cell(Map.of()));
    assertThat(result.steps()).isLessThan(40);
    assertThat(result.plannedSteps()).isEqualTo(40);
    assertThat(result.stoppedEarly()).isTrue();
    assertThat(result.exposure()).isCloseTo(result.steps() * 0.3 * 0.1, within(1e-9));
  }

  @Test
  void run_thatExplodes_hasDiverged() {
    TrainingRunner runner = runner(spec(Studies.gridSearch()), System::nanoTime);
    // c·λ = 3: each step turns the weights round and doubles them.
    assertThatThrownBy(() -> run(runner, cell(Map.of(LAMBDA, 300))))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED));
  }

  @Test
  void run_withWordsOutsideTheVocabulary_countsThemAndTheirBytes() {
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Map.of("vocabulary", Studies.values("tokenizer.vocabulary", 3, 12)));
    TrainingRunner runner = runner(spec, System::nanoTime, "tokenizer={kind: word}");
    CellResult few = run(runner, cell(Map.of("tokenizer.vocabulary", 3)));
    CellResult many = run(runner, cell(Map.of("tokenizer.vocabulary", 12)));
    assertThat(few.unknownTokens()).isGreaterThan(many.unknownTokens());
    assertThat(few.unknownBytes()).isGreaterThan(2 * few.unknownTokens());
    // Hardly anything is left to predict, and nothing is gained by that.
    assertThat(few.nll()).isLessThan(many.nll());
    assertThat(Metric.BITS_PER_BYTE.of(few)).isGreaterThan(Metric.BITS_PER_BYTE.of(many));
  }

  private CellResult run(TrainingRunner runner, Cell cell) {
    return runner.run(cell, folder.resolve(cell.name()), () -> false);
  }

  @Test
  void counted_ofAFold_scoresTheTargetsThatACellScores() {
    TrainingRunner runner =
        runner(spec(Studies.gridSearch(), 3, TokenizerFit.REFIT, Hold.LAMBDA), System::nanoTime);
    Cell cell = new Cell(Contender.of(new Point(Map.of(), Map.of())), 1, 1);
    CellResult trained = runner.run(cell, folder.resolve("cell"), () -> false);
    CellResult counted = runner.counted(new CountedSpec(4), 1);
    assertThat(counted.isCounted()).isTrue();
    assertThat(counted.unitTokens()).isEqualTo(trained.unitTokens());
    assertThat(counted.bytes()).isEqualTo(trained.bytes());
    assertThat(counted.unitNll().stream().mapToDouble(each -> each).sum() / counted.tokens())
        .isCloseTo(counted.nll(), within(1e-12));
    // The words of the text are eight, and a 4-gram of characters knows which one it is in.
    assertThat(counted.nll()).isLessThan(trained.nll()).isBetween(0.3, 1.2);
  }
}
