package org.isotopelm.huggingface;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.model.ModelSpec;

/** What config.json says of a model. */
public final class ForeignConfig {
  private ForeignConfig() {}

  /**
   * The file's object.
   *
   * @param begin the token that begins a text
   * @param end the token that ends it
   * @param type of the weights
   */
  public static Map<String, Object> of(
      ModelSpec.Gpt spec, int vocabulary, int begin, int end, NumberType type) {
    Architecture architecture = Architecture.of(spec);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of(architecture.className()));
    config.put("model_type", architecture.modelType());
    config.put("vocab_size", vocabulary);
    if (architecture == Architecture.GPT2) {
      putGpt2(spec, config);
    } else {
      putLlama(spec, config);
      putOwn(architecture, spec, config);
    }
    config.put("initializer_range", spec.embeddingStd());
    config.put("tie_word_embeddings", spec.tied());
    config.put("bos_token_id", begin);
    config.put("eos_token_id", end);
    config.put("dtype", dtype(type));
    return config;
  }

  private static String dtype(NumberType type) {
    return switch (type) {
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case Q8_0 -> throw new IllegalArgumentException("transformers has no blocks of eight bits");
    };
  }

  private static void putGpt2(ModelSpec.Gpt spec, Map<String, Object> config) {
    config.put("n_positions", spec.context());
    config.put("n_embd", spec.width());
    config.put("n_layer", spec.layers());
    config.put("n_head", spec.heads());
    config.put("n_inner", spec.hiddenWidth());
    config.put("activation_function", "gelu_new"); // the tanh form
    config.put("layer_norm_epsilon", spec.normEpsilon());
    config.put("embd_pdrop", spec.dropout());
    config.put("attn_pdrop", spec.dropout());
    config.put("resid_pdrop", spec.dropout());
  }

  private static void putLlama(ModelSpec.Gpt spec, Map<String, Object> config) {
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
    config.put("rope_parameters", rope);
  }

  /** What each architecture calls its own way. */
  private static void putOwn(
      Architecture architecture, ModelSpec.Gpt spec, Map<String, Object> config) {
    switch (architecture) {
      case LLAMA -> {
        config.put("head_dim", spec.headWidth());
        config.put("hidden_act", "silu");
        config.put("rms_norm_eps", spec.normEpsilon());
        config.put("attention_bias", spec.attentionHasBiases());
        config.put("mlp_bias", spec.feedForwardHasBiases());
      }
      case STARCODER2 -> {
        config.put("hidden_act", "gelu_pytorch_tanh");
        config.put("norm_epsilon", spec.normEpsilon());
        config.put("use_bias", Architecture.linearBiases(spec));
        config.put("sliding_window", null);
        config.put("embedding_dropout", spec.dropout());
        config.put("residual_dropout", spec.dropout());
      }
      case STABLELM -> {
        config.put("hidden_act", "silu");
        config.put("layer_norm_eps", spec.normEpsilon());
        config.put("use_qkv_bias", false);
        config.put("qk_layernorm", false);
        config.put("use_parallel_residual", false);
        config.put("partial_rotary_factor", 1.0);
        config.put(
            "rope_parameters",
            Map.of(
                "partial_rotary_factor",
                1.0,
                "rope_theta",
                spec.rotaryTheta(),
                "rope_type",
                "default"));
        config.put("hidden_dropout", spec.dropout());
      }
      case GPT2 -> throw new IllegalArgumentException("it has names of its own");
    }
  }
}
