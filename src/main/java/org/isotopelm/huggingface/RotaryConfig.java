package org.isotopelm.huggingface;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;
import org.isotopelm.model.ModelSpec.Positions;

/** The fields of config.json that all architectures with rotary positions share. */
final class RotaryConfig {
  /** Where version 5 of transformers keeps θ. */
  static final String PARAMETERS = "rope_parameters";

  /** What these models see at most unless a user asks for more: attention needs context² floats. */
  private static final int USUAL_CONTEXT = 1024;

  private RotaryConfig() {}

  /**
   * The shape of a model whose norms have biases where they are layer norms.
   *
   * @param tied whether a config that does not say it has one matrix for embedding and head
   */
  static ModelSpec.Gpt read(
      ConfigReader config,
      Normalisation norm,
      FeedForward feedForward,
      double epsilon,
      boolean attentionBiases,
      boolean feedForwardBiases,
      boolean tied) {
    ConfigFields fields = config.fields();
    int width = fields.count("hidden_size");
    int heads = fields.count("num_attention_heads");
    int head = fields.count("head_dim", width / heads);
    fields.require(
        (long) head * heads == width,
        "head_dim",
        "hidden_size / num_attention_heads, %s / %s".formatted(width, heads));
    fields.require(!fields.has("sliding_window"), "sliding_window", "null");
    return new ModelSpec.Gpt(
        fields.count("num_hidden_layers"),
        heads,
        width,
        context(config),
        fields.count("num_key_value_heads", heads),
        norm,
        Positions.ROTARY,
        feedForward,
        0,
        fields.flag("tie_word_embeddings", tied),
        norm == Normalisation.LAYER,
        fields.positive("initializer_range", 0.02),
        fields.count("intermediate_size"),
        epsilon,
        theta(fields),
        attentionBiases,
        feedForwardBiases);
  }

  private static int context(ConfigReader config) {
    int most = config.fields().count("max_position_embeddings", 2048);
    if (config.context().orElse(most) > most) {
      throw ProblemException.usage(
          "the model sees at most %s tokens (max_position_embeddings); ask for no more"
              .formatted(most));
    }
    if (config.context().isEmpty() && most > USUAL_CONTEXT) {
      config
          .notes()
          .accept(
              "the model can see %s tokens, and is imported with a context of %s, as attention needs the square of it in memory; another context can be asked for"
                  .formatted(most, USUAL_CONTEXT));
    }
    return config.context().orElse(Math.min(most, USUAL_CONTEXT));
  }

  private static double theta(ConfigFields fields) {
    ConfigFields rope = fields.object(PARAMETERS);
    requirePlain(rope);
    requirePlain(fields.object("rope_scaling"));
    requireWhole(fields);
    double theta = fields.positive("rope_theta", 10_000);
    return rope.positive("rope_theta", theta);
  }

  private static void requirePlain(ConfigFields rope) {
    for (String type : List.of("rope_type", "type")) {
      rope.require(rope.text(type, "default").equals("default"), type, "\"default\"");
    }
    rope.require(!rope.has("factor"), "factor", "positions that are not scaled");
    requireWhole(rope);
  }

  private static void requireWhole(ConfigFields rope) {
    rope.require(rope.positive("partial_rotary_factor", 1) == 1, "partial_rotary_factor", "1");
  }

  static void write(ModelSpec.Gpt spec, Map<String, Object> config) {
    config.put("max_position_embeddings", spec.context());
    config.put("hidden_size", spec.width());
    config.put("intermediate_size", spec.hiddenWidth());
    config.put("num_hidden_layers", spec.layers());
    config.put("num_attention_heads", spec.heads());
    config.put("num_key_value_heads", spec.keyValueHeads());
    config.put("attention_dropout", spec.dropout());
    // Versions before 5 read the first, later ones the second.
    config.put("rope_theta", spec.rotaryTheta());
    Map<String, Object> rope = new LinkedHashMap<>();
    rope.put("rope_theta", spec.rotaryTheta());
    rope.put("rope_type", "default");
    config.put(PARAMETERS, rope);
  }
}
