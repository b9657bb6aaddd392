package org.isotopelm.advice;

import org.isotopelm.words.Phrases;

/** How often a training sees its text, which decides what weight decay is good for. */
public enum Regime {
  /** At most one and a half passes: each token is new, and decay sets how long updates count. */
  ONE_PASS("one pass"),
  /** Between the two others. */
  FEW_PASSES("a few passes"),
  /** Eight passes or more: decay also keeps the model from learning its text by heart. */
  MANY_PASSES("many passes");

  private static final double ONE = 1.5;
  private static final double MANY = 8;

  private final String words;

  Regime(String words) {
    this.words = words;
  }

  static Regime of(double epochs) {
    return epochs <= ONE ? ONE_PASS : epochs < MANY ? FEW_PASSES : MANY_PASSES;
  }

  /** {@code many passes (16 epochs)}. */
  String describe(double epochs) {
    return "%s (%s)".formatted(words, epochs == 1 ? "1 epoch" : Phrases.figure(epochs) + " epochs");
  }
}
