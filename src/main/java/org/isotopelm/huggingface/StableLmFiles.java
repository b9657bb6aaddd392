package org.isotopelm.huggingface;

import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;

/** {@code stablelm} (Bellagente et al. 2024): Llama with GPT-2's norms. */
record StableLmFiles() implements ModelFiles {
  private static final String SHARE = "partial_rotary_factor";

  @Override
  public ModelSpec.Gpt read(ConfigReader config) {
    ConfigFields fields = config.fields();
    config.activation("hidden_act", "silu", ConfigReader.SILUS);
    config.refuse("use_qkv_bias");
    config.refuse("qk_layernorm");
    config.refuse("use_parallel_residual");
    if (!fields.has(SHARE) && !fields.object(RotaryConfig.PARAMETERS).has(SHARE)) {
      throw fields.missing(SHARE, "and a stablelm without it has 0.25; Isotope reads only 1 here");
    }
    return RotaryConfig.read(
        config,
        Normalisation.LAYER,
        FeedForward.SWIGLU,
        fields.positive("layer_norm_eps", 1e-5),
        false,
        false,
        false);
  }

  @Override
  public void write(ModelSpec.Gpt spec, Map<String, Object> config) {
    RotaryConfig.write(spec, config);
    config.put("hidden_act", "silu");
    config.put("layer_norm_eps", spec.normEpsilon());
    config.put("use_qkv_bias", false);
    config.put("qk_layernorm", false);
    config.put("use_parallel_residual", false);
    config.put(SHARE, 1.0);
    config.put(
        RotaryConfig.PARAMETERS,
        Map.of(SHARE, 1.0, "rope_theta", spec.rotaryTheta(), "rope_type", "default"));
    config.put("hidden_dropout", spec.dropout());
  }

  @Override
  public Stream<ForeignTensor> tensors(ModelSpec.Gpt spec, int vocabulary) {
    LlamaTensors.Biases onlyOfNorms = new LlamaTensors.Biases(true, false, false);
    return new LlamaTensors(spec, onlyOfNorms).all(vocabulary);
  }
}
