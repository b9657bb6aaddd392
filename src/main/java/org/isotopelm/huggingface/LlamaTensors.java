package org.isotopelm.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;

/**
 * The tensors of transformers' {@code LlamaForCausalLM} and of what was made after it. Queries,
 * keys and values lie one above another in our one matrix, the heads in the same order and with the
 * same halves for rotary positions; so do gate and up.
 */
final class LlamaTensors {
  private final ModelSpec.Gpt spec;
  private final Biases biases;
  private final int C;

  /** Which parts have biases in the file; where our model has none, they are zero. */
  record Biases(boolean norms, boolean attention, boolean feedForward) {}

  private LlamaTensors(ModelSpec.Gpt spec, Biases biases) {
    this.spec = spec;
    this.biases = biases;
    C = spec.width();
  }

  /** All tensors of the file, without a tied head, block by block. */
  static Stream<ForeignTensor> of(ModelSpec.Gpt spec, int vocabulary, Biases biases) {
    LlamaTensors tensors = new LlamaTensors(spec, biases);
    return Stream.of(
            Stream.of(
                tensors.matrix("model.embed_tokens.weight", "token_embedding.weight", vocabulary)),
            IntStream.range(0, spec.layers()).boxed().flatMap(layer -> tensors.block(layer)),
            tensors.last(vocabulary))
        .flatMap(part -> part);
  }

  private Stream<ForeignTensor> block(int layer) {
    String there = "model.layers." + layer + ".";
    String here = "block." + layer + ".";
    List<ForeignTensor> all = new ArrayList<>();
    addNorm(all, there + "input_layernorm", here + "norm_1");
    addAttention(all, there + "self_attn.", here + "attention.");
    addNorm(all, there + "post_attention_layernorm", here + "norm_2");
    addFeedForward(all, there + "mlp.", here + "mlp.");
    return all.stream();
  }

  private void addAttention(List<ForeignTensor> all, String there, String here) {
    int keys = spec.keyValueHeads() * spec.headWidth();
    boolean has = spec.attentionHasBiases();
    String stacked = here + "query_key_value";
    add(all, there + "q_proj", stacked, 0, C, C, biases.attention, has);
    add(all, there + "k_proj", stacked, C, keys, C, biases.attention, has);
    add(all, there + "v_proj", stacked, C + keys, keys, C, biases.attention, has);
    add(all, there + "o_proj", here + "output", 0, C, C, biases.attention, has);
  }

  private void addFeedForward(List<ForeignTensor> all, String there, String here) {
    int F = spec.hiddenWidth();
    boolean has = spec.feedForwardHasBiases();
    if (spec.feedForward() == FeedForward.SWIGLU) {
      add(all, there + "gate_proj", here + "gate_up", 0, F, C, biases.feedForward, has);
      add(all, there + "up_proj", here + "gate_up", F, F, C, biases.feedForward, has);
      add(all, there + "down_proj", here + "down", 0, C, F, biases.feedForward, has);
    } else {
      add(all, there + "c_fc", here + "up", 0, F, C, biases.feedForward, has);
      add(all, there + "c_proj", here + "down", 0, C, F, biases.feedForward, has);
    }
  }

  private Stream<ForeignTensor> last(int vocabulary) {
    List<ForeignTensor> all = new ArrayList<>();
    addNorm(all, "model.norm", "norm");
    if (!spec.tied()) {
      all.add(matrix("lm_head.weight", "head.weight", vocabulary));
    }
    return all.stream();
  }

  private ForeignTensor matrix(String there, String here, int rows) {
    return new ForeignTensor.Rows(there, here, 0, List.of(rows, C));
  }

  private void addNorm(List<ForeignTensor> all, String there, String here) {
    all.add(new ForeignTensor.Rows(there + ".weight", here + ".gain", 0, List.of(C)));
    addBias(all, there, here, 0, C, biases.norms, spec.biases());
  }

  /**
   * Rows of a linear layer.
   *
   * @param biases whether the layer has a bias there
   * @param has whether it has one here
   */
  private static void add(
      List<ForeignTensor> all,
      String there,
      String here,
      int first,
      int rows,
      int columns,
      boolean biases,
      boolean has) {
    all.add(
        new ForeignTensor.Rows(there + ".weight", here + ".weight", first, List.of(rows, columns)));
    addBias(all, there, here, first, rows, biases, has);
  }

  private static void addBias(
      List<ForeignTensor> all,
      String there,
      String here,
      int first,
      int rows,
      boolean biases,
      boolean has) {
    if (biases) {
      all.add(
          has
              ? new ForeignTensor.Rows(there + ".bias", here + ".bias", first, List.of(rows))
              : new ForeignTensor.Zeros(there + ".bias", rows));
    }
  }
}
