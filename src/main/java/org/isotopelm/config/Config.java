package org.isotopelm.config;

import java.util.Objects;
import org.isotopelm.math.EngineSpec;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.train.CountingRecipe;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.MixingRecipe;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.TrainSpec;
import org.jspecify.annotations.Nullable;

/**
 * A whole config, every default filled in.
 *
 * @param train null for a model without steps
 * @param optimizer null for a model without weights
 */
public record Config(
    DataSpec data,
    TokenizerSpec tokenizer,
    ModelSpec model,
    @Nullable TrainSpec train,
    @Nullable OptimizerSpec optimizer,
    EngineSpec engine,
    @Nullable StudySpec study) {

  /** The same with these products. */
  public Config withProducts(EngineSpec.ProductsKind products) {
    EngineSpec used = new EngineSpec(products, engine.threads());
    return new Config(data, tokenizer, model, train, optimizer, used, study);
  }

  /** What decides one training. */
  public Recipe recipe() {
    return switch (model) {
      case ModelSpec.Neural network ->
          new GradientRecipe(
              data,
              tokenizer,
              network,
              Objects.requireNonNull(train, "the schema asks for it"),
              Objects.requireNonNull(optimizer, "it has a default"));
      case ModelSpec.Counted counted -> new CountingRecipe(data, tokenizer, counted);
      case MixSpec mixture -> new MixingRecipe(data, tokenizer, mixture);
    };
  }
}
