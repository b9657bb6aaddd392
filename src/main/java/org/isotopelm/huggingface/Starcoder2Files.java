package org.isotopelm.huggingface;

import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;

/**
 * {@code starcoder2} (Lozhkov et al. 2024): GPT-2's norms and feed-forward part behind Llama's
 * attention. One switch decides on the biases of all linear layers.
 */
record Starcoder2Files() implements ModelFiles {
  @Override
  public ModelSpec.Gpt read(ConfigReader config) {
    ConfigFields fields = config.fields();
    config.activation("hidden_act", "gelu_pytorch_tanh", ConfigReader.TANH_GELUS);
    boolean biases = fields.flag("use_bias", true);
    return RotaryConfig.read(
        config,
        Normalisation.LAYER,
        FeedForward.GELU,
        fields.positive("norm_epsilon", 1e-5),
        biases,
        biases,
        true);
  }

  @Override
  public void write(ModelSpec.Gpt spec, Map<String, Object> config) {
    RotaryConfig.write(spec, config);
    config.put("hidden_act", "gelu_pytorch_tanh");
    config.put("norm_epsilon", spec.normEpsilon());
    config.put("use_bias", linearBiases(spec));
    config.put("sliding_window", null);
    config.put("embedding_dropout", spec.dropout());
    config.put("residual_dropout", spec.dropout());
  }

  @Override
  public Stream<ForeignTensor> tensors(ModelSpec.Gpt spec, int vocabulary) {
    boolean biases = linearBiases(spec);
    return new LlamaTensors(spec, new LlamaTensors.Biases(true, biases, biases)).all(vocabulary);
  }

  private static boolean linearBiases(ModelSpec.Gpt spec) {
    return spec.attentionHasBiases() || spec.feedForwardHasBiases();
  }
}
