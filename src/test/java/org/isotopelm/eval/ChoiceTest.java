package org.isotopelm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.isotopelm.base.ProblemException;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  /** Probabilities 0.1, 0.4, 0.2, 0.3. */
  private static final float[] LOGITS = {log(0.1), log(0.4), log(0.2), log(0.3)};

  @Test
  void choose_all_followsTheProbabilities() {
    assertFrequencies(choice(1, 0, 1), 0.1, 0.4, 0.2, 0.3);
  }

  @Test
  void choose_temperature_raisesProbabilitiesToItsInverse() {
    // p² at half the temperature: 0.01, 0.16, 0.04, 0.09, of 0.3
    assertFrequencies(choice(0.5, 0, 1), 0.01 / 0.3, 0.16 / 0.3, 0.04 / 0.3, 0.09 / 0.3);
  }

  @Test
  void choose_topK_leavesTheLikeliest() {
    assertFrequencies(choice(1, 2, 1), 0, 0.4 / 0.7, 0, 0.3 / 0.7);
  }

  @Test
  void choose_topP_leavesTheFewestThatHoldTheShare() {
    assertFrequencies(choice(1, 0, 0.65), 0, 0.4 / 0.7, 0, 0.3 / 0.7);
    assertFrequencies(choice(1, 0, 0.75), 0, 0.4 / 0.9, 0.2 / 0.9, 0.3 / 0.9);
  }

  @Test
  void choose_topKThenTopP_takesTheShareOfWhatTopKLeft() {
    // Of 0.4 and 0.3 the first has a share of 0.57.
    assertFrequencies(choice(1, 2, 0.5), 0, 1, 0, 0);
  }

  @Test
  void choose_temperatureZero_takesTheFirstOfTheLikeliest() {
    Choice greedy = choice(0, 0, 1);
    RandomStream random = RandomStream.of(1, "test");
    assertThat(greedy.choose(new float[] {-2, 3, 3, -1}, random)).isEqualTo(1);
    assertThat(greedy.choose(new float[] {-2, -3, -0.5f}, random)).isEqualTo(2);
    assertThat(greedy.choose(new float[] {Float.NEGATIVE_INFINITY, -7}, random)).isEqualTo(1);
  }

  @Test
  void choose_impossibleTokens_areNeverTaken() {
    float[] logits = {Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY, 0};
    RandomStream random = RandomStream.of(1, "test");
    for (int i = 0; i < 100; i++) {
      assertThat(choice(1, 0, 1).choose(logits, random)).isIn(1, 3);
    }
  }

  @Test
  void choose_noNumber_saysThatTheModelDiverged() {
    assertThatThrownBy(
            () -> choice(1, 0, 1).choose(new float[] {1, Float.NaN}, RandomStream.of(1, "test")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("diverged");
  }

  @Test
  void choice_outOfRange_isRefused() {
    assertRefused(() -> choice(-1, 0, 1), "temperature: -1.0");
    assertRefused(() -> choice(Double.NaN, 0, 1), "temperature: NaN");
    assertRefused(() -> choice(1, -1, 1), "top_k: -1");
    assertRefused(() -> choice(1, 0, 0), "top_p: 0.0");
    assertRefused(() -> choice(1, 0, 1.5), "top_p: 1.5");
    assertRefused(() -> Choice.DEFAULT.withMinP(-0.1), "min_p: -0.1");
    assertRefused(() -> Choice.DEFAULT.withMinP(Double.NaN), "min_p: NaN");
    assertRefused(() -> Choice.DEFAULT.withRepetitionPenalty(0), "repetition_penalty: 0.0");
  }

  @Test
  void choose_minP_leavesThoseNotFarBelowTheLikeliest() {
    // 0.7 of 0.4 is 0.28, which 0.3 reaches and 0.2 does not.
    assertFrequencies(Choice.DEFAULT.withMinP(0.7), 0, 0.4 / 0.7, 0, 0.3 / 0.7);
    assertFrequencies(Choice.DEFAULT.withMinP(1), 0, 1, 0, 0);
    // At half the temperature 0.3 has (3/4)² of the likeliest one's probability.
    assertFrequencies(Choice.DEFAULT.withMinP(0.7).withTemperature(0.5), 0, 1, 0, 0);
  }

  @Test
  void choose_minPBehindTopP_leavesWhatBothLeave() {
    assertFrequencies(Choice.DEFAULT.withTopP(0.75).withMinP(0.7), 0, 0.4 / 0.7, 0, 0.3 / 0.7);
    assertFrequencies(Choice.DEFAULT.withTopP(0.3).withMinP(0.7), 0, 1, 0, 0);
  }

  /** As in Hugging Face's RepetitionPenaltyLogitsProcessor. */
  @Test
  void penalised_logitsOfEitherSign_areDividedOrMultiplied() {
    Choice choice = Choice.DEFAULT.withRepetitionPenalty(2);
    assertThat(choice.penalised(3)).isEqualTo(1.5f);
    assertThat(choice.penalised(-3)).isEqualTo(-6f);
    assertThat(Choice.DEFAULT.penalised(3)).isEqualTo(3f);
  }

  private static Choice choice(double temperature, int topK, double topP) {
    return new Choice(temperature, topK, topP, 0, 1);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ProblemException.class).hasMessageContaining(message);
  }

  private static void assertFrequencies(Choice choice, double... expected) {
    int draws = 20_000;
    int[] counts = new int[expected.length];
    RandomStream random = RandomStream.of(9, "draws");
    for (int i = 0; i < draws; i++) {
      counts[choice.choose(LOGITS, random)]++;
    }
    for (int id = 0; id < expected.length; id++) {
      if (expected[id] == 0) {
        assertThat(counts[id]).isZero();
      }
      // Four standard errors of a frequency near one half.
      assertThat(counts[id] / (double) draws).isCloseTo(expected[id], within(0.015));
    }
  }

  private static float log(double p) {
    return (float) Math.log(p);
  }
}
