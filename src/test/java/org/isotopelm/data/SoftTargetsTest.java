package org.isotopelm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftTargetsTest {
  private static final int[] IDS = {3, 70_000, 0, 1, 5, 9};
  private static final float[] PROBABILITIES = {0.5f, 0.25f, 0.125f, 0.75f, 1, 0};

  @TempDir Path folder;

  @Test
  void copy_whatWasWritten_isTheSame() throws IOException {
    SoftTargets targets = SoftTargetFiles.of(folder.resolve("targets"), 2, IDS, PROBABILITIES);
    assertThat(targets.count()).isEqualTo(3);
    assertThat(targets.top()).isEqualTo(2);
    int[] ids = new int[3];
    float[] probabilities = new float[3];
    targets.copy(1, ids, probabilities, 1);
    assertThat(ids).containsExactly(0, 0, 1);
    assertThat(probabilities).containsExactly(0, 0.125f, 0.75f);
  }

  @Test
  void open_cutShortOrChanged_isRefused() throws IOException {
    Path file = folder.resolve("targets");
    SoftTargetFiles.of(file, 2, IDS, PROBABILITIES);
    byte[] whole = Files.readAllBytes(file);
    Path damaged = folder.resolve("damaged");
    for (int length = 0; length < whole.length; length++) {
      Files.write(damaged, Arrays.copyOf(whole, length));
      refused(damaged);
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      Files.write(damaged, changed);
      refused(damaged);
    }
  }

  private static void refused(Path file) {
    assertThatThrownBy(() -> SoftTargets.open(file))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("is damaged, or holds no soft targets");
  }

  @Test
  void fill_batchesWithSoftLoss_numberTheirTargets() throws IOException {
    TokenizedSplit split = documents();
    SoftTargets targets = SoftTargetFiles.any(folder.resolve("any"), 40, 8, 2);
    SoftLoss loss = SoftLoss.of(targets, 0.5);
    TargetStream stream = new TargetStream(split);
    assertNumbered(
        new TrainingBatches(split, 5, 1, 4, 1), new Batch(4, 5, 1, new float[0], loss), stream);
    assertNumbered(
        new TrainingBatches(split, 5, 5, 3, 1), new Batch(3, 5, 5, new float[0], loss), stream);
    assertNumbered(
        TrainingBatches.inOrder(split, 5, 3, 1), new Batch(3, 5, 5, new float[6], loss), stream);
  }

  private static TokenizedSplit documents() {
    int[][] ids = {{1, 2, 3, 4}, {}, {5, 6, 7, 8, 9, 10, 11, 12, 13}, {14}, {15, 16, 17}};
    long[] none = new long[ids.length];
    return new TokenizedSplit(
        TokenStore.of(ids, none, none, none, none), new int[] {0, 1, 2, 3, 4}, 0, true);
  }

  private static void assertNumbered(TrainingBatches batches, Batch batch, TargetStream stream) {
    int[] token = new int[1];
    for (int number = 0; number < 12; number++) {
      batches.fill(number, batch);
      for (int i = 0; i < batch.targets().length; i++) {
        if (batch.targets()[i] != Batch.IGNORED) {
          stream.copy(batch.positions()[i], token, 0, 1);
          assertThat(token[0]).isEqualTo(batch.targets()[i]);
        }
      }
    }
  }
}
