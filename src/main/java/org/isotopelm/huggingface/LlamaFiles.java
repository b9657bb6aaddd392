package org.isotopelm.huggingface;

import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;

/** {@code llama} (Touvron et al. 2023). */
record LlamaFiles() implements ModelFiles {
  @Override
  public ModelSpec.Gpt read(ConfigReader config) {
    ConfigFields fields = config.fields();
    config.activation("hidden_act", "silu", ConfigReader.SILUS);
    return RotaryConfig.read(
        config,
        Normalisation.RMS,
        FeedForward.SWIGLU,
        fields.positive("rms_norm_eps", 1e-6),
        fields.flag("attention_bias", false),
        fields.flag("mlp_bias", false),
        false);
  }

  @Override
  public void write(ModelSpec.Gpt spec, Map<String, Object> config) {
    RotaryConfig.write(spec, config);
    config.put("head_dim", spec.headWidth());
    config.put("hidden_act", "silu");
    config.put("rms_norm_eps", spec.normEpsilon());
    config.put("attention_bias", spec.attentionHasBiases());
    config.put("mlp_bias", spec.feedForwardHasBiases());
  }

  @Override
  public Stream<ForeignTensor> tensors(ModelSpec.Gpt spec, int vocabulary) {
    LlamaTensors.Biases biases =
        new LlamaTensors.Biases(false, spec.attentionHasBiases(), spec.feedForwardHasBiases());
    return new LlamaTensors(spec, biases).all(vocabulary);
  }
}
