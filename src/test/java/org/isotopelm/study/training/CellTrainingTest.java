package org.isotopelm.study.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.junit.jupiter.api.Test;

class CellTrainingTest {
  private static final Cell CELL = new Cell(Contender.of(new Point(Map.of(), Map.of())), 0, 1);

  @Test
  void run_outOfMemory_isACrashThatSpeaksOfMemory() {
    AtomicInteger tried = new AtomicInteger();
    Trial trial =
        CellTraining.run(
            CELL,
            1,
            () -> {
              tried.incrementAndGet();
              throw new OutOfMemoryError("Java heap space");
            });
    assertThat(tried).hasValue(2);
    assertThat(trial.status()).isEqualTo(Trial.Status.CRASHED);
    assertThat(trial.message())
        .contains("memory", "-Xmx", "fewer workers", "a smaller model or batch")
        .doesNotContain("java.lang");
  }

  @Test
  void run_onADiskThatIsFull_endsTheStudyInsteadOfCountingACrash() {
    UncheckedIOException full = new UncheckedIOException(new IOException("No space left"));
    assertThatThrownBy(
            () ->
                CellTraining.run(
                    CELL,
                    1,
                    () -> {
                      throw full;
                    }))
        .isSameAs(full);
  }

  @Test
  void run_afterOneRefusedWrite_isTriedAgain() {
    AtomicInteger tried = new AtomicInteger();
    Trial trial =
        CellTraining.run(
            CELL,
            1,
            () -> {
              if (tried.incrementAndGet() == 1) {
                throw new UncheckedIOException(new IOException("stale handle"));
              }
              return FakeRunner.result(4, 3, 1);
            });
    assertThat(trial.status()).isEqualTo(Trial.Status.DONE);
  }
}
