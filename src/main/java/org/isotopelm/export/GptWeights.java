package org.isotopelm.export;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Parameter;

/**
 * The weights of a gpt under the names and in the shapes of transformers' {@code GPT2LMHeadModel}.
 * The matrices of its blocks are {@code Conv1D}s: [in, out], the transposes of ours.
 */
final class GptWeights {
  private final TrainedModel model;
  private final ModelSpec.Gpt spec;
  private final List<Tensor> tensors = new ArrayList<>();

  private GptWeights(TrainedModel model, ModelSpec.Gpt spec) {
    this.model = model;
    this.spec = spec;
  }

  /** All tensors of the file, without a tied head. */
  static List<Tensor> of(TrainedModel model, ModelSpec.Gpt spec) {
    GptWeights weights = new GptWeights(model, spec);
    weights.addAll();
    return weights.tensors;
  }

  private void addAll() {
    add("transformer.wte.weight", "token_embedding.weight");
    add("transformer.wpe.weight", "position_embedding.weight");
    for (int layer = 0; layer < spec.layers(); layer++) {
      String there = "transformer.h." + layer + ".";
      String here = "block." + layer + ".";
      addNorm(there + "ln_1", here + "norm_1");
      addConv1D(there + "attn.c_attn", here + "attention.query_key_value");
      addConv1D(there + "attn.c_proj", here + "attention.output");
      addNorm(there + "ln_2", here + "norm_2");
      addConv1D(there + "mlp.c_fc", here + "mlp.up");
      addConv1D(there + "mlp.c_proj", here + "mlp.down");
    }
    addNorm("transformer.ln_f", "norm");
    if (!spec.tied()) {
      add("lm_head.weight", "head.weight");
    }
  }

  private void addNorm(String there, String here) {
    Parameter gain = add(there + ".weight", here + ".gain");
    addBias(there, here, gain.size());
  }

  private void addConv1D(String there, String here) {
    Parameter weight = model.parameters().get(here + ".weight");
    int out = weight.shape().get(0);
    int in = weight.shape().get(1);
    float[] transposed = new float[weight.size()];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        transposed[i * out + o] = model.values()[weight.offset() + o * in + i];
      }
    }
    tensors.add(Tensor.of(there + ".weight", List.of(in, out), transposed));
    addBias(there, here, out);
  }

  /** GPT-2 has a bias everywhere; if our model has none, it is zero. */
  private void addBias(String there, String here, int size) {
    if (spec.biases()) {
      add(there + ".bias", here + ".bias");
    } else {
      tensors.add(Tensor.of(there + ".bias", List.of(size), new float[size]));
    }
  }

  private Parameter add(String there, String here) {
    Parameter parameter = model.parameters().get(here);
    FloatBuffer values = FloatBuffer.wrap(model.values(), parameter.offset(), parameter.size());
    tensors.add(new Tensor(there, parameter.shape(), values));
    return parameter;
  }
}
