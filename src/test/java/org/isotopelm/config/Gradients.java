package org.isotopelm.config;

import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.TrainSpec;

/** The sections of configs whose model is trained by gradients. */
public final class Gradients {
  private Gradients() {}

  public static TrainSpec train(Config config) {
    return GradientRecipe.of(config.recipe(), "a test").train();
  }

  public static OptimizerSpec optimizer(Config config) {
    return GradientRecipe.of(config.recipe(), "a test").optimizer();
  }
}
