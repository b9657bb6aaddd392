package org.isotopelm.huggingface;

import java.util.List;
import org.isotopelm.model.ModelSpec;

/**
 * The tensors of transformers' {@code GPT2LMHeadModel}. The matrices of its blocks are {@code
 * Conv1D}s: [in, out], the transposes of ours. It has a bias everywhere.
 */
final class Gpt2Tensors extends BlockTensors {
  /** What names begin with, but for an untied head's. */
  static final String PREFIX = "transformer.";

  Gpt2Tensors(ModelSpec.Gpt spec) {
    super(spec);
  }

  @Override
  void addEmbeddings(List<ForeignTensor> all, int vocabulary) {
    addMatrix(all, PREFIX + "wte.weight", "token_embedding.weight", vocabulary);
    addMatrix(all, PREFIX + "wpe.weight", "position_embedding.weight", spec.context());
  }

  @Override
  void addBlock(List<ForeignTensor> all, int layer) {
    String there = PREFIX + "h." + layer + ".";
    String here = "block." + layer + ".";
    boolean attention = spec.attentionHasBiases();
    boolean mlp = spec.feedForwardHasBiases();
    int F = spec.hiddenWidth();
    addNorm(all, there + "ln_1", here + "norm_1", true);
    addConv1D(all, there + "attn.c_attn", here + "attention.query_key_value", C, 3 * C, attention);
    addConv1D(all, there + "attn.c_proj", here + "attention.output", C, C, attention);
    addNorm(all, there + "ln_2", here + "norm_2", true);
    addConv1D(all, there + "mlp.c_fc", here + "mlp.up", C, F, mlp);
    addConv1D(all, there + "mlp.c_proj", here + "mlp.down", F, C, mlp);
  }

  @Override
  void addLastNorm(List<ForeignTensor> all) {
    addNorm(all, PREFIX + "ln_f", "norm", true);
  }

  private static void addConv1D(
      List<ForeignTensor> all, String there, String here, int in, int out, boolean biases) {
    all.add(new ForeignTensor.Transposed(there + ".weight", here + ".weight", in, out));
    addBias(all, there, here, 0, out, biases);
  }
}
