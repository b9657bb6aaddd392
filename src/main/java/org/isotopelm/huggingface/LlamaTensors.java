package org.isotopelm.huggingface;

import java.util.List;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;

/**
 * The tensors of transformers' {@code LlamaForCausalLM} and of what was made after it. Queries,
 * keys and values lie one above another in our one matrix, the heads in the same order and with the
 * same halves for rotary positions; so do gate and up.
 */
final class LlamaTensors extends BlockTensors {
  private final Biases biases;

  /** Which parts have biases in the file; where our model has none, they are zero. */
  record Biases(boolean norms, boolean attention, boolean feedForward) {}

  LlamaTensors(ModelSpec.Gpt spec, Biases biases) {
    super(spec);
    this.biases = biases;
  }

  @Override
  void addEmbeddings(List<ForeignTensor> all, int vocabulary) {
    addMatrix(all, "model.embed_tokens.weight", "token_embedding.weight", vocabulary);
  }

  @Override
  void addBlock(List<ForeignTensor> all, int layer) {
    String there = "model.layers." + layer + ".";
    String here = "block." + layer + ".";
    addNorm(all, there + "input_layernorm", here + "norm_1", biases.norms);
    addAttention(all, there + "self_attn.", here + "attention.");
    addNorm(all, there + "post_attention_layernorm", here + "norm_2", biases.norms);
    addFeedForward(all, there + "mlp.", here + "mlp.");
  }

  @Override
  void addLastNorm(List<ForeignTensor> all) {
    addNorm(all, "model.norm", "norm", biases.norms);
  }

  private void addAttention(List<ForeignTensor> all, String there, String here) {
    int keys = spec.keyValueHeads() * spec.headWidth();
    String stacked = here + "query_key_value";
    addAttention(all, there + "q_proj", stacked, 0, C);
    addAttention(all, there + "k_proj", stacked, C, keys);
    addAttention(all, there + "v_proj", stacked, C + keys, keys);
    addAttention(all, there + "o_proj", here + "output", 0, C);
  }

  private void addAttention(
      List<ForeignTensor> all, String there, String here, int first, int rows) {
    addRows(all, there, here, first, rows, C);
    if (biases.attention) {
      addBias(all, there, here, first, rows, spec.attentionHasBiases());
    }
  }

  private void addFeedForward(List<ForeignTensor> all, String there, String here) {
    int F = spec.hiddenWidth();
    if (spec.feedForward() == FeedForward.SWIGLU) {
      addFeedForward(all, there + "gate_proj", here + "gate_up", 0, F, C);
      addFeedForward(all, there + "up_proj", here + "gate_up", F, F, C);
      addFeedForward(all, there + "down_proj", here + "down", 0, C, F);
    } else {
      addFeedForward(all, there + "c_fc", here + "up", 0, F, C);
      addFeedForward(all, there + "c_proj", here + "down", 0, C, F);
    }
  }

  private void addFeedForward(
      List<ForeignTensor> all, String there, String here, int first, int rows, int columns) {
    addRows(all, there, here, first, rows, columns);
    if (biases.feedForward) {
      addBias(all, there, here, first, rows, spec.feedForwardHasBiases());
    }
  }

  /** Rows of the matrix of a linear layer. */
  private static void addRows(
      List<ForeignTensor> all, String there, String here, int first, int rows, int columns) {
    all.add(
        new ForeignTensor.Rows(there + ".weight", here + ".weight", first, List.of(rows, columns)));
  }
}
