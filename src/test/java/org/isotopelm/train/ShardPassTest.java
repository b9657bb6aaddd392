package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.Embeddings;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.train.run.CellTrainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines that share the shards of a step give the weights of one machine. */
class ShardPassTest {
  private static final int SHARDS = 3;

  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = Recipes.text(folder);
  }

  private GradientPlan plan(ModelSpec.Neural model, Embeddings.Rows rows) {
    GradientRecipe recipe =
        Recipes.recipe(text, model, Recipes.train(40, 4, 2, SHARDS, null), 1e-2);
    OptimizerSpec given = recipe.optimizer();
    OptimizerSpec optimizer =
        new OptimizerSpec(
            given.algorithm(),
            given.clip(),
            given.learningRate(),
            given.decay(),
            new Embeddings(rows));
    return Recipes.plan(
        new GradientRecipe(recipe.data(), recipe.tokenizer(), model, recipe.train(), optimizer),
        folder);
  }

  private float[] train(GradientPlan plan, String name) {
    try (Team team = new Team(2)) {
      return new CellTrainer(plan, folder.resolve(name), System::nanoTime)
          .run(plan::initialValues, team, Listener.NONE, () -> false)
          .values();
    }
  }

  static Stream<GradientCase> cases() {
    ModelSpec.Neural untied = ModelSpec.Gpt.gpt2(1, 2, 16, 12, 0.1, false, true, 0.02);
    return Stream.of(
        new GradientCase(Recipes.MLP, Embeddings.Rows.ALL),
        new GradientCase(Recipes.MLP, Embeddings.Rows.TOUCHED),
        new GradientCase(Recipes.GPT, Embeddings.Rows.ALL),
        new GradientCase(untied, Embeddings.Rows.TOUCHED),
        new GradientCase(Recipes.LSTM, Embeddings.Rows.ALL),
        new GradientCase(Recipes.HASHED, Embeddings.Rows.TOUCHED));
  }

  record GradientCase(ModelSpec.Neural model, Embeddings.Rows rows) {}

  @ParameterizedTest
  @MethodSource("cases")
  void theWeightsAreThoseOfOneMachine(GradientCase each) {
    GradientPlan plan = plan(each.model(), each.rows());
    float[] home = train(plan, "home");
    assertThat(train(plan.with(new TwoMachines(plan, Long.MAX_VALUE)), "away")).isEqualTo(home);
  }

  @Test
  void aTrainingThatIsStoppedInAStepStandsAsBeforeTheStep() {
    GradientPlan plan = plan(Recipes.LSTM, Embeddings.Rows.ALL);
    Saves home = new Saves();
    Saves away = new Saves();
    try (Team team = new Team(1)) {
      Trainer.fresh(plan, team, home, () -> false).run();
      GradientPlan stopping = plan.with(new TwoMachines(plan, 17));
      assertThat(Trainer.fresh(stopping, team, away, () -> false).run().interrupted()).isTrue();
    }
    assertThat(away.states).hasSize(17);
    assertThat(away.states.getLast()).isEqualTo(home.states.get(15));
    assertThat(away.carried.getLast()).isEqualTo(home.carried.get(15));
  }

  /** The weights and the model's state at each step, and once more where the training ends. */
  private static final class Saves implements Listener {
    private final List<float[]> states = new ArrayList<>();
    private final List<float[]> carried = new ArrayList<>();

    @Override
    public boolean wantsSave() {
      return true;
    }

    @Override
    public void save(Snapshot snapshot) {
      states.add(snapshot.parts().values().clone());
      carried.add(snapshot.parts().carried().clone());
    }
  }

  /** One with the first shard, one with the others; they tell each other floats only. */
  private static final class TwoMachines implements Shards {
    private final Team team = new Team(1);
    private final long stop;
    private final ShardPass first;
    private final ShardPass second;

    TwoMachines(GradientPlan plan, long stop) {
      this.stop = stop;
      first = ShardPass.of(plan, 0, 1, team, () -> false);
      second = ShardPass.of(plan, 1, SHARDS, team, () -> false);
    }

    @Override
    public void compute(ShardPass pass, Team ours) {
      if (pass.step() == stop) {
        throw new CancellationException();
      }
      try {
        exchange(pass, first, 0, 1);
        exchange(pass, second, 1, SHARDS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void exchange(ShardPass here, ShardPass there, int from, int to) throws IOException {
      Line line = new Line();
      here.needs(from, to, line::send);
      there.fill(here.step());
      there.needs(from, to, line::receive);
      there.compute(team);
      there.gives(from, to, line::send);
      here.gives(from, to, line::receive);
      System.arraycopy(there.nll(), from, here.nll(), from, to - from);
      assertThat(line.floats).hasSize(line.read);
    }
  }

  private static final class Line {
    private final List<Float> floats = new ArrayList<>();
    private int read;

    void send(float[] array, int from, int to) {
      for (int i = from; i < to; i++) {
        floats.add(array[i]);
      }
    }

    void receive(float[] array, int from, int to) {
      for (int i = from; i < to; i++) {
        array[i] = floats.get(read++);
      }
    }
  }
}
