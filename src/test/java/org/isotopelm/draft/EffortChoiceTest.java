package org.isotopelm.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.isotopelm.study.training.TrainingPace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffortChoiceTest {
  private static final int VOCABULARY = 1024;

  /** A network of width 48 at 10 GFLOP/s: 6 FLOP for a weight and token. */
  private static TrainingPace pace(NetworkSize network, long bytes) {
    double step = 6.0 * network.weights(VOCABULARY) * 512 / 10e9;
    return new TrainingPace(bytes * 1e-6, step, step / 1536, 512, bytes / 3);
  }

  private static EffortChoice choice(long bytes, int minutes) {
    return new EffortChoice(bytes, VOCABULARY, false, new TimeBudget(minutes, 5, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {30_000, 300_000, 3_000_000, 30_000_000})
  void effort_moreMinutes_neverTrainsLess(long bytes) {
    int width = 0;
    double work = 0;
    for (int minutes : List.of(1, 2, 5, 10, 20, 60)) {
      EffortChoice choice = choice(bytes, minutes);
      NetworkSize measured = EffortChoice.NETWORKS.getFirst();
      NetworkSize network = choice.network(measured, pace(measured, bytes));
      Effort effort = choice.effort(pace(network, bytes));
      double now =
          network.weights(VOCABULARY)
              * effort.epochs()
              * (effort.trials() * effort.folds() + effort.members());
      assertThat(network.width()).as("width in %s minutes", minutes).isGreaterThanOrEqualTo(width);
      assertThat(now).as("work in %s minutes", minutes).isGreaterThanOrEqualTo(work);
      width = network.width();
      work = now;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {30_000, 300_000, 1_200_000})
  void effort_anyText_leavesRoomToSpare(long bytes) {
    for (int minutes : List.of(1, 2, 10, 60)) {
      EffortChoice choice = choice(bytes, minutes);
      NetworkSize measured = EffortChoice.NETWORKS.getFirst();
      NetworkSize network = choice.network(measured, pace(measured, bytes));
      TrainingPace pace = pace(network, bytes);
      assertThat(choice.effort(pace).seconds(pace, 2)).isLessThan(60 * minutes * 0.96 - 5);
    }
  }

  @Test
  void effort_oneDocument_hasOneFold() {
    EffortChoice choice = new EffortChoice(300_000, VOCABULARY, true, new TimeBudget(60, 5, 2));
    NetworkSize network = EffortChoice.NETWORKS.getFirst();
    assertThat(choice.effort(pace(network, 300_000)).folds()).isEqualTo(1);
  }

  @Test
  void network_slowMachine_isSmall() {
    NetworkSize measured = EffortChoice.NETWORKS.getFirst();
    TrainingPace pace = pace(measured, 300_000);
    assertThat(choice(300_000, 1).network(measured, pace.times(100))).isEqualTo(measured);
    assertThat(choice(300_000, 60).network(measured, pace).width()).isGreaterThan(measured.width());
  }
}
