package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Team;
import org.isotopelm.optim.Norms;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.StepSums;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.optim.decay.Condition;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in which a group collapses, explodes, or does neither. */
class NormWatchTest {
  private static final Algorithm ADAMW = new AdamW(List.of(0.9, 0.95), 1e-8);

  @TempDir Path folder;

  /** What a training of 60 steps warns of, the embedding having a group of its own. */
  private List<String> warnings(Algorithm algorithm, double peak, double lambda, Form form)
      throws IOException {
    GradientRecipe usual =
        Recipes.recipe(Recipes.text(folder), Recipes.MLP, Recipes.train(60, 2), peak);
    OptimizerSpec optimizer =
        new OptimizerSpec(
            algorithm,
            null,
            new LearningRate(peak, ScheduleKind.CONSTANT, "0", 0, "20%"),
            List.of(
                new DecayRule(
                    "embedding",
                    List.of(new Condition.OfRoles(List.of(Role.TOKEN_EMBEDDING))),
                    lambda,
                    form),
                new DecayRule("rest", List.of(), 0.1, form)));
    GradientRecipe recipe =
        new GradientRecipe(
            usual.data(), usual.tokenizer(), usual.model(), usual.train(), optimizer);
    List<String> warnings = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public boolean logs() {
            return true;
          }

          @Override
          public void logged(LogPoint point) {
            warnings.addAll(point.warnings());
          }
        };
    try (Team team = new Team(1)) {
      Trainer.fresh(Recipes.plan(recipe, folder), team, listener, () -> false).run();
    } catch (ProblemException diverged) {
      assertThat(diverged).hasMessageContaining("diverged");
    }
    return warnings;
  }

  @Test
  void warnings_usualDecay_areNone() throws IOException {
    assertThat(warnings(ADAMW, 1e-2, 0.1, Form.DECOUPLED)).isEmpty();
  }

  @Test
  void warnings_hugeLambda_sayOnceThatDecayErasesTheGroup() throws IOException {
    // c·λ = 0.5: Adam's steps of 1e-3 keep weights of some 1e-3, where they began at 0.1.
    List<String> warnings = warnings(ADAMW, 1e-3, 500, Form.DECOUPLED);

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("decay erases the group 'embedding': at step 20 the norm of its weights is ")
        .contains(" % of the initial ")
        .endsWith("; lower its lambda");
  }

  @Test
  void warnings_collapseByTheGradientSide_areGiven() throws IOException {
    assertThat(warnings(new Sgd(0, false), 1e-2, 50, Form.L2))
        .singleElement()
        .asString()
        .startsWith("decay erases the group 'embedding'");
  }

  @Test
  void warnings_decayOverTwo_sayThatDecayTurnsWeightsOver() throws IOException {
    // c·λ = 2.5: each step multiplies a weight by −1.5.
    assertThat(warnings(ADAMW, 1e-2, 250, Form.DECOUPLED))
        .singleElement()
        .asString()
        .contains("the weights of the group 'embedding' grow without bound: at step 20 ")
        .endsWith("c·λ is over 1, so that decay itself turns them over: lower its lambda");
  }

  @Test
  void warnings_hugeLearningRate_nameTheLearningRate() throws IOException {
    List<String> warnings = warnings(ADAMW, 3, 0, Form.DECOUPLED);

    assertThat(warnings)
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("the weights of the group 'embedding' grow without bound")
                    .contains(" times the initial ")
                    .contains("lower optimizer.learning_rate.peak"));
    assertThat(warnings).doesNotHaveDuplicates();
  }

  @Test
  void warnings_ofARunThatGoesOn_areNotRepeated() throws IOException {
    GradientRecipe recipe =
        Recipes.recipe(Recipes.text(folder), Recipes.MLP, Recipes.train(60, 2), 1e-2);
    GradientPlan plan = Recipes.plan(recipe, folder);
    float[] initial = plan.initialValues();
    float[] collapsed = initial.clone();
    for (int i = 0; i < collapsed.length; i++) {
      collapsed[i] *= 0.01f;
    }
    // Both groups have a norm of 1e-4, and decay takes more of it than the optimizer gives.
    StepSums step = new StepSums(10, 1e-8, 1e-8, 1, 1e-10, 1e-9, 0, 0, 1e-10, 5, 0);
    List<StepSums> groups = List.of(step, step);
    Schedule schedule = plan.horizon().schedule();

    NormWatch fresh =
        new NormWatch(plan.decay(), schedule, norms(plan, initial), norms(plan, initial));
    assertThat(fresh.warnings(20, groups)).hasSize(1);
    assertThat(fresh.warnings(40, groups)).isEmpty();
    NormWatch goesOn =
        new NormWatch(plan.decay(), schedule, norms(plan, initial), norms(plan, collapsed));
    assertThat(goesOn.warnings(20, groups)).isEmpty();
  }

  private static Norms norms(GradientPlan plan, float[] values) {
    return Norms.of(Range.of(plan.decay(), _ -> 0), values);
  }
}
