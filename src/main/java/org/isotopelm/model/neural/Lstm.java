package org.isotopelm.model.neural;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.random.Dropout;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;

/**
 * A language model of layers of long short-term memory (Hochreiter, Schmidhuber 1997; Zaremba et
 * al. 2014):
 *
 * <pre>
 *   x⁰_t = embedding of token t
 *   [i f g o] = x_t·Wᵀ + h_t₋₁·Uᵀ + b,   i, f, o through the logistic function, g through tanh
 *   c_t = f⊙c_t₋₁ + i⊙g,   h_t = o⊙tanh(c_t),   which is x_t of the next layer
 *   logits = h_t·Vᵀ + b'                        V is the embedding if tied
 * </pre>
 *
 * State begins at 0 with every document; where a document goes on from one row to the next, so does
 * the state, and gradients end at the row's beginning (truncated backpropagation, Williams and Peng
 * 1990). Dropout is that of AWD-LSTM (Merity et al. 2017): of whole words from the embedding, of
 * elements of U, and between layers with one mask for all times of a row.
 */
final class Lstm implements NeuralModel {
  private static final double EMBEDDING_RANGE = 0.1;

  final ModelSpec.Lstm spec;
  final int vocabulary;
  final Parameter embedding; // [V, E]
  final List<Layer> layers;
  final Linear head;
  final Dropout embeddingDropout;
  final Dropout inputDropout;
  final Dropout hiddenDropout;
  final Dropout outputDropout;
  final Dropout weightDropout;
  private final ParameterSet parameters;
  private final Engine engine;

  /**
   * A layer of width H.
   *
   * @param input W [4H, in] and b [4H]
   * @param recurrent U [4H, H]
   */
  record Layer(Linear input, Parameter recurrent) {
    /** H. */
    int width() {
      return recurrent.shape().get(1);
    }
  }

  Lstm(ModelSpec.Lstm spec, int vocabulary, Engine engine) {
    if (spec.tied() && spec.width() != spec.embedding()) {
      throw new IllegalArgumentException("a tied output needs a width as the embedding's");
    }
    this.spec = spec;
    this.vocabulary = vocabulary;
    this.engine = engine;
    ModelSpec.Lstm.Dropouts dropout = spec.dropout();
    embeddingDropout = Dropout.of(dropout.embedding());
    inputDropout = Dropout.of(dropout.input());
    hiddenDropout = Dropout.of(dropout.hidden());
    outputDropout = Dropout.of(dropout.output());
    weightDropout = Dropout.of(dropout.weight());
    ParameterSet.Builder builder = ParameterSet.builder();
    Initial words = new Initial.Uniform(EMBEDDING_RANGE);
    embedding =
        builder.add(
            "embedding.weight", Role.TOKEN_EMBEDDING, -1, words, vocabulary, spec.embedding());
    layers = new ArrayList<>();
    for (int layer = 0; layer < spec.layers(); layer++) {
      layers.add(layer(builder, layer, layer == 0 ? spec.embedding() : spec.width()));
    }
    Parameter bias = spec.biases() ? Linear.addBias(builder, "head", -1, vocabulary) : null;
    head =
        new Linear(
            spec.tied()
                ? embedding
                : builder.add("head.weight", Role.HEAD, -1, words, vocabulary, spec.width()),
            bias);
    parameters = builder.build();
  }

  private Layer layer(ParameterSet.Builder builder, int layer, int in) {
    int gates = 4 * spec.width();
    String name = "lstm." + layer + ".";
    Initial uniform = new Initial.Uniform(1 / Math.sqrt(spec.width()));
    List<Integer> rows = Collections.nCopies(4, spec.width());
    Parameter input =
        builder.addStacked(name + "input.weight", Role.RECURRENT, layer, uniform, rows, in);
    Parameter recurrent =
        builder.addStacked(
            name + "recurrent.weight", Role.RECURRENT, layer, uniform, rows, spec.width());
    Parameter bias = spec.biases() ? Linear.addBias(builder, name + "input", layer, gates) : null;
    return new Layer(new Linear(input, bias), recurrent);
  }

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public int vocabulary() {
    return vocabulary;
  }

  @Override
  public int context() {
    return spec.context();
  }

  @Override
  public int targetsPerRow() {
    return spec.context();
  }

  /** h and c of each layer: [layers, 2, H]. */
  @Override
  public int stateSize() {
    return layers.size() * 2 * spec.width();
  }

  @Override
  public int hiddenWidth() {
    return spec.width();
  }

  @Override
  public List<InputRows> inputRows() {
    return spec.tied() ? List.of() : List.of(new InputRows.OfTokens(embedding));
  }

  @Override
  public NeuralModel withoutDropout() {
    return new Lstm(spec.withoutDropout(), vocabulary(), engine());
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Worker worker(Products products, Team team) {
    return new LstmWorker(this, products, engine, team);
  }
}
