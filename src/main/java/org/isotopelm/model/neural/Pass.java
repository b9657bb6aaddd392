package org.isotopelm.model.neural;

import org.isotopelm.math.Engine;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.product.Matrix;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.Dropout;

/** What every layer needs in a pass through a model; one per thread, bound anew for each call. */
final class Pass {
  private static final float[] NO_GRADIENTS = {};

  final Products products;
  Kernels kernels;
  private final Kernels own;

  /** Operands of the product that is being made, bound anew for each. */
  final Matrix a = new Matrix();

  final Matrix b = new Matrix();
  final Matrix c = new Matrix();

  /** Parameters, for products that keep copies of them. */
  Weights weights = new Weights(NO_GRADIENTS);

  /** Parameters. */
  float[] values = NO_GRADIENTS;

  /** Receives += ∂loss/∂values. */
  float[] gradients = NO_GRADIENTS;

  Dropout dropout = Dropout.NONE;

  /** Of the step. */
  long dropoutKey;

  Pass(Products products, Engine engine) {
    this.products = products;
    own = engine.kernels().get();
    kernels = own;
  }

  Pass training(Weights weights, float[] gradients, Dropout dropout, long dropoutKey) {
    kernels = own.ready();
    this.weights = weights;
    values = weights.values();
    this.gradients = gradients;
    this.dropout = dropout;
    this.dropoutKey = dropoutKey;
    return this;
  }

  Pass scoring(Weights weights) {
    return training(weights, NO_GRADIENTS, Dropout.NONE, 0);
  }
}
