package org.isotopelm.study;

import org.isotopelm.study.trial.Contender;

/** One of the trainings that a study ends with. */
sealed interface FinalTask {
  /** A training on all text outside the test split. */
  record Whole(Contender contender, long seed) implements FinalTask {}

  /** A narrower model that learns from the ensemble, or from the single model. */
  record Student() implements FinalTask {}

  /**
   * The training on the first fold's other text whose held-out scores give the weights of the
   * mixture.
   */
  record Weights() implements FinalTask {}
}
