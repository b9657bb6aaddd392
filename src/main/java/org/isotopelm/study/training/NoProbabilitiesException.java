package org.isotopelm.study.training;

import org.isotopelm.model.TokenModel;

/** Thrown for a model whose scores are no probabilities, so that they do not compare. */
public final class NoProbabilitiesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoProbabilitiesException() {
    super("its scores do not sum to one over all tokens, so its nll does not compare");
  }

  static void check(TokenModel model) {
    if (!model.isDistribution()) {
      throw new NoProbabilitiesException();
    }
  }
}
