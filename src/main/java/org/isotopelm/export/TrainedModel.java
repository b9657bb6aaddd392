package org.isotopelm.export;

import java.util.Map;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;

/**
 * A model to export, and the tokenizer that makes its input.
 *
 * @param spec what the config says of it
 * @param background how it was made
 */
public record TrainedModel(
    ModelSpec spec, TokenModel model, Tokenizer tokenizer, Background background) {
  /** A model of which nothing else is known. */
  public TrainedModel(ModelSpec spec, TokenModel model, Tokenizer tokenizer) {
    this(spec, model, tokenizer, Background.unknown());
  }

  /** The layout of the weights. */
  ParameterSet parameters() {
    return network().architecture().parameters();
  }

  /** The token that documents begin with. */
  int beginOfDocument() {
    return network().beginOfDocument();
  }

  /** The weights, flat, shared with the model. */
  float[] values() {
    return network().values();
  }

  /**
   * What a program needs beside the weights to use them: {@code model}, the section of the config;
   * {@code context}; {@code vocabulary}; {@code end_of_document}, an id; and {@code
   * tokenizer.json}, the file's text.
   */
  Map<String, String> metadata() {
    return Map.of(
        "model",
        Json.mapper().writeValueAsString(spec),
        "context",
        Integer.toString(network().architecture().context()),
        "vocabulary",
        Integer.toString(tokenizer.vocabulary()),
        "end_of_document",
        Integer.toString(tokenizer.endOfDocument()),
        "tokenizer.json",
        TokenizerFile.toJson(tokenizer));
  }

  /** Its kind, as configs name it. */
  String kind() {
    return Json.mapper().valueToTree(spec).path("kind").asString();
  }

  /** How to export a model that is no gpt. */
  String instead() {
    return switch (spec) {
      case ModelSpec.Mlp mlp ->
          "export it as onnx or deeplearning4j, or its weights as safetensors";
      case ModelSpec.Lstm lstm ->
          "export it as onnx or deeplearning4j, or its weights as safetensors";
      case ModelSpec.Neural neural -> "export it as onnx, or its weights as safetensors";
      case ModelSpec.Counted counted -> "export it as arpa";
      case MixSpec mix ->
          background
              .student()
              .map("export its student, %s"::formatted)
              .orElse("export a student of it (train.teacher), or its members one by one")
              .concat(", or approximate it as arpa");
    };
  }

  private Network network() {
    if (model instanceof Network network) {
      return network;
    }
    throw ProblemException.failure(
        "safetensors holds the weights of a network, and this model has none; " + instead());
  }
}
