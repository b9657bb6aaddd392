package org.isotopelm.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void run_manyTimes_everyTaskRunsOnceAndIsSeen(int threads) {
    try (Team team = new Team(threads)) {
      for (int tasks : new int[] {0, 1, 2, 7, 64}) {
        for (int repeat = 0; repeat < 200; repeat++) {
          int[] times = new int[tasks];
          team.run(tasks, (task, thread) -> times[task]++);
          assertThat(Arrays.stream(times).allMatch(n -> n == 1)).isTrue();
        }
      }
    }
  }

  @Test
  void threads_moreThanASystemHas_areAtMost1024() {
    try (Team team = new Team(1_000_000)) {
      assertThat(team.threads()).isEqualTo(1024);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void run_taskFails_throwsItAndTheTeamGoesOn(int threads) {
    try (Team team = new Team(threads)) {
      assertThatThrownBy(
              () ->
                  team.run(
                      8,
                      (task, thread) -> {
                        if (task == 3) {
                          throw new IllegalStateException("third");
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("third");
      AtomicIntegerArray seen = new AtomicIntegerArray(4);
      team.run(4, (task, thread) -> seen.incrementAndGet(task));
      assertThat(seen).hasToString("[1, 1, 1, 1]");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void run_threadNumbers_areBelowTheTeamsSize(int threads) {
    try (Team team = new Team(threads)) {
      int[] thread = new int[100];
      team.run(100, (task, number) -> thread[task] = number);
      assertThat(Arrays.stream(thread).allMatch(n -> n >= 0 && n < threads)).isTrue();
    }
  }
}
