package org.isotopelm.huggingface;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;
import org.isotopelm.model.ModelSpec.Positions;

/** The architectures of transformers that a gpt can have, by its switches. */
public enum Architecture {
  /** Radford et al. 2019. */
  GPT2("GPT2LMHeadModel"),
  /** Touvron et al. 2023. */
  LLAMA("LlamaForCausalLM"),
  /** Lozhkov et al. 2024: GPT-2's norms and feed-forward part behind Llama's attention. */
  STARCODER2("Starcoder2ForCausalLM"),
  /** Bellagente et al. 2024: Llama with GPT-2's norms. */
  STABLELM("StableLmForCausalLM");

  private final String className;

  Architecture(String className) {
    this.className = className;
  }

  /** Its class in transformers. */
  public String className() {
    return className;
  }

  /** Its {@code model_type}. */
  public String modelType() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All model types, with commas between them. */
  static String modelTypes() {
    return Arrays.stream(values()).map(Architecture::modelType).collect(Collectors.joining(", "));
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
    return switch (this) {
      case GPT2 -> Gpt2Tensors.of(spec, vocabulary);
      case LLAMA ->
          LlamaTensors.of(
              spec,
              vocabulary,
              new LlamaTensors.Biases(
                  false, spec.attentionHasBiases(), spec.feedForwardHasBiases()));
      case STARCODER2 -> {
        boolean biases = linearBiases(spec);
        yield LlamaTensors.of(spec, vocabulary, new LlamaTensors.Biases(true, biases, biases));
      }
      case STABLELM ->
          LlamaTensors.of(spec, vocabulary, new LlamaTensors.Biases(true, false, false));
    };
  }

  /** Whether some linear layer has biases; an architecture may have one switch for all. */
  static boolean linearBiases(ModelSpec.Gpt spec) {
    return spec.attentionHasBiases() || spec.feedForwardHasBiases();
  }
}
