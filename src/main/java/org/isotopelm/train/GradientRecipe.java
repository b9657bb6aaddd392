package org.isotopelm.train;

import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;

/** A model with weights, which an optimizer trains step by step. */
public record GradientRecipe(
    DataSpec data,
    TokenizerSpec tokenizer,
    ModelSpec.Neural model,
    TrainSpec train,
    OptimizerSpec optimizer)
    implements Recipe {

  /**
   * A recipe of something that only weights have.
   *
   * @param what needs them
   * @throws ProblemException (config) where the model has no weights
   */
  public static GradientRecipe of(Recipe recipe, String what) {
    if (recipe instanceof GradientRecipe gradients) {
      return gradients;
    }
    throw ProblemException.config(
        "model", "the model has no weights, which " + what + " needs; use a model such as mlp");
  }

  /** The same with another training. */
  public GradientRecipe with(TrainSpec other) {
    return new GradientRecipe(data, tokenizer, model, other, optimizer);
  }
}
