package org.isotopelm.huggingface;

import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;
import org.isotopelm.model.ModelSpec.Positions;

/** {@code gpt2} (Radford et al. 2019). */
record Gpt2Files() implements ModelFiles {
  @Override
  public ModelSpec.Gpt read(ConfigReader config) {
    ConfigFields fields = config.fields();
    config.activation("activation_function", "gelu_new", ConfigReader.TANH_GELUS);
    fields.require(fields.flag("scale_attn_weights", true), "scale_attn_weights", "true");
    config.refuse("scale_attn_by_inverse_layer_idx");
    config.refuse("add_cross_attention");
    int heads = fields.count("n_head", 12);
    return new ModelSpec.Gpt(
        fields.count("n_layer", 12),
        heads,
        fields.count("n_embd", 768),
        context(config),
        heads,
        Normalisation.LAYER,
        Positions.LEARNED,
        FeedForward.GELU,
        dropout(config),
        fields.flag("tie_word_embeddings", true),
        true,
        fields.positive("initializer_range", 0.02),
        fields.has("n_inner") ? (Integer) fields.count("n_inner") : null,
        fields.positive("layer_norm_epsilon", 1e-5),
        null,
        null,
        null);
  }

  private static double dropout(ConfigReader config) {
    ConfigFields fields = config.fields();
    double dropout = fields.share("resid_pdrop", 0.1);
    boolean same =
        fields.share("embd_pdrop", 0.1) == dropout && fields.share("attn_pdrop", 0.1) == dropout;
    if (!same) {
      config
          .notes()
          .accept("its three probabilities of dropout differ, and Isotope has one: it is set to 0");
    }
    return same ? dropout : 0;
  }

  private static int context(ConfigReader config) {
    int positions = config.fields().count("n_positions", 1024);
    if (config.context().orElse(positions) != positions) {
      throw ProblemException.usage(
          "the context of a gpt2 is that of its position embedding, %s; leave the option out"
              .formatted(positions));
    }
    return positions;
  }

  @Override
  public void write(ModelSpec.Gpt spec, Map<String, Object> config) {
    config.put("n_positions", spec.context());
    config.put("n_ctx", spec.context()); // its older name, which some programs read
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

  @Override
  public Stream<ForeignTensor> tensors(ModelSpec.Gpt spec, int vocabulary) {
    return new Gpt2Tensors(spec).all(vocabulary);
  }

  @Override
  public void rename(WeightFiles weights) {
    weights.prefix(Gpt2Tensors.PREFIX, "wte.weight");
  }

  /**
   * Without the prefix, as in OpenAI's own file: Jlama reads no other names. A file with a head
   * keeps it, because transformers before version 5 asks for it there.
   */
  @Override
  public String written(String name, ModelSpec.Gpt spec) {
    return spec.tied() ? name.substring(Gpt2Tensors.PREFIX.length()) : name;
  }
}
