package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = Recipes.text(folder);
  }

  static Stream<ModelSpec.Neural> models() {
    return Stream.of(Recipes.MLP, Recipes.GPT, Recipes.LSTM, Recipes.HASHED);
  }

  private TrainResult train(GradientPlan plan, int threads, Listener listener) {
    try (Team team = new Team(threads)) {
      return Trainer.fresh(plan, team, listener, () -> false).run();
    }
  }

  private static Listener saving(List<Snapshot> saved) {
    return new Listener() {
      @Override
      public void save(Snapshot snapshot) {
        saved.add(snapshot);
      }
    };
  }

  private GradientPlan plan(ModelSpec.Neural model, TrainSpec spec, double peak) {
    return Recipes.plan(Recipes.recipe(text, model, spec, peak), folder);
  }

  @ParameterizedTest
  @MethodSource("models")
  void run_oneThreadOrThree_sameBits(ModelSpec.Neural model) {
    GradientPlan plan = plan(model, Recipes.train(20, 3), 1e-2);

    TrainResult one = train(plan, 1, Listener.NONE);
    TrainResult three = train(plan, 3, Listener.NONE);

    assertThat(one.values()).isEqualTo(three.values());
    assertThat(one.trainNll()).isEqualTo(three.trainNll());
  }

  @ParameterizedTest
  @MethodSource("models")
  void run_learnableText_nllFallsWellBelowUniform(ModelSpec.Neural model) {
    int steps = model.equals(Recipes.LSTM) ? 800 : 200; // a recurrent one is slow to begin
    GradientPlan plan = plan(model, Recipes.train(steps, 2), 1e-2);

    TrainResult result = train(plan, 2, Listener.NONE);

    // Eight equally likely words have 37 letters and 8 blanks: 8·ln 8 / 45 = 0.37 nats a letter at
    // best. A uniform guess of 28 letters costs ln 28 = 3.3. The four models reach 1.28, 0.87,
    // 1.36 and 1.36.
    assertThat(Objects.requireNonNull(result.validation()).nll()).isBetween(0.37, 1.5);
    assertThat(result.state().step()).isEqualTo(steps);
  }

  @Test
  void run_accumulatedBatches_stepAsOneLargeBatch() {
    TrainResult whole =
        train(plan(Recipes.MLP, Recipes.train(10, 16, 1, 2, null), 1e-2), 1, Listener.NONE);
    TrainResult parts =
        train(plan(Recipes.MLP, Recipes.train(10, 8, 2, 2, null), 1e-2), 1, Listener.NONE);

    for (int i = 0; i < whole.values().length; i++) {
      assertThat(parts.values()[i]).isCloseTo(whole.values()[i], within(1e-4f));
    }
  }

  @Test
  void run_hugeLearningRate_divergesAndNamesTensorOrLoss() {
    GradientPlan plan = plan(Recipes.GPT, Recipes.train(50, 1), 1e30);

    assertThatThrownBy(() -> train(plan, 1, Listener.NONE))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
        .hasMessageContaining("diverged at step")
        .hasMessageContaining("learning rate")
        .hasMessageContaining("c·λ is over 1 for 'decayed'")
        .hasMessageContaining("lower its lambda, or try a lower peak");
  }

  @Test
  void run_validationNoNumber_divergesBeforeItIsSaved() {
    TrainSpec often =
        new TrainSpec(
            50L,
            null,
            8,
            1,
            1,
            3,
            new TrainSpec.Evaluate(1L),
            new TrainSpec.Checkpoint(1L, TrainSpec.Keep.BEST_LAST),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    List<Snapshot> saved = new ArrayList<>();

    assertThatThrownBy(() -> train(plan(Recipes.GPT, often, 1e38), 1, saving(saved)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
        .hasMessageContaining("diverged at step 1: the validation nll is NaN");
    assertThat(saved).isEmpty();
  }

  @Test
  void run_lastStepMakesWeightsInfinite_divergesBeforeTheyAreSaved() {
    DecayRule infinite = new DecayRule("all", List.of(), 1e12, Form.DECOUPLED);
    GradientRecipe recipe =
        Recipes.onAllText(Recipes.recipe(text, Recipes.MLP, Recipes.train(1, 1), 1e38), infinite);
    List<Snapshot> saved = new ArrayList<>();

    assertThatThrownBy(() -> train(Recipes.plan(recipe, folder), 1, saving(saved)))
        .hasMessageContaining("diverged at step 1: a weight of embedding.weight is not finite")
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED));
    assertThat(saved).isEmpty();
  }

  @Test
  void run_patienceEnds_stopsEarlyAtAnEvaluation() {
    // A peak this high makes the loss rise soon after it has fallen.
    GradientPlan plan = plan(Recipes.MLP, Recipes.train(400, 8, 1, 1, 2), 0.3);

    TrainResult result = train(plan, 1, Listener.NONE);

    assertThat(result.state().step()).isLessThan(400).isGreaterThanOrEqualTo(20);
    assertThat(result.state().evaluationsWithoutGain()).isEqualTo(2);
    assertThat(result.interrupted()).isFalse();
  }

  @Test
  void run_logged_groupsHaveRatesAndNorms() {
    GradientPlan plan = plan(Recipes.MLP, Recipes.train(10, 1), 1e-2);
    List<LogPoint> points = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public boolean logs() {
            return true;
          }

          @Override
          public void logged(LogPoint point) {
            points.add(point);
          }
        };

    train(plan, 1, listener);

    assertThat(points).extracting(LogPoint::step).startsWith(1L).endsWith(10L);
    assertThat(points.getLast().validationNll()).isNotNull();
    LogPoint.Group decayed = Objects.requireNonNull(points.getFirst().groups().get("decayed"));
    assertThat(decayed.lambda()).isEqualTo(0.1);
    // 5 % of 10 steps round to a warm-up of 1 (half up) or 0: the first step is at the peak.
    assertThat(decayed.decayRate())
        .isCloseTo(0.1 * plan.horizon().schedule().rate(1), within(1e-12));
    // Embedding [28, 8] of deviation 0.1, hidden [16, 24] of 1/√24, head [28, 16] of 1/√16.
    assertThat(decayed.weightNorm())
        .isCloseTo(Math.sqrt(28 * 8 * 0.01 + 16 + 28), withPercentage(5));
    // Adam's first step moves a weight with a gradient by η, either way: all of the matrices, and
    // the embeddings of those letters that the batch has.
    double rate = plan.horizon().schedule().rate(1);
    int matrices = 16 * 24 + 28 * 16;
    assertThat(decayed.updateNorm())
        .isBetween(rate * Math.sqrt(matrices), rate * Math.sqrt(matrices + 28 * 8));
  }

  private List<LogPoint> points(TrainSpec spec, int threads) {
    List<LogPoint> points = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public boolean logs() {
            return true;
          }

          @Override
          public void logged(LogPoint point) {
            points.add(point);
          }
        };
    train(plan(Recipes.MLP, spec, 1e-2), threads, listener);
    return points;
  }

  private static LogPoint.@Nullable Measured measured(LogPoint point) {
    return Objects.requireNonNull(point.groups().get("decayed")).measured();
  }

  @Test
  void run_logged_measuresTheFirstTheLastAndEveryTwentiethStep() {
    List<LogPoint> points = points(Recipes.train(50, 2), 1);

    assertThat(points.stream().filter(p -> measured(p) != null).map(LogPoint::step))
        .containsExactly(1L, 20L, 40L, 50L);
    LogPoint.Measured last = Objects.requireNonNull(measured(points.getLast()));
    LogPoint.Group group = Objects.requireNonNull(points.getLast().groups().get("decayed"));
    // Decoupled decay takes the share c·λ of the weights before the step, nearly those after it.
    assertThat(last.decayNorm())
        .isCloseTo(
            group.weightNorm() * Objects.requireNonNull(group.decayRate()), withPercentage(1));
    LogPoint.Tensor embedding =
        Objects.requireNonNull(Objects.requireNonNull(last.tensors()).get("embedding.weight"));
    assertThat(embedding.rowNorms()).hasSize(10);
    assertThat(embedding.effectiveRank()).isNull();
    LogPoint.Measured rest =
        Objects.requireNonNull(
            Objects.requireNonNull(points.getLast().groups().get("rest")).measured());
    assertThat(rest.decayNorm()).isZero();
    assertThat(rest.equilibrium()).isNull();
  }

  @Test
  void run_oneThreadOrThree_measuresTheSameBits() {
    List<LogPoint> one = points(Recipes.train(40, 3), 1);
    List<LogPoint> three = points(Recipes.train(40, 3), 3);

    assertThat(three)
        .extracting(LogPoint::groups)
        .isEqualTo(one.stream().map(LogPoint::groups).toList());
  }

  @Test
  void run_instrumentsOff_measuresNothing() {
    TrainSpec usual = Recipes.train(20, 1);
    TrainSpec off = usual.with(new TrainSpec.Instruments(0L, false));

    assertThat(points(off, 1)).isNotEmpty().allMatch(point -> measured(point) == null);
  }

  @Test
  void run_rankAskedFor_measuresItOfMatrices() {
    TrainSpec usual = Recipes.train(3, 1);
    TrainSpec ranks = usual.with(new TrainSpec.Instruments(1L, true));

    LogPoint.Measured last = Objects.requireNonNull(measured(points(ranks, 1).getLast()));
    assertThat(Objects.requireNonNull(last.tensors()).values())
        .allSatisfy(tensor -> assertThat(tensor.effectiveRank()).isBetween(4.0, 16.0));
  }
}
