package org.isotopelm.huggingface;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.model.ModelSpec;

/** What config.json says of a model. */
public final class ForeignConfig {
  private ForeignConfig() {}

  /**
   * The file's object.
   *
   * @param begin the token that begins a text
   * @param end the token that ends it
   * @param type of the weights
   */
  public static Map<String, Object> of(
      ModelSpec.Gpt spec, int vocabulary, int begin, int end, NumberType type) {
    Architecture architecture = Architecture.of(spec);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of(architecture.className()));
    config.put("model_type", architecture.modelType());
    config.put("vocab_size", vocabulary);
    architecture.files().write(spec, config);
    config.put("initializer_range", spec.embeddingStd());
    config.put("tie_word_embeddings", spec.tied());
    config.put("bos_token_id", begin);
    config.put("eos_token_id", end);
    config.put("dtype", dtype(type));
    return config;
  }

  private static String dtype(NumberType type) {
    return switch (type) {
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case Q8_0 -> throw new IllegalArgumentException("transformers has no blocks of eight bits");
    };
  }
}
