package org.isotopelm.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.isotopelm.study.training.TrainingPace;
import org.junit.jupiter.api.Test;

class EffortTest {
  /** 100,000 tokens in steps of 500: 200 steps a pass, of 0.01 s each. */
  private static final TrainingPace PACE = new TrainingPace(2, 0.01, 1e-5, 500, 100_000);

  @Test
  void seconds_twoFolds_addsSearchFinalsAndScoring() {
    Effort effort = new Effort(3, 1, 2, 2, 4, 1);
    // A cell trains on half: 3 · 100 steps · 0.01 s, and scores the other half three times.
    double cell = 3 * 100 * 0.01 + 3 * 50_000 * 1e-5;
    // 8 cells on 2 workers are 4 rounds; chosen λ and λ = 0 go side by side, then the training
    // for the mixture's weights, on half of the text; it scores the other half at its end and for
    // the weights.
    double trainings = 4 * cell + 1.5 * 3 * 200 * 0.01 + 2 * 50_000 * 1e-5;
    // 3 tokenizers on 2 workers, 2 folds counted side by side and two more times.
    double before = 2 * 2 + 3 * 3e-6 * 100_000;
    double scoring = 2 * 4 * 0.1 * 100_000 * 1e-5 / 2;
    assertThat(effort.cell(PACE)).isCloseTo(cell, within(1e-9));
    assertThat(effort.seconds(PACE, 2)).isCloseTo(5 + before + trainings + scoring, within(1e-9));
  }

  @Test
  void seconds_shortSearch_trainsTheFinalModelsLonger() {
    Effort whole = new Effort(8, 1, 1, 2, 4, 1);
    Effort brief = new Effort(8, 4, 1, 2, 4, 1);
    assertThat(brief.searched()).isEqualTo(2);
    // 4 rounds of cells with 2 instead of 8 passes over half of the text.
    assertThat(whole.seconds(PACE, 2) - brief.seconds(PACE, 2))
        .isCloseTo(4 * 6 * 100 * 0.01, within(1e-9));
  }

  /** A search of one fold has trained the network that the mixture's weights are fitted with. */
  @Test
  void seconds_oneFoldAndNoLongerFinals_trainsOneModelLess() {
    Effort kept = new Effort(8, 1, 1, 1, 4, 1);
    Effort again = new Effort(8, 2, 1, 1, 4, 1);
    double cells = 2 * 0.9 * 200 * 0.01 * (8 - 4);
    assertThat(again.seconds(PACE, 2) - kept.seconds(PACE, 2))
        .isCloseTo(0.9 * 8 * 200 * 0.01 + 10_000 * 1e-5 - cells, within(1e-9));
  }

  @Test
  void trained_oneFold_leavesTheValidationSplit() {
    assertThat(new Effort(1, 1, 1, 1, 4, 1).trained()).isEqualTo(0.9);
    assertThat(new Effort(1, 1, 1, 5, 4, 1).trained()).isEqualTo(0.8);
  }

  @Test
  void withEpochs_moreEpochs_scoresMoreOften() {
    Effort effort = new Effort(1, 1, 1, 2, 4, 1);
    assertThat(effort.withEpochs(0.5).evaluations()).isEqualTo(1);
    assertThat(effort.withEpochs(12).evaluations()).isEqualTo(3);
    assertThat(effort.withEpochs(40).evaluations()).isEqualTo(5);
    assertThat(effort.withEpochs(24).withTimes(2).evaluations()).isEqualTo(3);
  }
}
