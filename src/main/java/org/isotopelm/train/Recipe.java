package org.isotopelm.train;

import org.isotopelm.model.ModelSpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;

/**
 * All that decides what one training gives: which text, tokens and model, and how it is trained.
 */
public sealed interface Recipe permits GradientRecipe, CountingRecipe, MixingRecipe {
  DataSpec data();

  TokenizerSpec tokenizer();

  ModelSpec model();
}
