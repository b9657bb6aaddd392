package org.isotopelm.model.neural;

import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.Team;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.product.Matrix;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.Dropout;

/** What every layer needs in a pass through a model; one per thread, bound anew for each call. */
final class Pass {
  private static final float[] NO_GRADIENTS = {};

  /** Products with weights that the team makes together. */
  final SharedProduct shared;

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

  /** Those who share what is worth it, each with a pass of their own; this is the first. */
  final Team team;

  private final Pass[] mates;

  /**
   * @param team whose other threads help with forward passes
   */
  Pass(Products products, Engine engine, Team team) {
    this.products = products;
    this.team = team;
    own = engine.kernels().get();
    kernels = own;
    mates = new Pass[team.threads()];
    mates[0] = this;
    for (int i = 1; i < mates.length; i++) {
      mates[i] = new Pass(products.mate(), engine, new Team(1));
    }
    shared = new SharedProduct(this, engine.kind() == ProductsKind.JAVA);
  }

  /** The pass of a thread of the team. */
  Pass mate(int thread) {
    return mates[thread];
  }

  Pass training(Weights weights, float[] gradients, Dropout dropout, long dropoutKey) {
    for (int i = 1; i < mates.length; i++) {
      mates[i].training(weights, gradients, dropout, dropoutKey);
    }
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
