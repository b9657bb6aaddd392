package org.isotopelm.export;

import org.isotopelm.base.IsotopeException;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.Tokenizer;

/**
 * A model to export, and the tokenizer that makes its input.
 *
 * @param spec what the config says of it
 */
public record TrainedModel(ModelSpec spec, TokenModel model, Tokenizer tokenizer) {
  /** The layout of the weights. */
  ParameterSet parameters() {
    return network().architecture().parameters();
  }

  /** The weights, flat, shared with the model. */
  float[] values() {
    return network().values();
  }

  private Network network() {
    if (model instanceof Network network) {
      return network;
    }
    throw IsotopeException.failure(
        "safetensors holds the weights of a network, and this model has none; export counted n-grams as arpa");
  }
}
