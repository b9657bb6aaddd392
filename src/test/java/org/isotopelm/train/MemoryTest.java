package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  @TempDir private Path folder;
  private TrainingPlan plan;

  @BeforeEach
  void plan() throws IOException {
    Path text = Recipes.text(folder);
    plan = Recipes.plan(Recipes.recipe(text, Recipes.MLP, Recipes.train(20, 3), 1e-2), folder);
  }

  @Test
  void of_smallModel_countsArraysByHand() {
    int V = plan.model().vocabulary();
    Memory.of(plan, ProductsKind.JAVA, 2); // loads classes
    // Values, two moments and three gradients; hidden [16, 3·8] twice.
    Memory memory = Memory.of(plan, ProductsKind.JAVA, 2);
    assertThat(memory.weights()).isEqualTo(6L * 4 * plan.model().parameters().length());
    assertThat(memory.packed()).isEqualTo(2L * 4 * 16 * 24);
    // 256 rows of h₀ [24], h₁ [16], their gradients, one derivative [16], and logits [V].
    long least = 4L * 256 * (24 + 16 + 24 + 16 + 16 + V) * 2;
    assertThat(memory.buffers()).isBetween(least, least + (4 << 20)); // and tables of fixed size
    // 8 rows of 3 inputs and their starts, and a target.
    assertThat(memory.batches()).isEqualTo(4L * 8 * (3 + 3 + 1));
    assertThat(Memory.of(plan, ProductsKind.OPENBLAS, 1).packed()).isZero();
  }

  @Test
  void text_saysNeedPartsAndLimit() {
    assertThat(new Memory(3L << 29, 1L << 29, 5L << 20, 3L << 20, 4, 2).text())
        .startsWith(
            "memory: 2.01 GiB: weights, moments and gradients (shards: 4) 1.50 GiB,"
                + " packed matrices 512.0 MiB, buffers (threads: 2) 5.0 MiB, batches 3.0 MiB; the JVM may take ");
  }

  @Test
  void requireRoom_tooLittle_namesNeedLimitAndRemedy() {
    Memory memory = new Memory(6L << 30, 1L << 30, 1L << 30, 0, 4, 2);
    memory.requireRoom(8L << 30);
    assertThatThrownBy(() -> memory.requireRoom(4L << 30))
        .isInstanceOf(IsotopeException.class)
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
        .hasMessageContaining("--threads");
    assertThatThrownBy(() -> new Memory(9, 1, 1, 1, 4, 2).requireRoom(5))
        .hasMessageContaining("train.shards");
  }
}
