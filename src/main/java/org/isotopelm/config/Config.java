package org.isotopelm.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.isotopelm.base.ProblemException;
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
 * @param data null for an imported model
 * @param train null for a model without steps, and for an imported one
 * @param optimizer null for a model without weights, and for an imported one
 * @param imported where the model comes from; null where it is made here
 */
public record Config(
    @Nullable DataSpec data,
    TokenizerSpec tokenizer,
    ModelSpec model,
    @Nullable TrainSpec train,
    @Nullable OptimizerSpec optimizer,
    EngineSpec engine,
    @Nullable StudySpec study,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ImportedSpec imported) {
  public Config {
    Objects.requireNonNull(tokenizer, "tokenizer");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(engine, "engine");
  }

  /** Why an imported run cannot do what needs its text, and what can be done. */
  public static final String NO_TEXT =
      "the model was imported and has no text of its own; name a text, or train it further by a config with data and train.from";

  /** The config of an imported model. */
  public static Config ofImported(ImportedSpec from, TokenizerSpec tokenizer, ModelSpec model) {
    return new Config(
        null,
        tokenizer,
        model,
        null,
        null,
        new EngineSpec(EngineSpec.ProductsKind.AUTO, null),
        null,
        from);
  }

  /**
   * The text of the run.
   *
   * @throws ProblemException (data) where the model is imported
   */
  public DataSpec text() {
    if (data == null) {
      throw ProblemException.data(NO_TEXT);
    }
    return data;
  }

  /** The same with these products. */
  public Config withProducts(EngineSpec.ProductsKind products) {
    EngineSpec used = new EngineSpec(products, engine.threads());
    return new Config(data, tokenizer, model, train, optimizer, used, study, imported);
  }

  /** What decides one training. */
  public Recipe recipe() {
    DataSpec text = text();
    return switch (model) {
      case ModelSpec.Neural network ->
          new GradientRecipe(
              text,
              tokenizer,
              network,
              Objects.requireNonNull(train, "the schema asks for it"),
              Objects.requireNonNull(optimizer, "it has a default"));
      case ModelSpec.Counted counted -> new CountingRecipe(text, tokenizer, counted);
      case MixSpec mixture -> new MixingRecipe(text, tokenizer, mixture);
    };
  }
}
