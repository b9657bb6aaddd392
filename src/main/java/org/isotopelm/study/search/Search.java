package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The config's {@code study.search}: how points are proposed. Proposals come in rounds whose size
 * stands in the config: they depend on earlier rounds as a whole, never on which cell ended first.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Search.Grid.class, name = "grid"),
  @JsonSubTypes.Type(value = Search.Random.class, name = "random"),
  @JsonSubTypes.Type(value = Search.Sobol.class, name = "sobol"),
  @JsonSubTypes.Type(value = Search.Gp.class, name = "gp"),
  @JsonSubTypes.Type(value = Search.Path.class, name = "path")
})
public sealed interface Search {

  /** Every combination of the values, as one round. */
  record Grid() implements Search {}

  /**
   * Points drawn independently (Bergstra and Bengio 2012).
   *
   * @param trials points
   */
  record Random(int trials) implements Search {}

  /**
   * A scrambled Sobol sequence (Sobol 1967, Owen 1998): fills the space more evenly than chance.
   *
   * @param trials points
   */
  record Sobol(int trials) implements Search {}

  /**
   * Bayesian optimisation by a Gaussian process.
   *
   * @param trials points
   * @param initial of them, from a Sobol sequence before the process is asked
   * @param round points proposed at a time, q
   * @param stop when to stop before the trials are used up
   */
  record Gp(int trials, int initial, int round, Stop stop) implements Search {}

  /**
   * The values of one λ from large to small, each begun from the weights of the one before, as
   * glmnet does (Friedman, Hastie and Tibshirani 2010).
   *
   * @param followUp length of every training after the first, as a share of the config's
   */
  record Path(double followUp) implements Search {}

  /** Stop rules. */
  enum Stop {
    /** Not before the trials are used up. */
    NEVER,
    /** When the expected improvement is below the standard error of a point. */
    NOISE
  }
}
