package org.isotopelm.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.model.ModelSpec;

/**
 * The tensors of transformers' {@code GPT2LMHeadModel}. The matrices of its blocks are {@code
 * Conv1D}s: [in, out], the transposes of ours. It has a bias everywhere.
 */
final class Gpt2Tensors {
  private final ModelSpec.Gpt spec;
  private final int C;

  private Gpt2Tensors(ModelSpec.Gpt spec) {
    this.spec = spec;
    C = spec.width();
  }

  /** All tensors of the file, without a tied head, block by block. */
  static Stream<ForeignTensor> of(ModelSpec.Gpt spec, int vocabulary) {
    Gpt2Tensors tensors = new Gpt2Tensors(spec);
    return Stream.of(
            tensors.first(vocabulary),
            IntStream.range(0, spec.layers()).boxed().flatMap(layer -> tensors.block(layer)),
            tensors.last(vocabulary))
        .flatMap(part -> part);
  }

  private Stream<ForeignTensor> first(int vocabulary) {
    return Stream.of(
        matrix("transformer.wte.weight", "token_embedding.weight", vocabulary),
        matrix("transformer.wpe.weight", "position_embedding.weight", spec.context()));
  }

  private Stream<ForeignTensor> block(int layer) {
    String there = "transformer.h." + layer + ".";
    String here = "block." + layer + ".";
    boolean attention = spec.attentionHasBiases();
    boolean mlp = spec.feedForwardHasBiases();
    int F = spec.hiddenWidth();
    List<ForeignTensor> all = new ArrayList<>();
    addNorm(all, there + "ln_1", here + "norm_1");
    addConv1D(all, there + "attn.c_attn", here + "attention.query_key_value", C, 3 * C, attention);
    addConv1D(all, there + "attn.c_proj", here + "attention.output", C, C, attention);
    addNorm(all, there + "ln_2", here + "norm_2");
    addConv1D(all, there + "mlp.c_fc", here + "mlp.up", C, F, mlp);
    addConv1D(all, there + "mlp.c_proj", here + "mlp.down", F, C, mlp);
    return all.stream();
  }

  private Stream<ForeignTensor> last(int vocabulary) {
    List<ForeignTensor> all = new ArrayList<>();
    addNorm(all, "transformer.ln_f", "norm");
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
    all.add(bias(there, here, C, spec.biases()));
  }

  private static void addConv1D(
      List<ForeignTensor> all, String there, String here, int in, int out, boolean biases) {
    all.add(new ForeignTensor.Transposed(there + ".weight", here + ".weight", in, out));
    all.add(bias(there, here, out, biases));
  }

  private static ForeignTensor bias(String there, String here, int size, boolean has) {
    return has
        ? new ForeignTensor.Rows(there + ".bias", here + ".bias", 0, List.of(size))
        : new ForeignTensor.Zeros(there + ".bias", size);
  }
}
