package org.isotopelm.huggingface;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;
import org.isotopelm.model.ModelSpec.Positions;
import org.isotopelm.param.ParameterSet;

/** The architectures of transformers that a gpt can have, by its switches. */
public enum Architecture {
  GPT2("GPT2LMHeadModel", new Gpt2Files()),
  LLAMA("LlamaForCausalLM", new LlamaFiles()),
  STARCODER2("Starcoder2ForCausalLM", new Starcoder2Files()),
  STABLELM("StableLmForCausalLM", new StableLmFiles());

  private final String className;

  @SuppressWarnings("ImmutableEnumChecker") // records without fields
  private final ModelFiles files;

  Architecture(String className, ModelFiles files) {
    this.className = className;
    this.files = files;
  }

  /** Its class in transformers. */
  public String className() {
    return className;
  }

  /** Its {@code model_type}. */
  public String modelType() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The architecture that a config.json names. */
  static Architecture of(ConfigFields fields) {
    String type = fields.text("model_type", "");
    return Arrays.stream(values())
        .filter(architecture -> architecture.modelType().equals(type))
        .findFirst()
        .orElseThrow(() -> fields.problem("model_type", modelTypes()));
  }

  private static String modelTypes() {
    return Arrays.stream(values()).map(Architecture::modelType).collect(Collectors.joining(", "));
  }

  /** Its config.json and its tensors. */
  ModelFiles files() {
    return files;
  }

  /**
   * The architecture of a model.
   *
   * @throws ProblemException (failure) where none has these switches
   */
  public static Architecture of(ModelSpec.Gpt spec) {
    if (spec.positions() == Positions.LEARNED) {
      require(spec.norm() == Normalisation.LAYER, "positions: learned", "norm: rms");
      require(spec.feedForward() == FeedForward.GELU, "positions: learned", "feed_forward: swiglu");
      require(
          spec.keyValueHeads() == spec.heads(),
          "positions: learned",
          "fewer key_value_heads than heads");
      return GPT2;
    }
    if (spec.norm() == Normalisation.RMS) {
      require(spec.feedForward() == FeedForward.SWIGLU, "norm: rms", "feed_forward: gelu");
      require(!spec.biases(), "norm: rms", "biases: true, which gives biases to norms");
      return LLAMA;
    }
    if (spec.feedForward() == FeedForward.GELU) {
      return STARCODER2;
    }
    require(
        !spec.attentionHasBiases() && !spec.feedForwardHasBiases(),
        "norm: layer and feed_forward: swiglu",
        "biases in linear layers");
    return STABLELM;
  }

  private static void require(boolean fits, String one, String other) {
    if (!fits) {
      throw ProblemException.failure(
          "transformers has no architecture with %s and %s; export the weights as safetensors"
              .formatted(one, other));
    }
  }

  /**
   * The tensors of its file, without a tied head. A layer's are made when they are asked for, so a
   * caller that stops at the first that is missing never makes more than there are.
   */
  public Stream<ForeignTensor> tensors(ModelSpec.Gpt spec, int vocabulary) {
    return files.tensors(spec, vocabulary);
  }

  /**
   * The tensors to write.
   *
   * @param values the parameters, flat
   */
  public Stream<Tensor> tensors(
      ModelSpec.Gpt spec, int vocabulary, ParameterSet parameters, float[] values) {
    return tensors(spec, vocabulary)
        .map(tensor -> tensor.of(parameters, values))
        .map(
            tensor ->
                new Tensor(files.written(tensor.name(), spec), tensor.shape(), tensor.values()));
  }
}
