package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.Embeddings;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.algorithm.Adam;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.optim.average.Average;
import org.isotopelm.optim.average.TailAverage;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.optim.schedule.Share;
import org.isotopelm.param.Parameter;
import org.isotopelm.train.run.CellTrainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings of 600 steps are logged, and all rows made up for, every third step. */
class TouchedRowsTest {
  private static final Embeddings TOUCHED = new Embeddings(Embeddings.Rows.TOUCHED);
  private static final Average TAIL = new TailAverage(new Share(0.2));
  private static final Algorithm SGD = new Sgd(0, false);
  private static final Algorithm ADAMW = new AdamW(List.of(0.9, 0.95), 1e-8);
  private static final ModelSpec.Neural GPT =
      ModelSpec.Gpt.gpt2(1, 2, 16, 12, 0.1, false, true, 0.02);
  private static final ModelSpec.Neural LSTM =
      new ModelSpec.Lstm(
          1, 16, 8, 12, false, true, new ModelSpec.Lstm.Dropouts(0.1, 0.1, 0, 0.1, 0));

  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = Recipes.text(folder);
  }

  static Stream<ModelSpec.Neural> models() {
    return Stream.of(Recipes.MLP, GPT, LSTM, Recipes.HASHED);
  }

  private GradientPlan plan(
      ModelSpec.Neural model, Algorithm algorithm, Form form, Embeddings rows) {
    return plan(model, algorithm, form, rows, null);
  }

  private GradientPlan plan(
      ModelSpec.Neural model,
      Algorithm algorithm,
      Form form,
      Embeddings rows,
      @Nullable Average average) {
    TrainSpec spec = Recipes.train(600, 4, 2, 3, null);
    TrainSpec rarely =
        new TrainSpec(
            spec.steps(),
            null,
            spec.batch(),
            spec.accumulation(),
            spec.shards(),
            spec.seed(),
            new TrainSpec.Evaluate(100L),
            spec.checkpoint(),
            null,
            average,
            null,
            null,
            null,
            null,
            null);
    GradientRecipe recipe = Recipes.recipe(text, model, rarely, 1e-2);
    OptimizerSpec optimizer =
        new OptimizerSpec(
            algorithm,
            1.0,
            new LearningRate(2e-2, ScheduleKind.COSINE, "5%", 0.1, "20%"),
            List.of(new DecayRule("all", List.of(), 0.5, form)),
            rows);
    return Recipes.plan(
        new GradientRecipe(recipe.data(), recipe.tokenizer(), model, rarely, optimizer), folder);
  }

  private TrainResult train(GradientPlan plan, int threads, String name, BooleanSupplier stop) {
    try (Team team = new Team(threads)) {
      return new CellTrainer(plan, folder.resolve(name), System::nanoTime)
          .run(plan::initialValues, team, Listener.NONE, stop);
    }
  }

  private static BooleanSupplier afterSteps(int count) {
    AtomicInteger steps = new AtomicInteger();
    return () -> steps.incrementAndGet() >= count;
  }

  private static void requireClose(GradientPlan plan, float[] found, float[] expected) {
    for (Parameter p : plan.model().parameters().parameters()) {
      double squares = 0;
      double norm = 0;
      for (int i = p.offset(); i < p.end(); i++) {
        squares += Math.pow((double) found[i] - expected[i], 2);
        norm += Math.pow(expected[i], 2);
      }
      assertThat(Math.sqrt(squares / norm)).as(p.name()).isLessThan(1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DECOUPLED", "L2"})
  void run_sgd_equalsTheDenseRunAtTheEndAndWhereItIsStopped(Form form) {
    requireDenseResult(Recipes.MLP, form);
  }

  /** Four parameters have rows. */
  @Test
  void run_sgdOfHashed_equalsTheDenseRunAtTheEndAndWhereItIsStopped() {
    requireDenseResult(Recipes.HASHED, Form.DECOUPLED);
  }

  private void requireDenseResult(ModelSpec.Neural model, Form form) {
    GradientPlan touched = plan(model, SGD, form, TOUCHED);
    GradientPlan dense = plan(model, SGD, form, Embeddings.ALL);
    // Step 278 is not logged: rows are behind there, and made up for in what is saved.
    train(touched, 1, "touched", afterSteps(278));
    TrainResult half = train(dense, 1, "dense", afterSteps(278));
    float[] saved =
        RunReader.weights(folder.resolve("touched"), "last", touched.model().parameters());
    requireClose(touched, saved, half.values());

    TrainResult lazy = train(touched, 1, "touched", () -> false);
    requireClose(touched, lazy.values(), train(dense, 1, "dense", () -> false).values());
  }

  @ParameterizedTest
  @MethodSource("models")
  void run_stoppedAndOnThreeThreads_sameBits(ModelSpec.Neural model) {
    GradientPlan plan = plan(model, ADAMW, Form.DECOUPLED, TOUCHED);
    TrainResult whole = train(plan, 1, "whole", () -> false);
    train(plan, 3, "part", afterSteps(401));
    TrainResult resumed = train(plan, 3, "part", () -> false);

    assertThat(resumed.values()).isEqualTo(whole.values());
    assertThat(resumed.state().evaluations()).isEqualTo(whole.state().evaluations());
  }

  /** Rows are behind at most of the steps that enter the average. */
  @Test
  void run_sgdAveraged_equalsTheDenseAverage() {
    TrainResult touched =
        train(plan(Recipes.MLP, SGD, Form.DECOUPLED, TOUCHED, TAIL), 1, "lazy", () -> false);
    GradientPlan dense = plan(Recipes.MLP, SGD, Form.DECOUPLED, Embeddings.ALL, TAIL);

    requireClose(dense, touched.values(), train(dense, 1, "dense", () -> false).values());
  }

  /** Step 547 enters the average and is not logged. */
  @ParameterizedTest
  @MethodSource("models")
  void run_averagedStoppedAndOnThreeThreads_sameBits(ModelSpec.Neural model) {
    GradientPlan plan = plan(model, ADAMW, Form.DECOUPLED, TOUCHED, TAIL);
    TrainResult whole = train(plan, 1, "whole", () -> false);
    train(plan, 3, "part", afterSteps(547));
    TrainResult resumed = train(plan, 3, "part", () -> false);

    assertThat(resumed.values()).isEqualTo(whole.values());
    assertThat(resumed.state().evaluations()).isEqualTo(whole.state().evaluations());
  }

  /** Were the rows that a step does not touch updated after all, nothing here would be tested. */
  @Test
  void run_adamw_isAnotherAlgorithmWhenLazyAndSaysSo() {
    GradientPlan lazy = plan(Recipes.MLP, ADAMW, Form.DECOUPLED, TOUCHED);
    GradientPlan dense = plan(Recipes.MLP, ADAMW, Form.DECOUPLED, Embeddings.ALL);

    assertThat(train(lazy, 1, "lazy", () -> false).values())
        .isNotEqualTo(train(dense, 1, "dense", () -> false).values());
    assertThat(lazy.explanation().warnings())
        .anySatisfy(
            warning -> assertThat(warning).contains("this is lazy adamw, another algorithm"));
    assertThat(plan(Recipes.MLP, SGD, Form.L2, TOUCHED).explanation().warnings())
        .noneSatisfy(warning -> assertThat(warning).contains("lazy"));
    assertThat(lazy.explanation().differencesFrom(dense.explanation()))
        .anySatisfy(
            difference ->
                assertThat(difference.sentence()).contains("embeddings").contains("touched"));
  }

  @Test
  void plan_l2UnderAdam_isRefusedAsThereIsNoClosedForm() {
    assertThatThrownBy(
            () -> plan(Recipes.MLP, new Adam(List.of(0.9, 0.95), 1e-8), Form.L2, TOUCHED))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("optimizer.embeddings.rows: touched is not possible: group 'all'")
        .hasMessageContaining("has no closed form");
  }

  @Test
  void plan_momentumAndL2_isRefused() {
    assertThatThrownBy(() -> plan(Recipes.MLP, new Sgd(0.9, true), Form.L2, TOUCHED))
        .hasMessageContaining("has no closed form");
  }

  @Test
  void plan_stable_isRefused() {
    assertThatThrownBy(() -> plan(Recipes.MLP, ADAMW, Form.STABLE, TOUCHED))
        .hasMessageContaining("decays by form stable");
  }

  @ParameterizedTest
  @MethodSource("tied")
  void plan_tiedOutput_isRefused(ModelSpec.Neural model) {
    assertThatThrownBy(() -> plan(model, ADAMW, Form.DECOUPLED, TOUCHED))
        .hasMessageContaining("the output layer is tied to the embedding");
  }

  static Stream<ModelSpec.Neural> tied() {
    return Stream.of(Recipes.GPT, Recipes.LSTM);
  }
}
