package org.isotopelm.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of each rule, worked out by hand. */
class PredictionTest {
  /** c = 0.01, 50 steps an epoch, 16 epochs, 3200 tokens an epoch, 6400 parameters, no norms. */
  private static final Setting MANY = new Setting(0.01, 0.01, 50, 16, 3200, 6400, false);

  /** One epoch of a model with norms: 20 tokens for each parameter. */
  private static final Setting ONE = new Setting(0.01, 0.01, 2000, 1, 128_000, 6400, true);

  private static Anchor anchor(double lambda, double low, double high) {
    return new Anchor(lambda, List.of(low, high), "by hand", List.of("all"), List.of());
  }

  private static Prediction predict(Setting from, Setting planned, Map<Change, Double> factors) {
    return Prediction.of(anchor(0.4, 0.2, 0.8), from, planned, new Changes(factors));
  }

  @Test
  void timescale_inStepsAndEpochs_isOneOverCLambda() {
    // 1/(0.01·0.4) = 250 steps, of which an epoch has 50.
    assertThat(MANY.timescaleSteps(0.4)).isCloseTo(250, within(1e-9));
    assertThat(MANY.timescaleEpochs(0.4)).isCloseTo(5, within(1e-9));
    assertThat(MANY.lambda(5)).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void data_manyPasses_twiceTheTextHalvesLambda() {
    Prediction found = predict(MANY, MANY, Map.of(Change.DATA, 2.0));
    assertThat(found.lambda()).isCloseTo(0.2, within(1e-12));
    assertThat(found.to().timescaleEpochs(found.lambda())).isCloseTo(5, within(1e-9));
    // ln 2 of the anchor and 0.527·ln 2 of the rule: √(0.6931² + 0.3653²) = 0.78348.
    assertThat(found.ci95().get(1)).isCloseTo(0.2 * Math.exp(0.78348), within(1e-4));
    assertThat(found.ci95().get(0)).isCloseTo(0.2 / Math.exp(0.78348), within(1e-4));
  }

  @Test
  void data_tooMuchToLearnByHeart_widensTheInterval() {
    Prediction found = predict(MANY, MANY, Map.of(Change.DATA, 8.0));
    // 25,600 tokens, 6,400 parameters: ln 2 of the anchor and ln 8 of the rule, √(0.6931² +
    // 2.0794²).
    assertThat(found.ci95().get(0)).isCloseTo(0.05 / Math.exp(2.19192), within(1e-5));
  }

  @Test
  void epochs_manyPasses_leaveLambda() {
    Prediction found = predict(MANY, MANY, Map.of(Change.EPOCHS, 4.0));
    assertThat(found.lambda()).isCloseTo(0.4, within(1e-12));
    assertThat(found.to().epochs()).isEqualTo(64);
  }

  @Test
  void batch_withNorms_lambdaGrowsAlike() {
    Setting from = new Setting(0.01, 0.01, 50, 16, 3200, 6400, true);
    Prediction found = predict(from, from, Map.of(Change.BATCH, 4.0));
    assertThat(found.lambda()).isCloseTo(1.6, within(1e-12));
    assertThat(found.to().stepsPerEpoch()).isEqualTo(12.5);
  }

  @Test
  void batch_withoutNorms_lambdaGrowsAsItsFourthRoot() {
    Prediction found = predict(MANY, MANY, Map.of(Change.BATCH, 16.0));
    assertThat(found.lambda()).isCloseTo(0.8, within(1e-12));
    // 1/(0.01·0.8·50/16) epochs.
    assertThat(found.to().timescaleEpochs(found.lambda())).isCloseTo(40, within(1e-9));
  }

  /** The same path: the batch × 4, η × 2 and λ × 2, with or without norms. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void batchAndItsRootInLearningRate_keepTheTimescaleInEpochs(boolean normalised) {
    Setting from = new Setting(0.01, 0.01, 50, 16, 3200, 6400, normalised);
    Setting planned = new Setting(0.02, 0.02, 12.5, 16, 3200, 6400, normalised);
    Prediction found = predict(from, planned, Map.of(Change.BATCH, 4.0, Change.LEARNING_RATE, 2.0));
    assertThat(found.lambda()).isCloseTo(0.8, within(1e-12));
    assertThat(found.to().timescaleEpochs(found.lambda())).isCloseTo(5, within(1e-9));
  }

  @Test
  void learningRate_withNorms_keepsTheProduct() {
    Setting from = new Setting(0.01, 0.01, 50, 16, 3200, 6400, true);
    Setting planned = new Setting(0.02, 0.02, 50, 16, 3200, 6400, true);
    Prediction found = predict(from, planned, Map.of(Change.LEARNING_RATE, 2.0));
    assertThat(found.lambda()).isCloseTo(0.2, within(1e-12));
    assertThat(found.rule()).isEqualTo("constant timescale in epochs");
  }

  @Test
  void learningRate_independentForm_leavesLambda() {
    Setting from = new Setting(1, 0.01, 50, 16, 3200, 6400, true);
    Setting planned = new Setting(1, 0.02, 50, 16, 3200, 6400, true);
    Prediction found = predict(from, planned, Map.of(Change.LEARNING_RATE, 2.0));
    assertThat(found.lambda()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void learningRate_withoutNorms_lambdaGrowsAsItsRoot() {
    Setting planned = new Setting(0.04, 0.04, 50, 16, 3200, 6400, false);
    Prediction found = predict(MANY, planned, Map.of(Change.LEARNING_RATE, 4.0));
    assertThat(found.lambda()).isCloseTo(0.8, within(1e-12));
    // 1/(0.04·0.8·50) epochs.
    assertThat(found.to().timescaleEpochs(found.lambda())).isCloseTo(0.625, within(1e-9));
    assertThat(found.rule()).isEqualTo("size of the weights");
  }

  /** λ of independent decay is η·λ of decoupled decay. */
  @Test
  void learningRate_withoutNormsIndependentForm_goesAsItTimesItsRoot() {
    Setting from = new Setting(1, 0.01, 50, 16, 3200, 6400, false);
    Setting planned = new Setting(1, 0.04, 50, 16, 3200, 6400, false);
    Prediction found = predict(from, planned, Map.of(Change.LEARNING_RATE, 4.0));
    assertThat(found.lambda()).isCloseTo(0.4 * 8, within(1e-12));
  }

  @Test
  void data_onePass_followsTokensPerParameter() {
    Prediction found = predict(ONE, ONE, Map.of(Change.DATA, 4.0));
    // λ ∝ 1/(τ·steps): 4^0.527/4 = 4^−0.473 = 0.51906.
    assertThat(found.lambda()).isCloseTo(0.4 * 0.51906, within(1e-5));
    assertThat(found.rule()).isEqualTo("timescale by tokens per parameter");
  }

  @Test
  void width_onePass_moreParametersDecayLess() {
    Setting planned = new Setting(0.01, 0.01, 2000, 1, 128_000, 25_600, true);
    Prediction found = predict(ONE, planned, Map.of(Change.WIDTH, 2.0));
    // A quarter of the tokens per parameter: τ × 4^0.527 = 2.0763.
    assertThat(found.lambda()).isCloseTo(0.4 / 2.0763, within(1e-5));
  }

  @Test
  void epochs_fromOnePassToFour_leavesTheLawOfOnePass() {
    Prediction found = predict(ONE, ONE, Map.of(Change.EPOCHS, 4.0));
    assertThat(found.lambda()).isCloseTo(0.4, within(1e-12));
    assertThat(found.rule()).isEqualTo("constant timescale in epochs");
  }

  @Test
  void severalChanges_multiply() {
    // nanochat's rule: batch × 4 and η × 2 give λ × √4; text × 2 halves it.
    Setting from = new Setting(0.01, 0.01, 50, 16, 3200, 6400, true);
    Setting planned = new Setting(0.02, 0.02, 12.5, 16, 3200, 6400, true);
    Prediction found =
        predict(
            from, planned, Map.of(Change.DATA, 2.0, Change.BATCH, 4.0, Change.LEARNING_RATE, 2.0));
    assertThat(found.lambda()).isCloseTo(0.4 * 2 / 2, within(1e-12));
    assertThat(found.parts().stream().map(Part::lambda)).containsExactly(0.5, 4.0, 0.5);
  }

  @Test
  void band_eightToSixtyFourEpochs_saysWhichLambdaItIs() {
    Band band = Objects.requireNonNull(Band.at(MANY, 5));
    assertThat(band.holds()).isFalse();
    // 1/(0.01·0.52·50) and 1/(0.01·0.2·50).
    assertThat(band.lambda().get(0)).isCloseTo(3.84615, within(1e-5));
    assertThat(band.lambda().get(1)).isCloseTo(10, within(1e-9));
    assertThat(Objects.requireNonNull(Band.at(MANY, 0.3)).holds()).isTrue();
    assertThat(Band.at(ONE, 0.3)).isNull();
  }

  @Test
  void changes_thatAreNone_areRefused() {
    assertThatThrownBy(() -> new Changes(Map.of()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("name at least one change");
    assertThatThrownBy(() -> new Changes(Map.of(Change.DATA, 0.0)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("from 0.001 to 1000");
  }
}
