package org.isotopelm.export.gguf;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;

/**
 * The weights of a gpt under the names of llama.cpp. As there, vectors and position embeddings are
 * of single precision whatever the type, and a matrix whose rows are no whole blocks is of half.
 */
final class GgufWeights {
  private final ModelSpec.Gpt spec;
  private final ParameterSet parameters;
  private final float[] values;
  private final NumberType type;
  private final List<GgufTensor> tensors = new ArrayList<>();
  private final List<String> halves = new ArrayList<>();

  /**
   * @param spec of GPT-2's shape or Llama's
   * @param type of the matrices
   */
  GgufWeights(ModelSpec.Gpt spec, ParameterSet parameters, float[] values, NumberType type) {
    this.spec = spec;
    this.parameters = parameters;
    this.values = values;
    this.type = type;
    addAll();
  }

  List<GgufTensor> tensors() {
    return tensors;
  }

  /** The tensors whose rows are no whole blocks of the type. */
  List<String> halves() {
    return halves;
  }

  private void addAll() {
    addMatrix("token_embd", "token_embedding");
    if (spec.isGpt2()) {
      Parameter positions = parameters.get("position_embedding.weight");
      add("position_embd.weight", positions.shape(), positions.offset(), i -> i, NumberType.F32);
    }
    for (int layer = 0; layer < spec.layers(); layer++) {
      String there = "blk." + layer + ".";
      String here = "block." + layer + ".";
      addNorm(there + "attn_norm", here + "norm_1");
      addAttention(there, here + "attention.");
      addNorm(there + "ffn_norm", here + "norm_2");
      addFeedForward(there, here + "mlp.");
    }
    addNorm("output_norm", "norm");
    if (!spec.tied()) {
      addMatrix("output", "head");
    }
  }

  private void addAttention(String there, String here) {
    boolean biased = spec.attentionHasBiases();
    String stacked = here + "query_key_value";
    if (spec.isGpt2()) {
      addLinear(there + "attn_qkv", stacked, biased);
    } else {
      int keys = spec.width();
      int each = spec.keyValueHeads() * spec.headWidth();
      addRows(there + "attn_q", stacked, 0, spec.width(), this::neighbours, biased);
      addRows(there + "attn_k", stacked, keys, each, this::neighbours, biased);
      addRows(there + "attn_v", stacked, keys + each, each, i -> i, biased);
    }
    addLinear(there + "attn_output", here + "output", biased);
  }

  private void addFeedForward(String there, String here) {
    boolean biased = spec.feedForwardHasBiases();
    if (spec.isGpt2()) {
      addLinear(there + "ffn_up", here + "up", biased);
    } else {
      int width = spec.hiddenWidth();
      String stacked = here + "gate_up";
      addRows(there + "ffn_gate", stacked, 0, width, i -> i, biased);
      addRows(there + "ffn_up", stacked, width, width, i -> i, biased);
    }
    addLinear(there + "ffn_down", here + "down", biased);
  }

  /**
   * Rotary positions turn elements 2i and 2i + 1 of a head there, and i and i + D/2 here.
   *
   * @return our row that is the i-th there
   */
  private int neighbours(int row) {
    int width = spec.headWidth();
    int inHead = row % width;
    return row - inHead + inHead % 2 * (width / 2) + inHead / 2;
  }

  private void addNorm(String there, String here) {
    addVector(there + ".weight", here + ".gain", 0, spec.width(), i -> i);
    addBias(there, here, 0, spec.width(), i -> i, spec.biases());
  }

  private void addLinear(String there, String here, boolean biased) {
    int rows = parameters.get(here + ".weight").shape().getFirst();
    addRows(there, here, 0, rows, i -> i, biased);
  }

  /** Some rows of a linear layer. */
  private void addRows(
      String there, String here, int from, int count, IntUnaryOperator row, boolean biased) {
    addMatrix(there, here, from, count, row);
    addBias(there, here, from, count, row, biased);
  }

  private void addMatrix(String there, String here) {
    int rows = parameters.get(here + ".weight").shape().getFirst();
    addMatrix(there, here, 0, rows, i -> i);
  }

  private void addMatrix(String there, String here, int from, int count, IntUnaryOperator row) {
    Parameter matrix = parameters.get(here + ".weight");
    int columns = matrix.shape().getLast();
    String name = there + ".weight";
    boolean whole = columns % type.block() == 0;
    if (!whole) {
      halves.add(name);
    }
    int at = matrix.offset() + from * columns;
    add(name, List.of(count, columns), at, row, whole ? type : NumberType.F16);
  }

  /** llama.cpp's GPT-2 has a bias everywhere; one that our model lacks is zero. */
  private void addBias(
      String there, String here, int from, int count, IntUnaryOperator row, boolean biased) {
    if (biased) {
      addVector(there + ".bias", here + ".bias", from, count, row);
    } else if (spec.isGpt2()) {
      FloatBuffer zeros = FloatBuffer.allocate(count);
      tensors.add(new GgufTensor(there + ".bias", List.of(count), zeros, row, NumberType.F32));
    }
  }

  private void addVector(String there, String here, int from, int count, IntUnaryOperator row) {
    int at = parameters.get(here).offset() + from;
    add(there, List.of(count), at, row, NumberType.F32);
  }

  private void add(
      String there, List<Integer> shape, int from, IntUnaryOperator row, NumberType type) {
    int size = shape.stream().reduce(1, Math::multiplyExact);
    tensors.add(new GgufTensor(there, shape, FloatBuffer.wrap(values, from, size), row, type));
  }
}
