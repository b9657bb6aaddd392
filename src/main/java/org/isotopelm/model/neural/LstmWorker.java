package org.isotopelm.model.neural;

import java.util.Arrays;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.Dropout;
import org.isotopelm.math.random.RandomStream;

/** One thread's buffers of an {@link Lstm}, and its forward and backward pass. */
final class LstmWorker implements NeuralModel.Worker {
  /**
   * Numbers of the places of dropout; from the last on, the input and the weights of each layer.
   */
  private static final int EMBEDDING_PLACE = 0;

  private static final int OUTPUT_PLACE = 1;
  private static final int LAYER_PLACES = 2;

  private final Lstm model;
  private final Pass pass;
  private final SequenceRows rows = new SequenceRows();
  private final int E;
  private final int H;
  private final int together; // R, the most rows
  private final float[] embedded; // [N, E]
  private final LstmLayer[] layers;
  private final float[][] inputs; // of each layer, and the output's: after dropout
  private final float[][] dInputs;
  private final int[] targets; // [N], time by time
  private final long[] positions; // [N], likewise
  private final float[] nll; // [N]
  private final OutputLayer output;

  LstmWorker(Lstm model, Products products, Engine engine, Team team) {
    this.model = model;
    pass = new Pass(products, engine, team);
    int T = model.context();
    E = model.spec.embedding();
    H = model.spec.width();
    together = Math.max(1, NeuralModel.MOST_POSITIONS / T);
    int N = SequenceRows.positions(together, T, Math.max(E, 4 * H));
    embedded = new float[N * E];
    layers = new LstmLayer[model.layers.size()];
    inputs = new float[layers.length + 1][];
    dInputs = new float[layers.length + 1][];
    inputs[0] = embedded;
    for (int i = 0; i < layers.length; i++) {
      inputs[i + 1] = new float[N * H];
      layers[i] =
          new LstmLayer(
              model.layers.get(i),
              i,
              model.weightDropout,
              LAYER_PLACES + 2 * i + 1,
              engine.products().get(),
              N,
              together,
              inputs[i]);
    }
    for (int i = 0; i <= layers.length; i++) {
      dInputs[i] = new float[inputs[i].length];
    }
    targets = new int[N];
    positions = new long[N];
    nll = new float[N];
    int last = layers.length;
    output = new OutputLayer(N, new OutputLayer.Input(model.head, inputs[last], dInputs[last]));
  }

  @Override
  public double gradients(
      Weights weights,
      Batch batch,
      int from,
      int to,
      float scale,
      long dropoutKey,
      float[] gradients) {
    pass.training(weights, gradients, Dropout.NONE, dropoutKey);
    begin(true);
    int T = batch.context();
    double sum = 0;
    for (int row = from; row < to; row += together) {
      rows.bind(batch, row, Math.min(together, to - row), T);
      forward(true);
      int N = rows.positions();
      float[] dLast = dInputs[layers.length];
      Arrays.fill(dLast, 0, N * H, 0);
      bindTargets(batch, row);
      sum += output.gradients(pass, N, targets, 0, scale, batch.softLoss(), positions);
      backward();
    }
    return sum;
  }

  @Override
  public void score(Weights weights, Batch batch, int from, int to, float[] result) {
    pass.scoring(weights);
    begin(false);
    int T = batch.context();
    int most = Math.max(1, targets.length / T); // a row may be longer than in training
    Arrays.fill(result, 0, (to - from) * T, 0);
    for (int row = from; row < to; row += most) {
      int R = Math.min(most, to - row);
      rows.bind(batch, row, R, counted(batch, row, R));
      forward(false);
      bindTargets(batch, row);
      output.score(pass, rows.positions(), targets, 0, nll, 0);
      for (int r = 0; r < R; r++) {
        for (int t = 0; t < rows.length(); t++) {
          result[(row - from + r) * T + t] = nll[t * R + r];
        }
      }
    }
  }

  @Override
  public void distributions(Weights weights, Batch batch, int from, int to, float[] probabilities) {
    pass.scoring(weights);
    begin(false);
    int T = batch.context();
    int most = Math.max(1, targets.length / T);
    for (int row = from; row < to; row += most) {
      int R = Math.min(most, to - row);
      int first = row - from;
      rows.bind(batch, row, R, counted(batch, row, R));
      forward(false);
      bindTargets(batch, row);
      output.distributions(
          pass, rows.positions(), targets, 0, i -> (first + i % R) * T + i / R, probabilities);
    }
  }

  /** Positions up to the last that counts in any of the rows. */
  private static int counted(Batch batch, int row, int count) {
    int[] targets = batch.targets();
    int length = 1;
    for (int r = row; r < row + count; r++) {
      int t = batch.context();
      while (t > length && targets[r * batch.context() + t - 1] < 0) {
        t--;
      }
      length = t;
    }
    return length;
  }

  @Override
  public void logits(Weights weights, Batch batch, int row, int position, float[] logits) {
    read(weights, batch, row, position);
    output.logits(pass, position, logits);
  }

  @Override
  public void hidden(Weights weights, Batch batch, int row, int position, float[] hidden) {
    read(weights, batch, row, position);
    System.arraycopy(inputs[layers.length], position * H, hidden, 0, H);
  }

  private void read(Weights weights, Batch batch, int row, int position) {
    pass.scoring(weights);
    begin(false);
    rows.bind(batch, row, 1, position + 1);
    forward(false);
  }

  private void begin(boolean drops) {
    for (LstmLayer layer : layers) {
      layer.begin(pass, drops);
    }
  }

  private void bindTargets(Batch batch, int row) {
    int R = rows.count();
    int T = rows.length();
    for (int r = 0; r < R; r++) {
      for (int t = 0; t < T; t++) {
        int at = (row + r) * batch.context() + t;
        targets[t * R + r] = batch.targets()[at];
        if (batch.positions().length > 0) {
          positions[t * R + r] = batch.positions()[at];
        }
      }
    }
  }

  private void forward(boolean drops) {
    embed(drops);
    drop(drops, model.inputDropout, LAYER_PLACES, embedded, E);
    for (int i = 0; i < layers.length; i++) {
      layers[i].forward(pass, rows, drops);
      System.arraycopy(layers[i].output, 0, inputs[i + 1], 0, rows.positions() * H);
      drop(drops, after(i), place(i), inputs[i + 1], H);
    }
  }

  /** The dropout of what a layer gives, and where it stands. */
  private Dropout after(int layer) {
    return layer == layers.length - 1 ? model.outputDropout : model.hiddenDropout;
  }

  private int place(int layer) {
    return layer == layers.length - 1 ? OUTPUT_PLACE : LAYER_PLACES + 2 * (layer + 1);
  }

  /** The tokens' embeddings, time by time; dropout takes a word from all of the step. */
  private void embed(boolean drops) {
    int R = rows.count();
    for (int t = 0; t < rows.length(); t++) {
      for (int r = 0; r < R; r++) {
        int token = rows.token(r, t);
        int to = (t * R + r) * E;
        System.arraycopy(pass.values, model.embedding.offset() + token * E, embedded, to, E);
        if (drops) {
          scaleWord(token, embedded, to);
        }
      }
    }
  }

  private void scaleWord(int token, float[] x, int at) {
    if (model.embeddingDropout.active()) {
      long key = RandomStream.derive(pass.dropoutKey, EMBEDDING_PLACE);
      float factor = model.embeddingDropout.factor(RandomStream.bits(key, token));
      pass.kernels.scale(x, at, E, factor);
    }
  }

  /** One mask for all times of a row. */
  private void drop(boolean drops, Dropout dropout, int place, float[] x, int width) {
    if (drops && dropout.active()) {
      int R = rows.count();
      for (int r = 0; r < R; r++) {
        long key = rows.dropoutKey(pass, place, r);
        for (int t = 0; t < rows.length(); t++) {
          dropout.apply(x, (t * R + r) * width, width, key);
        }
      }
    }
  }

  private void backward() {
    for (int i = layers.length - 1; i >= 0; i--) {
      drop(true, after(i), place(i), dInputs[i + 1], H);
      layers[i].backward(pass, rows, dInputs[i + 1], dInputs[i]);
    }
    drop(true, model.inputDropout, LAYER_PLACES, dInputs[0], E);
    int R = rows.count();
    for (int t = 0; t < rows.length(); t++) {
      for (int r = 0; r < R; r++) {
        int token = rows.token(r, t);
        int from = (t * R + r) * E;
        scaleWord(token, dInputs[0], from);
        int to = model.embedding.offset() + token * E;
        pass.kernels.add(pass.gradients, to, dInputs[0], from, pass.gradients, to, E);
      }
    }
  }
}
