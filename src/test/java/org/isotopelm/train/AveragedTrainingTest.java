package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.math.Allocation;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.AveragedWeights;
import org.isotopelm.optim.average.Average;
import org.isotopelm.optim.average.EmaAverage;
import org.isotopelm.optim.average.TailAverage;
import org.isotopelm.optim.schedule.Share;
import org.isotopelm.optim.schedule.Span;
import org.isotopelm.text.Fingerprint;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunFolder.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AveragedTrainingTest {
  private static final Average HALF = new TailAverage(new Share(0.5));
  private static final Average EMA = new EmaAverage(new Span(4, Span.Unit.STEPS));

  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = Recipes.text(folder);
  }

  static Stream<ModelSpec.Neural> models() {
    return Stream.of(Recipes.MLP, Recipes.GPT, Recipes.LSTM, Recipes.HASHED);
  }

  private GradientPlan plan(ModelSpec.Neural model, TrainSpec spec) {
    return Recipes.plan(Recipes.recipe(text, model, spec, 1e-2), folder);
  }

  /** Keeps the weights after each step. */
  private static Listener keeping(float[] values, List<float[]> kept) {
    return new Listener() {
      @Override
      public void stepped(long step, double nll, int tokens) {
        kept.add(values.clone());
      }
    };
  }

  private static TrainResult train(GradientPlan plan, float[] values, Listener listener) {
    try (Team team = new Team(2)) {
      return Trainer.fresh(plan, values, team, listener, () -> false).run();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void run_tail_isTheMeanOfTheLastWeightsAndLeavesTheTrainingAsItIs(ModelSpec.Neural model) {
    GradientPlan plain = plan(model, Recipes.train(20, 3));
    GradientPlan averaged = plan(model, Recipes.averaged(Recipes.train(20, 3), HALF));
    List<float[]> steps = new ArrayList<>();
    float[] values = averaged.initialValues();

    TrainResult result = train(averaged, values, keeping(values, steps));

    float[] last = plain.initialValues();
    train(plain, last, Listener.NONE);
    assertThat(values).isEqualTo(last);
    for (int i = 0; i < values.length; i++) {
      double sum = 0;
      for (float[] step : steps.subList(10, 20)) {
        sum += step[i];
      }
      assertThat(result.values()[i]).isCloseTo((float) (sum / 10), within(1e-5f));
    }
    assertThat(result.values()).isNotEqualTo(values);
    assertThat(Objects.requireNonNull(result.validation()).nll())
        .isEqualTo(nll(averaged, result.values()));
  }

  private static double nll(GradientPlan plan, float[] values) {
    try (Team team = new Team(1)) {
      return Evaluator.score(plan.network(values), plan.text().validation(), team).nll();
    }
  }

  @Test
  void run_ema_weighsTheStepsByTheirAge() {
    GradientPlan plan = plan(Recipes.MLP, Recipes.averaged(Recipes.train(20, 3), EMA));
    List<float[]> steps = new ArrayList<>();
    float[] values = plan.initialValues();

    TrainResult result = train(plan, values, keeping(values, steps));

    for (int i = 0; i < values.length; i++) {
      double sum = 0;
      double all = 0;
      for (int step = 1; step <= 20; step++) {
        double weight = Math.pow(2, (step - 20) / 4.0);
        sum += weight * steps.get(step - 1)[i];
        all += weight;
      }
      assertThat(result.values()[i]).isCloseTo((float) (sum / all), within(1e-5f));
    }
  }

  /** Before step 11 of 20 there is no average, so the last weights are scored. */
  @Test
  void run_evaluated_scoresTheAverageOnceThereIsOne() {
    List<Double> plain = evaluations(Recipes.train(20, 3));
    List<Double> averaged = evaluations(Recipes.averaged(Recipes.train(20, 3), HALF));

    assertThat(averaged).hasSize(2);
    assertThat(averaged.getFirst()).isEqualTo(plain.getFirst());
    assertThat(averaged.getLast()).isNotEqualTo(plain.getLast());
  }

  private List<Double> evaluations(TrainSpec spec) {
    GradientPlan plan = plan(Recipes.MLP, spec);
    return train(plan, plan.initialValues(), Listener.NONE).state().evaluations().stream()
        .map(TrainState.Evaluated::nll)
        .toList();
  }

  private TrainResult inFolder(String run, GradientPlan plan, BooleanSupplier stop) {
    try (RunFolder opened = RunFolder.take(folder.resolve(run), Opening.GO_ON);
        Team team = new Team(2)) {
      Fingerprint print = new Fingerprint("0", Map.of("text.txt", "1"));
      return opened.begin("config\n", plan, print).train(team, Listener.NONE, stop);
    }
  }

  private static BooleanSupplier afterSteps(int steps) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() >= steps;
  }

  private byte[] file(String run, String name) throws IOException {
    return Files.readAllBytes(folder.resolve(run).resolve("checkpoints/step-40").resolve(name));
  }

  static Stream<List<Object>> averagesOfModels() {
    return models().flatMap(model -> Stream.of(List.of(model, HALF), List.of(model, EMA)));
  }

  /** Stopped before, at and behind the first step of the average. */
  @ParameterizedTest
  @MethodSource("averagesOfModels")
  void train_stoppedAgainAndAgain_endsWithTheBitsOfOneRun(List<Object> both) throws IOException {
    TrainSpec spec = Recipes.averaged(Recipes.train(40, 2), (Average) both.getLast());
    GradientPlan plan = plan((ModelSpec.Neural) both.getFirst(), spec);
    inFolder("whole", plan, () -> false);

    for (int steps : new int[] {7, 13, 1, 9}) {
      assertThat(inFolder("parts", plan, afterSteps(steps)).interrupted()).isTrue();
    }
    TrainResult last = inFolder("parts", plan, () -> false);

    for (String name : List.of("model.safetensors", "optimizer.safetensors")) {
      assertThat(file("parts", name)).isEqualTo(file("whole", name));
    }
    // What is saved as the model is the average, and what the next step would go on with is not.
    assertThat(RunReader.weights(folder.resolve("parts"), "last", plan.model().parameters()))
        .isEqualTo(last.values());
  }

  /** The average of the old length is no part of the longer one, which goes on with the weights. */
  @Test
  void train_finishedRunThatBecomesLonger_goesOnWithTheWeights() {
    Average last = new TailAverage(new Share(0.1));
    inFolder("run", plan(Recipes.MLP, Recipes.averaged(Recipes.train(40, 2), last)), () -> false);
    inFolder("plain", plan(Recipes.MLP, Recipes.train(40, 2)), () -> false);

    GradientPlan longer = plan(Recipes.MLP, Recipes.averaged(Recipes.train(80, 2), last));
    TrainResult averaged = inFolder("run", longer, afterSteps(10));
    TrainResult plain = inFolder("plain", plan(Recipes.MLP, Recipes.train(80, 2)), afterSteps(10));

    assertThat(averaged.values()).isEqualTo(plain.values());
  }

  @Test
  void add_anyStep_allocatesNothing() {
    GradientPlan plan = plan(Recipes.GPT, Recipes.train(100, 1));
    float[] values = plan.initialValues();
    try (Team team = new Team(1)) {
      AveragedWeights average =
          new AveragedWeights(EMA, plan.horizon(), Trainer.optimizer(plan, 1), values.length);
      assertThat(Allocation.least(() -> average.add(1, values, team))).isLessThan(500);
    }
  }
}
