package org.isotopelm.draft;

import java.util.stream.DoubleStream;
import org.isotopelm.study.plan.Makespan;
import org.isotopelm.study.training.TrainingPace;

/**
 * How much a study trains. Everything but the epochs is the same for all trainings.
 *
 * @param epochs of each final training
 * @param times how many times as long a final training is as one of the search
 * @param evaluations of held-out text in each training
 * @param folds of cross-validation; 1: the validation split
 * @param trials values of λ, 0 among them
 * @param members trainings of the final ensemble
 */
record Effort(double epochs, int times, int evaluations, int folds, int trials, int members) {
  /** Share of the text that validates where there is one fold, and that is tested. */
  static final double VALIDATION = 0.1;

  /**
   * Seconds of a study that are no training: its folder, journal, tables and report, and what the
   * first trainings take longer because their code is not compiled yet.
   */
  private static final double FIXED = 5;

  /** Seconds to count the n-grams of a million tokens and to score a tenth as many. */
  private static final double COUNTING = 3e-6;

  /** Models that are scored on the test split: single, λ = 0, mixture, counted. */
  private static final int SCORED = 4;

  /** Each is scored twice, because the first time its code is compiled. */
  private static final int TIMES = 2;

  /** The same with other epochs; long trainings are scored more often, so that a curve is seen. */
  Effort withEpochs(double more) {
    return new Effort(more, times, often(more / times), folds, trials, members);
  }

  /** Each evaluation of all held-out text takes time that a training could have. */
  private static int often(double epochs) {
    return Math.clamp(Math.round(epochs / 4), 1, 5);
  }

  Effort withTimes(int less) {
    return new Effort(epochs, less, often(epochs / less), folds, trials, members);
  }

  Effort withFolds(int more) {
    return new Effort(epochs, times, evaluations, more, trials, members);
  }

  Effort withTrials(int more) {
    return new Effort(epochs, times, evaluations, folds, more, members);
  }

  Effort withMembers(int more) {
    return new Effort(epochs, times, evaluations, folds, trials, more);
  }

  /** Epochs of a training of the search. */
  double searched() {
    return epochs / times;
  }

  /** The share of the text outside the test split that a cell trains on. */
  double trained() {
    return folds == 1 ? 1 - VALIDATION : (folds - 1.0) / folds;
  }

  /** Wall-clock seconds of the whole study. */
  double seconds(TrainingPace pace, int workers) {
    double search = rounds(trials * folds, workers) * cell(pace);
    return FIXED
        + rounds(folds + 1, workers) * pace.preparation()
        + (rounds(folds, workers) + 2) * COUNTING * pace.tokens()
        + search
        + finals(pace, workers)
        + scoring(pace) / workers;
  }

  /** Seconds of one training in the search, on one thread. */
  double cell(TrainingPace pace) {
    return training(pace, searched(), trained()) + (evaluations + 1) * heldOut(pace);
  }

  /** Seconds to score what a cell holds out. */
  private double heldOut(TrainingPace pace) {
    return (1 - trained()) * pace.tokens() * pace.scored();
  }

  /**
   * How long the final trainings take side by side: the members, λ = 0, and on the text of a cell
   * the network that the mixture's weights are fitted with, unless the search has trained it. That
   * one is scored at its end and for the weights.
   */
  private double finals(TrainingPace pace, int workers) {
    double whole = training(pace, epochs, 1);
    DoubleStream wholes = DoubleStream.generate(() -> whole).limit(members + 1L);
    double trained = times > 1 || folds > 1 ? training(pace, epochs, trained()) + heldOut(pace) : 0;
    DoubleStream fitted = DoubleStream.of(trained + heldOut(pace));
    return Makespan.of(DoubleStream.concat(wholes, fitted), workers);
  }

  private static double training(TrainingPace pace, double epochs, double share) {
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
