package org.isotopelm.train.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.Embeddings;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Muon;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.optim.average.TailAverage;
import org.isotopelm.optim.schedule.Share;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Listener;
import org.isotopelm.train.LogPoint;
import org.isotopelm.train.Recipes;
import org.isotopelm.train.TrainSpec;
import org.isotopelm.train.Trainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  @TempDir private Path folder;
  private GradientPlan plan;

  @BeforeEach
  void plan() throws IOException {
    Path text = Recipes.text(folder);
    plan = Recipes.plan(Recipes.recipe(text, Recipes.MLP, Recipes.train(20, 3), 1e-2), folder);
  }

  @Test
  void of_smallModel_countsArraysByHand() {
    // Values, two moments and three gradients; hidden [16, 3·8] twice.
    Memory memory = Memory.of(plan, ProductsKind.JAVA, 2);
    assertThat(memory.weights()).isEqualTo(6L * 4 * plan.model().parameters().length());
    assertThat(memory.packed()).isEqualTo(2L * 4 * 16 * 24);
    // 8 rows of 3 inputs and their starts, and a target.
    assertThat(memory.batches()).isEqualTo(4L * 8 * (3 + 3 + 1));
    assertThat(Memory.of(plan, ProductsKind.OPENBLAS, 1).packed()).isZero();
  }

  /** SGD keeps one array, or none; Muon needs X [16, 3·8], A and A² [16, 16] in each thread. */
  @Test
  void of_otherOptimizers_countsWhatTheyKeepAndNeed() throws IOException {
    long length = 4L * plan.model().parameters().length();
    assertThat(of(new Sgd(0.9, true), 1).weights()).isEqualTo(5 * length);
    assertThat(of(new Sgd(0, false), 1).weights()).isEqualTo(4 * length);
    Muon muon = new Muon(0.95, true, 5, List.of(0.9, 0.95), 1e-8);
    assertThat(of(muon, 2).weights()).isEqualTo(6 * length);
    assertThat(muon.buffers(plan.model().parameters().parameters()))
        .isEqualTo(16 * 24 + 2 * 16 * 16);
    assertThat(of(muon, 2).buffers()).isGreaterThan(2 * 4 * (16 * 24 + 2 * 16 * 16));
  }

  private Memory of(Algorithm algorithm, int threads) throws IOException {
    Path text = Recipes.text(folder);
    GradientRecipe recipe =
        Recipes.recipe(text, Recipes.MLP, Recipes.train(20, 3), algorithm, 1e-2);
    return Memory.of(Recipes.plan(recipe, folder), ProductsKind.JAVA, threads);
  }

  @Test
  void of_touchedRows_countsACopyOfTheWeightsAndElevenNumbersARow() {
    GradientRecipe all = plan.recipe();
    OptimizerSpec optimizer = all.optimizer();
    OptimizerSpec touched =
        new OptimizerSpec(
            optimizer.algorithm(),
            optimizer.clip(),
            optimizer.learningRate(),
            optimizer.decay(),
            new Embeddings(Embeddings.Rows.TOUCHED));
    GradientRecipe recipe =
        new GradientRecipe(all.data(), all.tokenizer(), all.model(), all.train(), touched);

    long more =
        Memory.of(Recipes.plan(recipe, folder), ProductsKind.JAVA, 1).weights()
            - Memory.of(plan, ProductsKind.JAVA, 1).weights();

    assertThat(more)
        .isEqualTo(4L * plan.model().parameters().length() + 11L * 4 * plan.model().vocabulary());
  }

  @Test
  void of_averagedWeights_countsOneArrayMore() throws IOException {
    TrainSpec averaged = Recipes.averaged(Recipes.train(20, 3), new TailAverage(new Share(0.25)));
    GradientRecipe recipe = Recipes.recipe(Recipes.text(folder), Recipes.MLP, averaged, 1e-2);

    assertThat(Memory.of(Recipes.plan(recipe, folder), ProductsKind.JAVA, 1).weights())
        .isEqualTo(7L * 4 * plan.model().parameters().length());
  }

  /** The tables of fixed size are next to nothing beside 6 MiB of arrays a thread. */
  @Test
  void of_wideModel_countsBuffersByHandToOnePercent() throws IOException {
    GradientPlan plan = widePlan();
    int V = plan.model().vocabulary();
    // 256 rows of h₀ [3·512], h₁ [1024], their gradients, one derivative [1024]; the logits of 256
    // rows, an odd number of lines of 16 apart, and three rows of 256 for maxima, sums and targets.
    long floats = 256L * (2 * 3 * 512 + 2 * 1024 + 1024) + (256L + 16) * (V + 3);
    // Copies by our products: of 384 rows of h₀ and of h₁, and 120 rows, and one group of them
    // more, of 384 of what is multiplied with them.
    long copies = 384L * (3 * 512 + 1024 + 124);

    assertThat(Memory.of(plan, ProductsKind.JAVA, 1).buffers())
        .isCloseTo(4 * (floats + copies), withPercentage(1));
    assertThat(Memory.of(plan, ProductsKind.JAVA, 2).buffers())
        .isCloseTo(2 * 4 * (floats + copies), withPercentage(1));
    assertThat(Memory.of(plan, ProductsKind.OPENBLAS, 2).buffers())
        .isCloseTo(2 * 4 * floats, withPercentage(1));
  }

  /**
   * Measures what is live in the heap in the middle of three trainings, and takes the second
   * largest: what other tests left behind may go at any time. On one thread: of two, one may find
   * nothing to do, and then holds nothing.
   */
  @Test
  void of_wideModel_isWhatTheTrainingHolds() throws IOException {
    GradientPlan plan = widePlan();
    Memory memory = Memory.of(plan, plan.model().engine().kind(), 1);
    double[] shares = new double[3];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (double) held(plan) / memory.bytes();
    }
    Arrays.sort(shares);

    // Few rows need smaller copies of activations than the most that is counted; one more array as
    // long as the parameters would be a tenth.
    assertThat(shares[1]).isBetween(0.93, 1.08);
  }

  /** What a training holds at its last line of the log. */
  private static long held(GradientPlan plan) {
    List<Long> held = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public boolean logs() {
            return true;
          }

          @Override
          public void logged(LogPoint point) {
            held.add(live());
          }
        };
    long before = live();
    try (Team team = new Team(1)) {
      Trainer.fresh(plan, team, listener, () -> false).run();
    }
    return held.getLast() - before;
  }

  /** Collects until nothing more is freed: what other tests left behind goes in several steps. */
  private static long live() {
    long before;
    long now = Long.MAX_VALUE;
    do {
      before = now;
      System.gc();
      now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    } while (now < before - (1 << 16));
    return now;
  }

  private GradientPlan widePlan() throws IOException {
    ModelSpec.Neural wide =
        new ModelSpec.Mlp(
            3, 512, List.of(1024), ModelSpec.Activation.TANH, false, false, false, true, 0.1);
    Path text = Files.writeString(folder.resolve("short.txt"), "a\n\nbc\n\nde\n\n".repeat(9));
    GradientRecipe recipe = Recipes.recipe(text, wide, Recipes.train(1, 3), 1e-4);
    return Recipes.plan(recipe, folder);
  }

  @Test
  void text_saysNeedPartsAndLimit() {
    assertThat(new Memory(3L << 29, 1L << 29, 5L << 20, 3L << 20, 4, 2).text())
        .startsWith(
            "memory: 2.01 GiB: weights, optimizer and gradients (shards: 4) 1.50 GiB,"
                + " packed matrices 512.0 MiB, buffers (threads: 2) 5.0 MiB, batches 3.0 MiB; the JVM may use ");
  }

  @Test
  void requireRoom_tooLittle_namesNeedLimitAndRemedy() {
    Memory memory = new Memory(6L << 30, 1L << 30, 1L << 30, 0, 4, 2);
    memory.requireRoom(8L << 30);
    assertThatThrownBy(() -> memory.requireRoom(4L << 30))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("8.00 GiB")
        .hasMessageContaining("4.00 GiB")
        .hasMessageContaining("ISOTOPE_OPTS=-Xmx11g")
        .extracting("exitCode")
        .isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void requireRoom_namesWhatTakesMost() {
    assertThatThrownBy(() -> new Memory(1, 1, 1, 9, 4, 2).requireRoom(5))
        .hasMessageContaining("train.batch");
    assertThatThrownBy(() -> new Memory(1, 1, 9, 1, 4, 2).requireRoom(5))
        .hasMessageContaining("fewer threads");
    assertThatThrownBy(() -> new Memory(9, 1, 1, 1, 4, 2).requireRoom(5))
        .hasMessageContaining("train.shards");
  }
}
