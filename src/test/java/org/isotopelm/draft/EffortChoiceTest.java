package org.isotopelm.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.isotopelm.study.training.TrainingPace;
import org.isotopelm.survey.Survey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffortChoiceTest {
  private static final int VOCABULARY = 1024;

  private static final BySize<Integer> ALWAYS = new BySize<>(List.of(), VOCABULARY);

  /** A network of width 48 at 10 GFLOP/s: 6 FLOP for a weight and token. */
  private static TrainingPace pace(NetworkSize network, long bytes) {
    double step = 6.0 * network.weights(VOCABULARY) * 512 / 10e9;
    return new TrainingPace(bytes * 1e-6, step, step / 1536, 512, bytes / 3);
  }

  private static EffortChoice choice(long bytes, int minutes) {
    return new EffortChoice(bytes, ALWAYS, false, new TimeBudget(minutes, 5, 2));
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
    EffortChoice choice = new EffortChoice(300_000, ALWAYS, true, new TimeBudget(60, 5, 2));
    NetworkSize network = EffortChoice.NETWORKS.getFirst();
    assertThat(choice.effort(pace(network, 300_000)).folds()).isEqualTo(1);
  }

  @Test
  void withMinutes_more_usesMoreTextAndTheVocabularyOfThat() {
    Survey survey = RulesTest.survey(30_000_000, false);
    BySize<Integer> rule = new BySize<>(List.of(BySize.upTo(5e6, 2048)), 4096);
    EffortChoice one = EffortChoice.of(survey, rule, new TimeBudget(1, 3, 2)).after(4);
    assertThat(one.vocabulary()).isEqualTo(2048);
    EffortChoice two = one.withMinutes(survey, 2);
    assertThat(two.bytes()).isEqualTo(6_000_000);
    assertThat(two.vocabulary()).isEqualTo(4096);
    assertThat(two.time()).isEqualTo(new TimeBudget(2, 7, 2));
    assertThat(two.withMinutes(survey, 1)).isEqualTo(one);
  }

  @Test
  void network_slowMachine_isSmall() {
    NetworkSize measured = EffortChoice.NETWORKS.getFirst();
    TrainingPace pace = pace(measured, 300_000);
    assertThat(choice(300_000, 1).network(measured, pace.times(100))).isEqualTo(measured);
    assertThat(choice(300_000, 60).network(measured, pace).width()).isGreaterThan(measured.width());
  }
}
