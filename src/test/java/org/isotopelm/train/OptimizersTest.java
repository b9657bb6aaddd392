package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.algorithm.Adam;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Lion;
import org.isotopelm.optim.algorithm.Muon;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.text.Fingerprint;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunFolder.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must hold of a training whatever its optimizer; TrainerTest and RunFolderTest have AdamW.
 */
class OptimizersTest {
  private static final Muon MUON = new Muon(0.95, true, 5, List.of(0.9, 0.95), 1e-8);

  private static final Fingerprint TEXT = new Fingerprint("0", Map.of("text.txt", "1"));

  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = Recipes.text(folder);
  }

  /** Each with a learning rate at which it learns. */
  static Stream<Arguments> optimizers() {
    return Stream.of(Recipes.MLP, Recipes.GPT, Recipes.LSTM)
        .flatMap(
            model ->
                Stream.of(
                    Arguments.of(new Adam(List.of(0.9, 0.95), 1e-8), 1e-2, model),
                    Arguments.of(new Sgd(0.9, true), 0.3, model),
                    Arguments.of(new Sgd(0, false), 1.0, model),
                    Arguments.of(new Lion(List.of(0.9, 0.99)), 2e-3, model),
                    Arguments.of(MUON, 1e-2, model)));
  }

  private GradientPlan plan(ModelSpec.Neural model, Algorithm algorithm, long steps, double peak) {
    TrainSpec train = Recipes.train(steps, 3);
    return Recipes.plan(Recipes.recipe(text, model, train, algorithm, peak), folder);
  }

  private static TrainResult train(GradientPlan plan, int threads) {
    try (Team team = new Team(threads)) {
      return Trainer.fresh(plan, team, Listener.NONE, () -> false).run();
    }
  }

  private static TrainResult train(Path run, GradientPlan plan, int threads, BooleanSupplier stop) {
    try (RunFolder opened = RunFolder.take(run, Opening.GO_ON);
        Team team = new Team(threads)) {
      return opened.begin("config\n", plan, TEXT).train(team, Listener.NONE, stop);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void train_stoppedAndOnOtherThreads_endsWithTheBitsOfOneRun(
      Algorithm algorithm, double peak, ModelSpec.Neural model) {
    GradientPlan plan = plan(model, algorithm, 20, peak);
    TrainResult whole = train(plan, 1);

    Path run = folder.resolve("parts");
    for (int steps : new int[] {7, 1}) {
      AtomicInteger asked = new AtomicInteger();
      assertThat(train(run, plan, 3, () -> asked.incrementAndGet() >= steps).interrupted())
          .isTrue();
    }
    TrainResult last = train(run, plan, 2, () -> false);

    assertThat(last.values()).isEqualTo(whole.values());
    assertThat(whole.values()).isNotEqualTo(plan.initialValues());
  }

  /** Those that learn in few steps: no LSTM does, and nothing without momentum. */
  static Stream<Arguments> quick() {
    return optimizers()
        .filter(each -> !Recipes.LSTM.equals(each.get()[2]))
        .filter(each -> !new Sgd(0, false).equals(each.get()[0]));
  }

  @ParameterizedTest
  @MethodSource("quick")
  void train_learnableText_nllFallsBelowThatOfSingleLetters(
      Algorithm algorithm, double peak, ModelSpec.Neural model) {
    TrainResult result = train(plan(model, algorithm, 300, peak), 2);
    // 28 letters: ln 28 = 3.3 at random, 2.7 by their frequencies.
    assertThat(Objects.requireNonNull(result.validation()).nll()).isBetween(0.37, 2.5);
  }

  /** Muon keeps no second moment of a hidden matrix, so its checkpoints do not hold one. */
  @Test
  void save_muon_leavesOutWhatItDoesNotKeep() throws IOException {
    Path run = folder.resolve("run");
    train(run, plan(Recipes.MLP, MUON, 5, 1e-2), 1, () -> false);
    byte[] bytes = Files.readAllBytes(run.resolve("checkpoints/step-5/optimizer.safetensors"));
    String header = new String(bytes, StandardCharsets.UTF_8);
    assertThat(header)
        .contains("hidden.0.weight.first_moment", "head.weight.second_moment")
        .doesNotContain("hidden.0.weight.second_moment");
  }
}
