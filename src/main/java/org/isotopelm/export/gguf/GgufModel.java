package org.isotopelm.export.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.Tokenizer;

/**
 * A gpt of GPT-2's shape or Llama's as llama.cpp loads it. Keys and values are those that its
 * convert_hf_to_gguf.py writes of the same model.
 */
public final class GgufModel {
  /** Of blocks of eight bits; llama.cpp has known no other. */
  private static final int QUANTIZATION_VERSION = 2;

  private final ModelSpec.Gpt spec;
  private final NumberType type;
  private final GgufWeights weights;
  private final GgufMetadata metadata = new GgufMetadata();

  /**
   * Prepares the file.
   *
   * @param name of the model, for people
   * @param spec of GPT-2's shape or Llama's
   * @param values of the parameters; not copied
   * @param type of the matrices' numbers
   * @throws ProblemException (failure) if llama.cpp has no tokenizer that does the same
   */
  public GgufModel(
      String name,
      ModelSpec.Gpt spec,
      Tokenizer tokenizer,
      ParameterSet parameters,
      float[] values,
      NumberType type) {
    this.spec = spec;
    this.type = type;
    weights = new GgufWeights(spec, parameters, values, type);
    putGeneral(name);
    if (spec.isGpt2()) {
      putGpt2();
    } else {
      putLlama(tokenizer.vocabulary());
    }
    GgufTokenizer.put(tokenizer, metadata);
  }

  /** Writes the file. */
  public void write(OutputStream out) throws IOException {
    GgufFile.write(out, metadata, weights.tensors());
  }

  /** The tensors of half precision, as their rows are no whole blocks of the type. */
  public List<String> halves() {
    return weights.halves();
  }

  private void putGeneral(String name) {
    metadata.put("general.architecture", architecture());
    metadata.put("general.type", "model");
    metadata.put("general.name", name);
    metadata.put("general.file_type", fileType());
    metadata.put("general.quantization_version", QUANTIZATION_VERSION);
  }

  private String architecture() {
    return spec.isGpt2() ? "gpt2" : "llama";
  }

  /** What most of the matrices are, in llama.cpp's numbers. */
  private int fileType() {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 1;
      case Q8_0 -> 7;
      case BF16 -> 32;
    };
  }

  private void putGpt2() {
    putShape();
    put("attention.layer_norm_epsilon", (float) spec.normEpsilon());
  }

  private void putLlama(int vocabulary) {
    putShape();
    put("attention.head_count_kv", spec.keyValueHeads());
    put("attention.layer_norm_rms_epsilon", (float) spec.normEpsilon());
    put("rope.freq_base", (float) spec.rotaryTheta());
    put("rope.dimension_count", spec.headWidth());
    put("vocab_size", vocabulary);
  }

  private void putShape() {
    put("block_count", spec.layers());
    put("context_length", spec.context());
    put("embedding_length", spec.width());
    put("feed_forward_length", spec.hiddenWidth());
    put("attention.head_count", spec.heads());
  }

  private void put(String key, int value) {
    metadata.put(architecture() + "." + key, value);
  }

  private void put(String key, float value) {
    metadata.put(architecture() + "." + key, value);
  }
}
