package org.isotopelm.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.model.ModelSpec;

/** The tensors of a file: the embeddings, those of each block, the last norm and an untied head. */
abstract sealed class BlockTensors permits Gpt2Tensors, LlamaTensors {
  final ModelSpec.Gpt spec;
  final int C;

  BlockTensors(ModelSpec.Gpt spec) {
    this.spec = spec;
    C = spec.width();
  }

  /** All tensors, without a tied head. Those of a block are made when they are asked for. */
  final Stream<ForeignTensor> all(int vocabulary) {
    return Stream.of(
            list(all -> addEmbeddings(all, vocabulary)),
            IntStream.range(0, spec.layers()).boxed().flatMap(i -> list(all -> addBlock(all, i))),
            list(all -> addLast(all, vocabulary)))
        .flatMap(part -> part);
  }

  private static Stream<ForeignTensor> list(Consumer<List<ForeignTensor>> add) {
    List<ForeignTensor> all = new ArrayList<>();
    add.accept(all);
    return all.stream();
  }

  abstract void addEmbeddings(List<ForeignTensor> all, int vocabulary);

  abstract void addBlock(List<ForeignTensor> all, int layer);

  /** Adds the norm behind the last block. */
  abstract void addLastNorm(List<ForeignTensor> all);

  private void addLast(List<ForeignTensor> all, int vocabulary) {
    addLastNorm(all);
    if (!spec.tied()) {
      addMatrix(all, "lm_head.weight", "head.weight", vocabulary);
    }
  }

  /** A matrix with a row of the model's width for each token or place. */
  final void addMatrix(List<ForeignTensor> all, String there, String here, int rows) {
    all.add(new ForeignTensor.Rows(there, here, 0, List.of(rows, C)));
  }

  /**
   * A norm.
   *
   * @param biases whether it has biases there
   */
  final void addNorm(List<ForeignTensor> all, String there, String here, boolean biases) {
    all.add(new ForeignTensor.Rows(there + ".weight", here + ".gain", 0, List.of(C)));
    if (biases) {
      addBias(all, there, here, 0, C, spec.biases());
    }
  }

  /**
   * A bias.
   *
   * @param first of our rows
   * @param has whether our model has it; it is zero in the file if not
   */
  static void addBias(
      List<ForeignTensor> all, String there, String here, int first, int rows, boolean has) {
    all.add(
        has
            ? new ForeignTensor.Rows(there + ".bias", here + ".bias", first, List.of(rows))
            : new ForeignTensor.Zeros(there + ".bias", rows));
  }
}
