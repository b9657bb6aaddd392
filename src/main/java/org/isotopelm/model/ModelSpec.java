package org.isotopelm.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/** The config's {@code model}: what to build, but for the vocabulary, which the tokenizer gives. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ModelSpec.Mlp.class, name = "mlp"),
  @JsonSubTypes.Type(value = ModelSpec.Gpt.class, name = "gpt"),
  @JsonSubTypes.Type(value = ModelSpec.Lstm.class, name = "lstm"),
  @JsonSubTypes.Type(value = HashedSpec.class, name = "hashed"),
  @JsonSubTypes.Type(value = NgramSpec.class, name = "ngram"),
  @JsonSubTypes.Type(value = ArpaSpec.class, name = "arpa"),
  @JsonSubTypes.Type(value = MixSpec.class, name = "mix")
})
public sealed interface ModelSpec permits ModelSpec.Neural, ModelSpec.Counted, MixSpec {
  /** A model that is counted, here or by another program. */
  sealed interface Counted extends ModelSpec permits NgramSpec, ArpaSpec {}

  /** A model with weights, which are trained by gradients. */
  sealed interface Neural extends ModelSpec permits Mlp, Gpt, Lstm, HashedSpec {
    /** The most tokens that the model sees before the one it predicts. */
    int context();

    /**
     * The same model with other widths: layers, heads and context stay.
     *
     * @param factor of every width, above 0; each is rounded to one that the model can have
     */
    Neural widened(double factor);

    /** A width times a factor: a multiple of {@code step}, and at least one. */
    static int width(int width, double factor, int step) {
      return (int) Math.max(1, Math.round(width * factor / step)) * step;
    }
  }

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
      implements Neural {
    /**
     * @throws ProblemException (config) if it is tied and the last hidden layer is not as wide as
     *     the embedding
     */
    public Mlp {
      hidden = List.copyOf(hidden);
      if (tied && hidden.getLast() != embedding) {
        throw ProblemException.config(
            "model.hidden." + (hidden.size() - 1),
            String.format(
                Locale.ROOT,
                "the last hidden layer is %d wide and the embedding %d; with tied: true they must be equal: change one of them, or set tied: false",
                hidden.getLast(),
                embedding));
      }
    }

    @Override
    public Mlp widened(double factor) {
      return new Mlp(
          context,
          Neural.width(embedding, factor, 1),
          hidden.stream().map(width -> Neural.width(width, factor, 1)).toList(),
          activation,
          residual,
          direct,
          tied,
          biases,
          embeddingStd);
    }
  }

  /**
   * A pre-norm transformer: GPT-2's (Radford et al. 2019) or, by its switches, Llama's (Touvron et
   * al. 2023), or what lies between.
   *
   * @param keyValueHeads heads of keys and values, each shared by heads/keyValueHeads of queries
   *     (Ainslie et al. 2023)
   * @param dropout probability, on embeddings, attention weights and both residual branches
   * @param embeddingStd standard deviation of initial embeddings and matrices; projections into the
   *     residual stream are divided by √(2·layers)
   * @param feedForwardWidth width of the hidden layer of a block; null: as {@link #hiddenWidth()}
   *     says
   * @param epsilon added to the variance in a norm; null: {@value #USUAL_EPSILON}
   * @param ropeTheta the base θ of rotary positions; null: {@value #USUAL_THETA}
   * @param attentionBiases whether attention's linear layers have biases; null: as {@code biases}
   * @param feedForwardBiases whether those of the feed-forward part do; null: as {@code biases}
   */
  record Gpt(
      int layers,
      int heads,
      int width,
      int context,
      int keyValueHeads,
      Normalisation norm,
      Positions positions,
      FeedForward feedForward,
      double dropout,
      boolean tied,
      boolean biases,
      double embeddingStd,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer feedForwardWidth,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double epsilon,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double ropeTheta,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean attentionBiases,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean feedForwardBiases)
      implements Neural {
    private static final double USUAL_EPSILON = 1e-5;
    private static final double USUAL_THETA = 10_000;

    /**
     * @throws ProblemException (config) if heads do not divide the width, heads of keys and values
     *     not the heads, or rotary positions would turn heads of an odd width
     */
    public Gpt {
      List<Problem> problems = new ArrayList<>();
      if (width % heads != 0) {
        problems.add(
            Problem.at(
                "model.heads",
                "width "
                    + width
                    + " is not a multiple of "
                    + heads
                    + " heads; choose heads that divide the width"));
      } else if (positions == Positions.ROTARY && width / heads % 2 != 0) {
        problems.add(
            Problem.at(
                "model.heads",
                heads
                    + " heads of a width of "
                    + width
                    + " are "
                    + width / heads
                    + " wide each, and rotary positions need an even width; choose other heads, or positions: learned"));
      }
      if (heads % keyValueHeads != 0) {
        problems.add(
            Problem.at(
                "model.key_value_heads",
                heads
                    + " heads cannot share "
                    + keyValueHeads
                    + " heads of keys and values evenly; choose a divisor of "
                    + heads));
      }
      if (ropeTheta != null && positions == Positions.LEARNED) {
        problems.add(
            Problem.atKey(
                "model.rope_theta",
                "is the base of rotary positions, and positions are learned; set positions: rotary, or remove it"));
      }
      ProblemException.throwIfAny(problems);
    }

    /** One whose other numbers are the usual ones. */
    public Gpt(
        int layers,
        int heads,
        int width,
        int context,
        int keyValueHeads,
        Normalisation norm,
        Positions positions,
        FeedForward feedForward,
        double dropout,
        boolean tied,
        boolean biases,
        double embeddingStd) {
      this(
          layers,
          heads,
          width,
          context,
          keyValueHeads,
          norm,
          positions,
          feedForward,
          dropout,
          tied,
          biases,
          embeddingStd,
          null,
          null,
          null,
          null,
          null);
    }

    /** GPT-2's shape. */
    public static Gpt gpt2(
        int layers,
        int heads,
        int width,
        int context,
        double dropout,
        boolean tied,
        boolean biases,
        double embeddingStd) {
      return new Gpt(
          layers,
          heads,
          width,
          context,
          heads,
          Normalisation.LAYER,
          Positions.LEARNED,
          FeedForward.GELU,
          dropout,
          tied,
          biases,
          embeddingStd);
    }

    /** Whether it is what GPT-2 is made of; biases may be absent. */
    @JsonIgnore
    public boolean isGpt2() {
      return keyValueHeads == heads
          && norm == Normalisation.LAYER
          && positions == Positions.LEARNED
          && feedForward == FeedForward.GELU;
    }

    /** Whether it is what Llama is made of: its norms have no biases, its linear layers may. */
    @JsonIgnore
    public boolean isLlama() {
      return norm == Normalisation.RMS
          && positions == Positions.ROTARY
          && feedForward == FeedForward.SWIGLU
          && !biases;
    }

    /** Heads become narrower, and with rotary positions stay of an even width. */
    @Override
    public Gpt widened(double factor) {
      int step = positions == Positions.ROTARY ? 2 * heads : heads;
      return new Gpt(
          layers,
          heads,
          Neural.width(width, factor, step),
          context,
          keyValueHeads,
          norm,
          positions,
          feedForward,
          dropout,
          tied,
          biases,
          embeddingStd,
          feedForwardWidth == null ? null : (Integer) Neural.width(feedForwardWidth, factor, 1),
          epsilon,
          ropeTheta,
          attentionBiases,
          feedForwardBiases);
    }

    /** The same that drops nothing. */
    public Gpt withoutDropout() {
      return new Gpt(
          layers,
          heads,
          width,
          context,
          keyValueHeads,
          norm,
          positions,
          feedForward,
          0,
          tied,
          biases,
          embeddingStd,
          feedForwardWidth,
          epsilon,
          ropeTheta,
          attentionBiases,
          feedForwardBiases);
    }

    /** ε, which a norm adds to the variance. */
    public double normEpsilon() {
      return epsilon == null ? USUAL_EPSILON : epsilon;
    }

    /** θ, the base of rotary positions. */
    public double rotaryTheta() {
      return ropeTheta == null ? USUAL_THETA : ropeTheta;
    }

    /** Whether the linear layers of attention have biases. */
    public boolean attentionHasBiases() {
      return attentionBiases == null ? biases : attentionBiases;
    }

    /** Whether the linear layers of the feed-forward part have biases. */
    public boolean feedForwardHasBiases() {
      return feedForwardBiases == null ? biases : feedForwardBiases;
    }

    /** D, the width of a head. */
    public int headWidth() {
      return width / heads;
    }

    /** Width of queries, keys and values side by side. */
    public int queryKeyValueWidth() {
      return width + 2 * keyValueHeads * headWidth();
    }

    /** The widths of its three parts. */
    public List<Integer> queryKeyValueWidths() {
      int keys = keyValueHeads() * headWidth();
      return List.of(width(), keys, keys);
    }

    /**
     * Width of the hidden layer of a block's feed-forward part. Unless the config gives it: four
     * times the block's, or with a gate, which needs a third matrix, two thirds of that, to a
     * multiple of 32 (Shazeer 2020).
     */
    public int hiddenWidth() {
      if (feedForwardWidth != null) {
        return feedForwardWidth;
      }
      return feedForward == FeedForward.GELU
          ? 4 * width
          : Math.ceilDiv(Math.ceilDiv(8 * width, 3), 32) * 32;
    }
  }

  /**
   * Layers of long short-term memory (Zaremba et al. 2014).
   *
   * @param width of every layer's state
   * @param context times over which gradients go back, and inputs in a row
   * @param tied the output matrix is the embedding; width and embedding must be the same
   */
  record Lstm(
      int layers,
      int width,
      int embedding,
      int context,
      boolean tied,
      boolean biases,
      Dropouts dropout)
      implements Neural {
    /**
     * @throws ProblemException (config) if it is tied and its layers are not as wide as the
     *     embedding
     */
    public Lstm {
      if (tied && width != embedding) {
        throw ProblemException.config(
            "model.embedding",
            String.format(
                Locale.ROOT,
                "the layers are %d wide and the embedding %d; with tied: true they must be equal: change one of them, or set tied: false",
                width,
                embedding));
      }
    }

    @Override
    public Lstm widened(double factor) {
      return new Lstm(
          layers,
          Neural.width(width, factor, 1),
          Neural.width(embedding, factor, 1),
          context,
          tied,
          biases,
          dropout);
    }

    /** The same that drops nothing. */
    public Lstm withoutDropout() {
      return new Lstm(layers, width, embedding, context, tied, biases, new Dropouts(0, 0, 0, 0, 0));
    }

    /**
     * Probabilities, as in AWD-LSTM (Merity et al. 2017).
     *
     * @param embedding of whole words
     * @param input of what the first layer sees
     * @param hidden of what goes from layer to layer
     * @param output of what the last layer gives
     * @param weight of elements of the recurrent matrices
     */
    public record Dropouts(
        double embedding, double input, double hidden, double output, double weight) {}
  }

  /** How a row is brought to one size: by mean and variance, or by its root mean square alone. */
  enum Normalisation {
    LAYER,
    RMS
  }

  /** How a position is told: by a learned embedding, or by turning queries and keys. */
  enum Positions {
    LEARNED,
    ROTARY
  }

  /** A hidden layer's nonlinearity: GELU of it, or SiLU of one half times the other. */
  enum FeedForward {
    GELU,
    SWIGLU
  }

  /** Nonlinearities of hidden layers; gelu is GPT-2's tanh form. */
  enum Activation {
    TANH,
    RELU,
    GELU
  }
}
