package org.isotopelm.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The config's {@code model}: what to build, but for the vocabulary, which the tokenizer gives. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ModelSpec.Mlp.class, name = "mlp"),
  @JsonSubTypes.Type(value = ModelSpec.Gpt.class, name = "gpt")
})
public sealed interface ModelSpec {
  /** The most tokens that the model sees before the one it predicts. */
  int context();

  /**
   * The neural n-gram of Bengio et al. (2003).
   *
   * @param context n−1, the tokens seen before the predicted one
   * @param embedding width of a token's embedding
   * @param hidden widths of the hidden layers, first to last
   * @param activation of every hidden layer
   * @param residual adds a hidden layer's input to its output where their widths agree
   * @param direct connects the embeddings to the output as well (Bengio's matrix W)
   * @param tied the output matrix is the embedding; the last hidden width must equal it
   * @param biases whether hidden layers and output have biases
   * @param embeddingStd standard deviation of the initial embeddings
   */
  record Mlp(
      int context,
      int embedding,
      List<Integer> hidden,
      Activation activation,
      boolean residual,
      boolean direct,
      boolean tied,
      boolean biases,
      double embeddingStd)
      implements ModelSpec {}

  /**
   * GPT-2's pre-norm transformer (Radford et al. 2019).
   *
   * @param dropout probability, on embeddings, attention weights and both residual branches
   * @param embeddingStd standard deviation of initial embeddings and matrices; projections into the
   *     residual stream are divided by √(2·layers)
   */
  record Gpt(
      int layers,
      int heads,
      int width,
      int context,
      double dropout,
      boolean tied,
      boolean biases,
      double embeddingStd)
      implements ModelSpec {}

  /** Nonlinearities of hidden layers; gelu is GPT-2's tanh form. */
  enum Activation {
    TANH,
    RELU,
    GELU
  }
}
