package org.isotopelm.train;

import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;

/** All that decides what one training gives: which text, tokens, model, steps and decay. */
public record Recipe(
    DataSpec data,
    TokenizerSpec tokenizer,
    ModelSpec model,
    TrainSpec train,
    OptimizerSpec optimizer) {

  /** The same with another training. */
  public Recipe with(TrainSpec other) {
    return new Recipe(data, tokenizer, model, other, optimizer);
  }
}
