package org.isotopelm.study.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedBaseline;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.data.Passages;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;
import org.isotopelm.model.mixture.NgramCache;
import org.isotopelm.study.comparison.FinalNetwork;
import org.isotopelm.study.plan.StudentSpec;
import org.isotopelm.teacher.TeacherSpec;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Listener;
import org.isotopelm.train.MixingPlan;
import org.isotopelm.train.MixingPlan.Member;
import org.isotopelm.train.MixingRecipe;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunFolder.Opening;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes them as real runs. */
final class TrainedFinals implements FinalModels {
  private static final Logger LOG = LoggerFactory.getLogger(TrainedFinals.class);

  private static final String BEST = "best";

  /** Seconds; what takes longer is timed well enough at the first time. */
  private static final double SHORT = 3;

  private record Timed(Scores scores, double seconds) {}

  private final TrainingRunner runner;
  private final StudyPlans plans;
  private final Function<Path, TokenModel> opener;

  /**
   * @param opener reads the model of a run
   */
  TrainedFinals(TrainingRunner runner, StudyPlans plans, Function<Path, TokenModel> opener) {
    this.runner = runner;
    this.plans = plans;
    this.opener = opener;
  }

  @Override
  public boolean isSeeded(Map<String, Object> overrides) {
    return plans.recipes().with(overrides) instanceof GradientRecipe;
  }

  @Override
  public @Nullable FinalNetwork network(Map<String, Object> overrides, long seed) {
    return plans.whole(overrides, seed).plan() instanceof GradientPlan plan
        ? new FinalNetwork(kind(plan.recipe().model()), plan.epochs(plan.steps()))
        : null;
  }

  private static String kind(ModelSpec model) {
    return Json.mapper().valueToTree(model).path("kind").asString();
  }

  @Override
  public Measured measured(Path run, Map<String, Object> overrides, int threads) {
    Preparation text = plans.texts().whole(plans.recipes().with(withoutTraining(overrides, run)));
    TokenModel model = opener.apply(run);
    try (Team team = new Team(threads)) {
      Timed first = timed(model, text, team);
      // The first time code is compiled, which says nothing about the model.
      double seconds =
          first.seconds() < SHORT ? timed(model, text, team).seconds() : first.seconds();
      Scores scores = first.scores();
      return new Measured(CellFigures.last(scores), scores.tokens() / seconds, bytes(run));
    }
  }

  private static Timed timed(TokenModel model, Preparation text, Team team) {
    long begun = System.nanoTime();
    Scores scores = Evaluator.score(model, text.test(), team);
    return new Timed(scores, (System.nanoTime() - begun) * 1e-9);
  }

  /** Of the best checkpoint's model, the tokenizer and the config. */
  private static long bytes(Path run) {
    long bytes = size(run.resolve(RunFolder.TOKENIZER)) + size(run.resolve(RunFolder.CONFIG));
    List<MixtureFile.Part> parts =
        RunReader.read(
            run,
            BEST,
            checkpoint ->
                Files.exists(checkpoint.folder().resolve(MixtureFile.FILE))
                    ? MixtureFile.in(checkpoint).members()
                    : List.of());
    return bytes
        + RunReader.modelBytes(run, BEST)
        + parts.stream().mapToLong(part -> bytes(run.resolve(part.run()).normalize())).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void count(
      CountedSpec spec, Map<String, Object> overrides, Path folder, BooleanSupplier stop) {
    Map<String, Object> counted = new LinkedHashMap<>(ofText(overrides));
    counted.put("model", Map.of("kind", "ngram", "order", spec.order()));
    counted.put("train", null);
    counted.put("optimizer", null);
    runner.runFinal(counted, 0, folder, 1, stop);
  }

  /** Those that say which text, and in which tokens. */
  private static Map<String, Object> ofText(Map<String, Object> overrides) {
    Map<String, Object> text = new LinkedHashMap<>(overrides);
    text.keySet()
        .removeIf(
            path ->
                !path.equals("tokenizer")
                    && !path.startsWith("tokenizer.")
                    && !path.startsWith("data."));
    return text;
  }

  @Override
  public void mix(
      List<Path> runs, Map<String, Object> overrides, MixtureWeights weights, Path folder) {
    Map<String, Object> model = new HashMap<>();
    model.put("kind", "mix");
    model.put("runs", runs.stream().map(run -> run.toAbsolutePath().toString()).toList());
    model.put("weights", weights.all());
    CacheShare cache = weights.cache();
    if (cache != null) {
      model.put("cache", cache.tokens());
      model.put("cache_kind", cache.kind().name().toLowerCase(Locale.ROOT));
      model.put("cache_weights", Objects.requireNonNull(cache.byMatch()));
    }
    Map<String, Object> all = withoutTraining(overrides, runs.getFirst());
    all.put("model", model);
    MixingRecipe recipe = (MixingRecipe) plans.recipes().with(all);
    all.put("data.boundaries", plans.texts().corpus(recipe).boundaries());
    Preparation text = plans.texts().whole(recipe);
    List<Member> members = runs.stream().map(run -> member(run, folder)).toList();
    MixingPlan plan = new MixingPlan(recipe, text, members);
    try (Team team = new Team(1);
        RunFolder taken = RunFolder.take(folder, Opening.ANEW)) {
      taken
          .begin(plans.recipes().yaml(all), plan, plans.texts().corpus(recipe).fingerprints())
          .train(team, Listener.NONE, () -> false);
    }
  }

  private Member member(Path run, Path mixture) {
    Path from = mixture.toAbsolutePath().normalize();
    String relative = from.relativize(run.toAbsolutePath().normalize()).toString();
    return new Member(relative.replace('\\', '/'), RunReader.sha256(run, BEST), opener.apply(run));
  }

  /** The config of a model that is made of runs, with their tokenizer. */
  private Map<String, Object> withoutTraining(Map<String, Object> overrides, Path run) {
    Map<String, Object> all = new LinkedHashMap<>(plans.onAllText(ofText(overrides)));
    all.keySet().removeIf(path -> path.startsWith("tokenizer"));
    String tokenizer = run.resolve(RunFolder.TOKENIZER).toAbsolutePath().toString();
    all.put("tokenizer", Map.of("file", tokenizer));
    all.put("model", Map.of("kind", "ngram", "order", 1));
    all.put("train", null);
    all.put("optimizer", null);
    return all;
  }

  @Override
  public FinalScore student(
      Path teacher,
      double width,
      Map<String, Object> overrides,
      long seed,
      Path folder,
      int threads,
      BooleanSupplier stop) {
    GradientRecipe chosen =
        GradientRecipe.of(plans.recipes().with(overrides), "study.final.student");
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    // The weights of a wider run do not fit.
    all.put("train.from_sha256", null);
    all.put("train.from", null);
    all.put("model", chosen.model().widened(width));
    all.put(
        TeacherSpec.KEY,
        Map.of(
            "run",
            teacher.toAbsolutePath().toString(),
            "weight",
            StudentSpec.TEACHER_WEIGHT,
            "sha256",
            RunReader.sha256(teacher, BEST)));
    return runner.runFinal(all, seed, folder, threads, stop);
  }

  @Override
  public MixtureWeights weights(
      Map<String, Object> overrides,
      long seed,
      CountedSpec counted,
      int cache,
      Path folder,
      BooleanSupplier stop) {
    TrainingPlan plan = plans.firstFold(overrides, seed);
    try (Team team = new Team(1)) {
      TokenModel model =
          switch (plan) {
            case GradientPlan gradients ->
                kept(gradients, overrides, seed, folder.resolve(CellRunner.RUN))
                    .orElseGet(() -> runner.network(gradients, folder, team, stop));
            case SteplessPlan stepless ->
                stepless.make(new SteplessPlan.Work(team, folder, _ -> {}, stop)).model();
          };
      return fitted(model, counted, cache, plan.text(), team);
    }
  }

  @Override
  public MixtureWeights weights(
      Path run, Map<String, Object> overrides, CountedSpec counted, int cache) {
    Preparation text = plans.firstFold(overrides).text();
    try (Team team = new Team(1)) {
      return fitted(opener.apply(run), counted, cache, text, team);
    }
  }

  /**
   * The network that a cell has left as a run, if it is of this very training. Along a path it is
   * not, because a cell begins there from another one's weights.
   */
  private Optional<TokenModel> kept(
      GradientPlan plan, Map<String, Object> overrides, long seed, Path run) {
    StudyPlans.Run its = plans.firstFoldRun(overrides, seed, plan);
    try {
      return plans.spec().search().warmStart().isEmpty()
              && RunFolder.holds(run, its.yaml(), its.text())
          ? Optional.of(plan.network(RunReader.weights(run, BEST, plan.model().parameters())))
          : Optional.empty();
    } catch (ProblemException | UncheckedIOException e) {
      LOG.warn("the network in {} is trained again: {}", run, e.getMessage());
      return Optional.empty();
    }
  }

  private static MixtureWeights fitted(
      TokenModel model, CountedSpec counted, int cache, Preparation text, Team team) {
    int vocabulary = text.tokenizer().vocabulary();
    List<float[]> scores = new ArrayList<>();
    scores.add(model.score(text.validation(), team));
    scores.add(
        CountedBaseline.model(counted, text.train(), vocabulary, team)
            .score(text.validation(), team));
    Recalled recalled =
        new NgramCache(cache).score(new Passages(text.validation()), vocabulary, team);
    return MixtureWeights.fit(scores, List.of(recalled), team).weights();
  }
}
