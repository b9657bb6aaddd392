package org.isotopelm.huggingface;

import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.model.ModelSpec;

/** What the files of an architecture hold: its fields of config.json, and its tensors. */
sealed interface ModelFiles permits Gpt2Files, LlamaFiles, Starcoder2Files, StableLmFiles {
  /** The model's shape by its config.json; refuses what Isotope's gpt cannot do. */
  ModelSpec.Gpt read(ConfigReader config);

  /** Its own fields of config.json. */
  void write(ModelSpec.Gpt spec, Map<String, Object> config);

  /** The tensors by the names that transformers gives them, without a tied head. */
  Stream<ForeignTensor> tensors(ModelSpec.Gpt spec, int vocabulary);

  /** Gives tensors that were read the names of transformers, where a file may have others. */
  default void rename(WeightFiles weights) {}

  /** The name of a tensor in a file that is written. */
  default String written(String name, ModelSpec.Gpt spec) {
    return name;
  }
}
