package org.isotopelm.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that a draft may choose.
 *
 * @param layers of LSTM
 * @param width of each, and of the embedding, which is also the output
 */
record NetworkSize(int layers, int width) {
  /** Inputs over which gradients go back. */
  static final int CONTEXT = 32;

  private static final double PER_WIDTH = 3;

  private static final double STEEPEST = 0.03;

  /** What a token costs besides the products, in weights: an exponential for each id, and more. */
  private static final int BESIDE = 20_000;

  private static final int PER_ID = 30;

  /** The config's {@code model}. */
  Map<String, Object> config(double dropout) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("kind", "lstm");
    model.put("layers", layers);
    model.put("width", width);
    model.put("embedding", width);
    model.put("context", CONTEXT);
    model.put("tied", true);
    if (dropout > 0) {
      Map<String, Object> shares = new LinkedHashMap<>();
      List.of("input", "hidden", "output").forEach(place -> shares.put(place, dropout));
      model.put("dropout", shares);
    }
    return model;
  }

  /** The peak of the learning rate: 3/width, at most 0.03. */
  double peak() {
    return Digits.two(Math.min(STEEPEST, PER_WIDTH / width));
  }

  /** Weights that a token passes through. */
  long weights(int vocabulary) {
    return 8L * layers * width * width + (long) width * vocabulary;
  }

  /** How many times as long as the other one it trains. */
  double slowness(NetworkSize other, int vocabulary) {
    return cost(vocabulary) / other.cost(vocabulary);
  }

  private double cost(int vocabulary) {
    return weights(vocabulary) + BESIDE + (double) PER_ID * vocabulary;
  }

  @Override
  public String toString() {
    return layers == 1 ? "width " + width : layers + " layers of width " + width;
  }
}
