package org.isotopelm.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.text.Fingerprint;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Listener;
import org.isotopelm.train.Recipes;
import org.isotopelm.train.Snapshot;
import org.isotopelm.train.TrainParts;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainSpec;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.run.RunFolder.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class RunFolderTest {
  private static final Fingerprint TEXT = new Fingerprint("0", Map.of("text.txt", "1"));

  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = Recipes.text(folder);
  }

  static Stream<ModelSpec.Neural> models() {
    return Stream.of(Recipes.MLP, Recipes.GPT, Recipes.LSTM, Recipes.HASHED);
  }

  private GradientPlan plan(ModelSpec.Neural model, long steps, double peak) {
    return Recipes.plan(Recipes.recipe(text, model, Recipes.train(steps, 2), peak), folder);
  }

  private static TrainResult train(Path run, GradientPlan plan, BooleanSupplier stop) {
    try (RunFolder opened = RunFolder.take(run, Opening.GO_ON);
        Team team = new Team(2)) {
      return opened.begin("config\n", plan, TEXT).train(team, Listener.NONE, stop);
    }
  }

  private static BooleanSupplier afterSteps(int steps) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() >= steps;
  }

  private static byte[] lastWeights(Path run, long step) throws IOException {
    return Files.readAllBytes(run.resolve("checkpoints/step-" + step + "/model.safetensors"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void train_stoppedAgainAndAgain_endsWithTheBitsOfOneRun(ModelSpec.Neural model)
      throws IOException {
    GradientPlan plan = plan(model, 40, 1e-2);
    train(folder.resolve("whole"), plan, () -> false);

    Path run = folder.resolve("parts");
    for (int steps : new int[] {7, 1, 13}) {
      assertThat(train(run, plan, afterSteps(steps)).interrupted()).isTrue();
    }
    TrainResult last = train(run, plan, () -> false);

    assertThat(last.interrupted()).isFalse();
    assertThat(lastWeights(run, 40)).isEqualTo(lastWeights(folder.resolve("whole"), 40));
    assertThat(withoutSeconds(run)).isEqualTo(withoutSeconds(folder.resolve("whole")));
  }

  @Test
  void train_carriedStateAndAccumulation_stoppedInAnEpoch_endsWithTheBitsOfOneRun()
      throws IOException {
    TrainSpec spec = Recipes.train(60, 4, 2, 2, null);
    GradientPlan plan = Recipes.plan(Recipes.recipe(text, Recipes.LSTM, spec, 1e-2), folder);
    train(folder.resolve("whole"), plan, () -> false);
    Path run = folder.resolve("parts");
    for (int steps : new int[] {7, 1, 31}) {
      train(run, plan, afterSteps(steps));
    }
    train(run, plan, () -> false);

    assertThat(lastWeights(run, 60)).isEqualTo(lastWeights(folder.resolve("whole"), 60));
    // The state is no formality: without it the run ends elsewhere.
    assertThat(lastWeightsWithoutState(plan)).isNotEqualTo(lastWeights(run, 60));
  }

  /** The last weights of a run that loses its state on the way. */
  private byte[] lastWeightsWithoutState(GradientPlan plan) throws IOException {
    Path run = folder.resolve("stateless");
    train(run, plan, afterSteps(7));
    String owner = RunSeal.read(run).map(RunSeal::run).orElseThrow();
    TrainParts parts = TrainParts.of(plan, plan.initialValues(), 1);
    RunCheckpoints checkpoints = new RunCheckpoints(run, plan, owner);
    TrainState state = checkpoints.restore(parts).orElseThrow().state();
    assertThat(parts.carried()).doesNotContain(0);
    Arrays.fill(parts.carried(), 0);
    checkpoints.saveOnly(new Snapshot(state, plan.model().parameters(), parts, false));
    train(run, plan, () -> false);
    return lastWeights(run, 60);
  }

  @Test
  void train_bestCheckpointLost_goesOnWithAnother() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 40, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(15));
    Path checkpoints = run.resolve("checkpoints");
    assertThat(Files.readString(checkpoints.resolve("best"))).isEqualTo("step-10\n");
    Files.move(checkpoints.resolve("step-10"), folder.resolve("lost"));

    assertThat(train(run, plan, () -> false).state().step()).isEqualTo(40);
    String best = Files.readString(checkpoints.resolve("best")).strip();
    assertThat(checkpoints.resolve(best)).isDirectory();
  }

  @Test
  void requireUsable_inAFile_saysSo() throws IOException {
    RunFolder.requireUsable(folder.resolve("a/b"), Opening.NEW);
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path inFile : List.of(file, file.resolve("run"))) {
      assertThatThrownBy(() -> RunFolder.requireUsable(inFile, Opening.NEW))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(file + " is a file")
          .hasMessageContaining("name another folder");
    }
  }

  @Test
  void plan_largerThanArrays_isAnErrorOfTheConfig() {
    ModelSpec.Neural wide =
        new ModelSpec.Mlp(
            3,
            8,
            List.of(2_000_000_000),
            ModelSpec.Activation.TANH,
            false,
            false,
            false,
            true,
            0.0);
    assertThatThrownBy(() -> plan(wide, 10, 1e-2))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("model")
        .hasMessageContaining("2,147,483,647");
    TrainSpec many = Recipes.train(10, 300_000_000, 1, 2, null);
    assertThatThrownBy(() -> Recipes.plan(Recipes.recipe(text, Recipes.LSTM, many, 1e-2), folder))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("train.batch");
  }

  @Test
  void train_checkpointOfAnotherBatchSize_saysWhichTensorDoesNotFit() {
    Path run = folder.resolve("run");
    train(run, plan(Recipes.LSTM, 10, 1e-2), afterSteps(3));
    TrainSpec wider = Recipes.train(10, 9, 1, 2, null);
    GradientPlan other = Recipes.plan(Recipes.recipe(text, Recipes.LSTM, wider, 1e-2), folder);

    assertThatThrownBy(() -> train(run, other, () -> false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("carried_state");
  }

  /** The metrics but for wall time. */
  private static List<String> withoutSeconds(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll("\"seconds\":[^,]*,", ""))
        .toList();
  }

  @Test
  void train_killedBetweenCheckpoints_dropsWhatWasLoggedAfterTheLast() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 20, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(10));
    Path metrics = run.resolve("metrics.jsonl");
    String kept = Files.readString(metrics);
    Files.writeString(metrics, kept + "{\"step\":11,\"train_nll\":1.0}\n{\"step\":12,\"tr");

    train(run, plan, () -> false);

    assertThat(Files.readString(metrics)).startsWith(kept);
    assertThat(Files.readAllLines(metrics).stream().filter(line -> line.contains("\"step\":11,")))
        .hasSize(1);
  }

  @Test
  void train_finishedRun_changesNothing() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 10, 1e-2);
    Path run = folder.resolve("run");
    TrainResult first = train(run, plan, () -> false);
    byte[] weights = lastWeights(run, 10);

    TrainResult again = train(run, plan, () -> false);

    assertThat(lastWeights(run, 10)).isEqualTo(weights);
    assertThat(again.trainNll()).isEqualTo(first.trainNll());
    assertThat(again.state()).isEqualTo(first.state());
  }

  @Test
  void train_diverges_keepsTheLastCheckpoint() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 10, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(5));
    byte[] kept = lastWeights(run, 5);
    GradientPlan wild = plan(Recipes.MLP, 200, 1e38);

    assertThatThrownBy(
            () -> {
              try (RunFolder opened = RunFolder.take(run, Opening.GO_ON);
                  Team team = new Team(1)) {
                opened.begin("config\n", wild, TEXT).train(team, Listener.NONE, () -> false);
              }
            })
        .isInstanceOf(ProblemException.class);

    assertThat(lastWeights(run, 5)).isEqualTo(kept);
  }

  @Test
  void requireSamePlan_anotherDecayPlan_refusesAndNamesWhatDiffers() {
    GradientPlan plan = plan(Recipes.MLP, 10, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(2));
    GradientRecipe recipe = plan.recipe();
    OptimizerSpec old = recipe.optimizer();
    OptimizerSpec stronger =
        new OptimizerSpec(
            old.algorithm(),
            old.clip(),
            old.learningRate(),
            List.of(new DecayRule("everything", List.of(), 0.7, Form.DECOUPLED)));
    GradientRecipe other =
        new GradientRecipe(
            recipe.data(), recipe.tokenizer(), recipe.model(), recipe.train(), stronger);

    assertThatThrownBy(() -> RunPlan.requireSame(run, Recipes.plan(other, folder)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("everything")
        .hasMessageContaining("accept the changes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "decay", "entry", "group"})
  void requireSamePlan_savedPlanHoldsNull_saysThatItIsDamaged(String what) throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 10, 1e-2);
    ObjectNode json = Json.mapper().valueToTree(plan.explanation());
    switch (what) {
      case "decay" -> json.putNull("decay");
      case "entry" -> json.putArray("decay").addNull();
      case "group" -> ((ObjectNode) json.path("decay").path(0)).putNull("group");
      default -> {}
    }
    Files.writeString(folder.resolve("plan.json"), what.equals("null") ? what : json.toString());

    assertThatThrownBy(() -> RunPlan.requireSame(folder, plan))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("plan.json: is damaged");
  }

  @Test
  void take_heldByAnother_refuses() {
    Path run = folder.resolve("run");
    try (RunFolder held = RunFolder.take(run, Opening.GO_ON)) {
      assertThat(held.goesOn()).isFalse();
      assertRefused(run, Opening.GO_ON, "in use");
    }
  }

  private static void assertRefused(Path run, Opening opening, String... why) {
    assertThatThrownBy(() -> RunFolder.take(run, opening).close())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContainingAll(why);
  }

  @ParameterizedTest
  @EnumSource(Opening.class)
  void take_filesOfThoseNamesThatNoTrainingWrote_refusesAndLeavesThem(Opening opening)
      throws IOException {
    for (String name :
        List.of("config.yaml", "plan.json", "metrics.jsonl", "report.md", "checkpoints/notes")) {
      Path other = folder.resolve(name.replaceAll("\\W", "-"));
      Files.createDirectories(other.resolve(name).getParent());
      Files.writeString(other.resolve(name), "precious");

      String top = Path.of(name).getName(0).toString();
      assertRefused(other, opening, other + ": holds " + top, "no run");

      assertThat(other.resolve(name)).hasContent("precious");
      assertThat(other.resolve("lock")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "thesis.tex",
        "checkpoints/notes.txt",
        "checkpoints/step-10/notes.txt",
        "export/x"
      })
  void take_anewARunWithSomethingElseInItsFolder_refusesAndDeletesNothing(String stranger)
      throws IOException {
    Path run = folder.resolve("run");
    train(run, plan(Recipes.MLP, 10, 1e-2), () -> false);
    Files.createDirectories(run.resolve(stranger).getParent());
    Files.writeString(run.resolve(stranger), "precious");
    byte[] weights = lastWeights(run, 10);

    assertRefused(run, Opening.ANEW, stranger.replace("/x", ""), "not deleted");

    assertThat(run.resolve(stranger)).hasContent("precious");
    assertThat(lastWeights(run, 10)).isEqualTo(weights);
  }

  @Test
  void take_anewARun_deletesAllOfItButTheLock() throws IOException {
    Path run = folder.resolve("run");
    train(run, plan(Recipes.MLP, 10, 1e-2), () -> false);
    Files.writeString(run.resolve(".report.html.17-2f.tmp"), "cut by a kill");

    RunFolder.take(run, Opening.ANEW).close();

    try (Stream<Path> left = Files.list(run)) {
      assertThat(left).containsExactly(run.resolve("lock"));
    }
    assertThat(train(run, plan(Recipes.MLP, 10, 1e-2), () -> false).state().step()).isEqualTo(10);
  }

  @Test
  void take_newWhereARunIs_refuses() {
    Path run = folder.resolve("run");
    train(run, plan(Recipes.MLP, 10, 1e-2), afterSteps(2));
    assertRefused(run, Opening.NEW, "already holds a run");
  }

  @Test
  void train_folderTakenByAnotherMeanwhile_stopsAndSavesNothingThere() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 40, 1e-2);
    Path run = folder.resolve("run");
    AtomicInteger steps = new AtomicInteger();
    BooleanSupplier thief =
        () -> {
          if (steps.incrementAndGet() == 7) {
            move(run, folder.resolve("away"));
            train(run, plan(Recipes.MLP, 5, 1e-3), () -> false);
          }
          return false;
        };

    assertThatThrownBy(() -> train(run, plan, thief))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContainingAll(
            run.toString(), "was removed or replaced", "saves nothing more there");

    assertThat(run.resolve("checkpoints/step-5")).isDirectory();
    assertThat(run.resolve("checkpoints/step-10")).doesNotExist();
    assertThat(run.resolve("checkpoints/last")).hasContent("step-5");
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void begin_anotherTokenizer_refuses() throws IOException {
    Path run = folder.resolve("run");
    train(run, plan(Recipes.MLP, 10, 1e-2), afterSteps(2));
    Files.writeString(text, Files.readString(text).replace("weights", "wëights"));

    assertThatThrownBy(() -> train(run, plan(Recipes.MLP, 10, 1e-2), () -> false))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContainingAll(
            "tokenizer.json", "is not the tokenizer that the text and the config give");
  }

  @Test
  void train_checkpointOfAnotherSeed_isRefused() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 20, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(7));
    Path other = folder.resolve("other");
    try (RunFolder opened = RunFolder.take(other, Opening.NEW);
        Team team = new Team(2)) {
      opened.begin("another seed\n", plan, TEXT).train(team, Listener.NONE, () -> false);
    }
    move(other.resolve("checkpoints/step-20"), run.resolve("checkpoints/step-20"));

    assertThatThrownBy(() -> train(run, plan, () -> false))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContainingAll("step-20", "another run");
    assertThatThrownBy(() -> RunReader.weights(run, "last", plan.model().parameters()))
        .hasMessageContainingAll("step-20", "another run");
  }

  @Test
  void train_runWithoutASeal_goesOn() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 20, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(7));
    float[] kept = RunReader.weights(run, "last", plan.model().parameters());
    Files.delete(run.resolve(RunSeal.FILE));

    assertThat(RunReader.weights(run, "last", plan.model().parameters())).isEqualTo(kept);
    assertThat(train(run, plan, () -> false).state().step()).isEqualTo(20);
  }

  @Test
  void mend_planDamagedOrLost_writesItAgain() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 10, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(2));
    String whole = Files.readString(run.resolve("plan.json"));
    Files.writeString(run.resolve("plan.json"), whole.replace('1', '2'));
    mend(run, plan);
    assertThat(run.resolve("plan.json")).hasContent(whole);

    Files.delete(run.resolve("plan.json"));
    mend(run, plan);
    assertThat(run.resolve("plan.json")).hasContent(whole);
  }

  @Test
  void mend_configDamaged_isAnErrorWithBothChecksums() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 10, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(2));
    Files.writeString(run.resolve("config.yaml"), "confag\n");
    try (RunFolder opened = RunFolder.take(run, Opening.GO_ON)) {
      assertThatThrownBy(() -> opened.mend("another\n", plan, false))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
          .hasMessageContainingAll("config.yaml", "found checksum", "expected");
    }
  }

  private static void mend(Path run, GradientPlan plan) {
    try (RunFolder opened = RunFolder.take(run, Opening.GO_ON)) {
      opened.mend("config\n", plan, false);
    }
  }

  @Test
  void train_bestNotNamedBecauseOfAKill_namesItOnResume() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 40, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, () -> false);
    Path best = run.resolve("checkpoints/best");
    String named = Files.readString(best);
    Files.writeString(best, "step-5\n");

    train(run, plan, () -> false);

    assertThat(best).hasContent(named);
  }

  @Test
  void train_metricsDamagedBeforeTheResume_dropsWhatCannotBeRead() throws IOException {
    GradientPlan plan = plan(Recipes.MLP, 40, 1e-2);
    Path run = folder.resolve("run");
    train(run, plan, afterSteps(20));
    Path metrics = run.resolve("metrics.jsonl");
    List<String> lines = Files.readAllLines(metrics);
    assertThat(RunCheckpoints.contradicts(run, Files.readAllBytes(metrics))).isFalse();
    byte[] damaged = Files.readAllBytes(metrics);
    damaged[lines.get(0).length() + 3] = (byte) 0xff;
    Files.write(metrics, damaged);
    assertThat(RunCheckpoints.contradicts(run, damaged)).isTrue();

    train(run, plan, () -> false);

    List<String> after = Files.readAllLines(metrics);
    assertThat(after.get(0)).isEqualTo(lines.get(0));
    assertThat(after.get(1)).isEqualTo(lines.get(2));
    assertThat(after).hasSize(39);
    assertThat(after.getLast()).startsWith("{\"step\":40,");
    assertThat(RunCheckpoints.contradicts(run, Files.readAllBytes(metrics))).isFalse();
  }

  @Test
  void cell_checkpointOfAnotherCell_beginsAnew() {
    Path cell = folder.resolve("cell");
    runCell(plan(Recipes.MLP, 40, 1e-3), cell, afterSteps(7));
    GradientPlan other = plan(Recipes.MLP, 40, 1e-2);

    TrainResult result = runCell(other, cell, () -> false);

    TrainResult whole = runCell(other, folder.resolve("other"), () -> false);
    assertThat(result.values()).isEqualTo(whole.values());
    assertThat(result.state().tokens()).isEqualTo(whole.state().tokens());
  }

  private static TrainResult runCell(GradientPlan plan, Path folder, BooleanSupplier stop) {
    try (Team team = new Team(1)) {
      return new CellTrainer(plan, folder, System::nanoTime)
          .run(plan::initialValues, team, Listener.NONE, stop);
    }
  }
}
