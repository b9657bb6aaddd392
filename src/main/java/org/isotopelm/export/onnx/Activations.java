package org.isotopelm.export.onnx;

/** Nonlinearities that are made of several operators. */
final class Activations {
  private static final float SCALE = (float) Math.sqrt(2 / Math.PI);

  private Activations() {}

  /**
   * GELU's tanh form, ½x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), in an order that ONNX Runtime makes
   * one operator of.
   */
  static Value gelu(Value x) {
    Value cubic = x.times(0.044715f).times(x).plus(1);
    Value tanh = cubic.times(x.times(SCALE)).apply("Tanh");
    return tanh.plus(1).times(x.times(0.5f));
  }

  /** x times the logistic function of it. */
  static Value silu(Value x) {
    return x.times(x.apply("Sigmoid"));
  }
}
