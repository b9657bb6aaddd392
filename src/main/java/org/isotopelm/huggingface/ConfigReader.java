package org.isotopelm.huggingface;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;
import org.isotopelm.model.ModelSpec.Positions;

/**
 * What a config.json describes. A field that is absent has transformers' own default; what
 * Isotope's gpt cannot do is refused by the name of the field.
 */
final class ConfigReader {
  /** What these models see at most unless a user asks for more: attention needs context² floats. */
  private static final int USUAL_CONTEXT = 1024;

  private static final List<String> TANH_GELUS =
      List.of("gelu_new", "gelu_pytorch_tanh", "gelu_fast");
  private static final List<String> SILUS = List.of("silu", "swish");

  private final ConfigFields fields;
  private final OptionalInt context;
  private final Consumer<String> notes;

  private ConfigReader(ConfigFields fields, OptionalInt context, Consumer<String> notes) {
    this.fields = fields;
    this.context = context;
    this.notes = notes;
  }

  /**
   * The model's shape.
   *
   * @param context tokens that it shall see; empty: as many as it can, up to a limit
   * @param notes receives sentences for the user
   */
  static ModelSpec.Gpt read(ConfigFields fields, OptionalInt context, Consumer<String> notes) {
    ConfigReader reader = new ConfigReader(fields, context, notes);
    fields.require(!fields.has("quantization_config"), "quantization_config", "plain weights");
    try {
      return switch (architecture(fields)) {
        case GPT2 -> reader.gpt2();
        case LLAMA -> reader.llama();
        case STARCODER2 -> reader.starcoder2();
        case STABLELM -> reader.stableLm();
      };
    } catch (ProblemException e) {
      throw fields.located(e);
    }
  }

  /** The architecture that the config names. */
  static Architecture architecture(ConfigFields fields) {
    String type = fields.text("model_type", "");
    return Arrays.stream(Architecture.values())
        .filter(architecture -> architecture.modelType().equals(type))
        .findFirst()
        .orElseThrow(() -> fields.problem("model_type", Architecture.modelTypes()));
  }

  private ModelSpec.Gpt gpt2() {
    activation("activation_function", "gelu_new", TANH_GELUS);
    fields.require(fields.flag("scale_attn_weights", true), "scale_attn_weights", "true");
    refuse("scale_attn_by_inverse_layer_idx");
    refuse("add_cross_attention");
    int width = fields.count("n_embd", 768);
    int heads = fields.count("n_head", 12);
    double dropout = fields.share("resid_pdrop", 0.1);
    boolean same =
        fields.share("embd_pdrop", 0.1) == dropout && fields.share("attn_pdrop", 0.1) == dropout;
    if (!same) {
      notes.accept(
          "its three probabilities of dropout differ, and Isotope has one: it is set to 0");
    }
    int positions = fields.count("n_positions", 1024);
    if (context.isPresent() && context.getAsInt() != positions) {
      throw ProblemException.usage(
          "the context of a gpt2 is that of its position embedding, %s; leave the option out"
              .formatted(positions));
    }
    return new ModelSpec.Gpt(
        fields.count("n_layer", 12),
        heads,
        width,
        positions,
        heads,
        Normalisation.LAYER,
        Positions.LEARNED,
        FeedForward.GELU,
        same ? dropout : 0,
        fields.flag("tie_word_embeddings", true),
        true,
        fields.positive("initializer_range", 0.02),
        fields.has("n_inner") ? (Integer) fields.count("n_inner") : null,
        fields.positive("layer_norm_epsilon", 1e-5),
        null,
        null,
        null);
  }

  private ModelSpec.Gpt llama() {
    activation("hidden_act", "silu", SILUS);
    return rotary(
        Normalisation.RMS,
        FeedForward.SWIGLU,
        fields.positive("rms_norm_eps", 1e-6),
        false,
        fields.flag("attention_bias", false),
        fields.flag("mlp_bias", false));
  }

  private ModelSpec.Gpt starcoder2() {
    activation("hidden_act", "gelu_pytorch_tanh", TANH_GELUS);
    boolean biases = fields.flag("use_bias", true);
    double epsilon = fields.positive("norm_epsilon", 1e-5);
    return rotary(Normalisation.LAYER, FeedForward.GELU, epsilon, true, biases, biases);
  }

  private ModelSpec.Gpt stableLm() {
    activation("hidden_act", "silu", SILUS);
    refuse("use_qkv_bias");
    refuse("qk_layernorm");
    refuse("use_parallel_residual");
    double epsilon = fields.positive("layer_norm_eps", 1e-5);
    return rotary(Normalisation.LAYER, FeedForward.SWIGLU, epsilon, true, false, false);
  }

  private ModelSpec.Gpt rotary(
      Normalisation norm,
      FeedForward feedForward,
      double epsilon,
      boolean normBiases,
      boolean attentionBiases,
      boolean feedForwardBiases) {
    int width = fields.count("hidden_size");
    int heads = fields.count("num_attention_heads");
    int head = fields.count("head_dim", width / heads);
    fields.require(
        (long) head * heads == width,
        "head_dim",
        "hidden_size / num_attention_heads, %s / %s".formatted(width, heads));
    fields.require(!fields.has("sliding_window"), "sliding_window", "null");
    boolean starcoder2 = norm == Normalisation.LAYER && feedForward == FeedForward.GELU;
    return new ModelSpec.Gpt(
        fields.count("num_hidden_layers"),
        heads,
        width,
        context(),
        fields.count("num_key_value_heads", heads),
        norm,
        Positions.ROTARY,
        feedForward,
        0,
        fields.flag("tie_word_embeddings", starcoder2),
        normBiases,
        fields.positive("initializer_range", 0.02),
        fields.count("intermediate_size"),
        epsilon,
        theta(),
        attentionBiases,
        feedForwardBiases);
  }

  private int context() {
    int most = fields.count("max_position_embeddings", 2048);
    if (context.isPresent() && context.getAsInt() > most) {
      throw ProblemException.usage(
          "the model sees at most %s tokens (max_position_embeddings); ask for no more"
              .formatted(most));
    }
    if (context.isEmpty() && most > USUAL_CONTEXT) {
      notes.accept(
          "the model can see %s tokens, and is imported with a context of %s, as attention needs the square of it in memory; another context can be asked for"
              .formatted(most, USUAL_CONTEXT));
    }
    return context.orElse(Math.min(most, USUAL_CONTEXT));
  }

  /** θ; version 5 of transformers keeps it in an object of its own. */
  private double theta() {
    ConfigFields rope = fields.object("rope_parameters");
    requirePlain(rope);
    requirePlain(fields.object("rope_scaling"));
    requireWhole(fields);
    requireNamedShare(rope);
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

  /** A StableLM whose config does not say otherwise turns a quarter of each head. */
  private void requireNamedShare(ConfigFields rope) {
    String field = "partial_rotary_factor";
    if (architecture(fields) == Architecture.STABLELM && !fields.has(field) && !rope.has(field)) {
      throw fields.missing(field, "and a stablelm without it has 0.25; Isotope reads only 1 here");
    }
  }

  private void activation(String field, String absent, List<String> known) {
    fields.require(known.contains(fields.text(field, absent)), field, String.join(", ", known));
  }

  /** Refuses a switch that is on. */
  private void refuse(String field) {
    fields.require(!fields.flag(field, false), field, "false");
  }
}
