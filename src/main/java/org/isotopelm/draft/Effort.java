package org.isotopelm.draft;

import org.isotopelm.study.training.TrainingPace;

/**
 * How much a study trains. Everything but the epochs is the same for all trainings.
 *
 * @param epochs of each training
 * @param evaluations of held-out text in each training
 * @param folds of cross-validation; 1: the validation split
 * @param trials values of λ, 0 among them
 * @param members trainings of the final ensemble
 */
record Effort(double epochs, int evaluations, int folds, int trials, int members) {
  /** Share of the text that validates where there is one fold, and that is tested. */
  static final double VALIDATION = 0.1;

  /**
   * Seconds of a study that are no training: its folder, journal, tables and report, and what the
   * first trainings take longer because their code is not compiled yet.
   */
  private static final double FIXED = 8;

  /** Seconds to count the n-grams of a million tokens and to score a tenth as many. */
  private static final double COUNTING = 3e-6;

  /** Final tasks that are no members: λ = 0, the counted model, the weights of the mixture. */
  private static final int BESIDE = 3;

  /** Models that are scored on the test split: single, λ = 0, mixture, counted. */
  private static final int SCORED = 4;

  /** Each is scored twice, because the first time its code is compiled. */
  private static final int TIMES = 2;

  /** The same with other epochs; long trainings are scored more often, so that a curve is seen. */
  Effort withEpochs(double more) {
    int often = Math.clamp(Math.round(more / 2), 1, 5);
    return new Effort(more, often, folds, trials, members);
  }

  Effort withFolds(int more) {
    return new Effort(epochs, evaluations, more, trials, members);
  }

  Effort withTrials(int more) {
    return new Effort(epochs, evaluations, folds, more, members);
  }

  Effort withMembers(int more) {
    return new Effort(epochs, evaluations, folds, trials, more);
  }

  /** The share of the text outside the test split that a cell trains on. */
  double trained() {
    return folds == 1 ? 1 - VALIDATION : (folds - 1.0) / folds;
  }

  /** Wall-clock seconds of the whole study. */
  double seconds(TrainingPace pace, int workers) {
    double search = rounds(trials * folds, workers) * cell(pace);
    double finals = rounds(members + BESIDE, workers) * training(pace, 1);
    return FIXED
        + rounds(folds + 1, workers) * pace.preparation()
        + (rounds(folds, workers) + 2) * COUNTING * pace.tokens()
        + search
        + finals
        + scoring(pace) / workers;
  }

  /** Seconds of one training in the search, on one thread. */
  double cell(TrainingPace pace) {
    double heldOut = (1 - trained()) * pace.tokens() * pace.scored();
    return training(pace, trained()) + (evaluations + 1) * heldOut;
  }

  private double training(TrainingPace pace, double share) {
    return epochs * share * pace.tokens() / pace.tokensPerStep() * pace.step();
  }

  /** A member is scored alone, in the ensemble, and in the ensemble of the mixture. */
  private double scoring(TrainingPace pace) {
    double models = SCORED + 3.0 * (members - 1);
    return TIMES * models * VALIDATION * pace.tokens() * pace.scored();
  }

  private static int rounds(int trainings, int workers) {
    return Math.ceilDiv(trainings, workers);
  }
}
