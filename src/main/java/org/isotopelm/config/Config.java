package org.isotopelm.config;

import org.isotopelm.math.EngineSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.TrainSpec;
import org.jspecify.annotations.Nullable;

/** A whole config, every default filled in. */
public record Config(
    DataSpec data,
    TokenizerSpec tokenizer,
    ModelSpec model,
    TrainSpec train,
    OptimizerSpec optimizer,
    EngineSpec engine,
    @Nullable StudySpec study) {

  /** The same with these products. */
  public Config withProducts(EngineSpec.ProductsKind products) {
    EngineSpec used = new EngineSpec(products, engine.threads());
    return new Config(data, tokenizer, model, train, optimizer, used, study);
  }

  /** What decides one training. */
  public Recipe recipe() {
    return new Recipe(data, tokenizer, model, train, optimizer);
  }
}
