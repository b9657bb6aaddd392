package org.isotopelm.model.neural;

import java.util.Arrays;
import org.isotopelm.math.product.Matrix;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.Dropout;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.param.Parameter;

/**
 * One thread's buffers of a layer of an {@link Lstm}, and its passes. Positions lie time by time:
 * row r at time t is position n = t·R + r, so that a time's rows lie in one piece.
 */
final class LstmLayer {
  private final Lstm.Layer layer;
  private final int H;
  private final int stateOffset; // of h and then c in a row's state
  private final Dropout weightDropout;
  private final int weightPlace;
  private final Products products; // of the weights that dropout makes others
  private final float[] weights; // U [4H, H] with some elements dropped
  private final Weights droppedWeights; // the same for products
  private final float[] dWeights; // ∂loss/∂weights

  private final float[] input; // x [N, in]
  private final float[] gates; // i f g o [N, 4H], then their gradients
  private final float[] before; // h_t₋₁ [N, H]
  private final float[] cellBefore; // c_t₋₁ [N, H]
  private final float[] cell; // c [N, H]
  private final float[] squashed; // tanh(c) [N, H]
  private final float[] dState; // ∂loss/∂h_t₋₁ [R, H]
  private final float[] dCell; // ∂loss/∂c_t₋₁ [R, H]

  /** h [N, H]. */
  final float[] output;

  /**
   * @param number of the layer, from 0
   * @param weightPlace of the weights' dropout in the model
   * @param positions N, the most that go through together
   * @param rows R, the most that do
   */
  LstmLayer(
      Lstm.Layer layer,
      int number,
      Dropout weightDropout,
      int weightPlace,
      Products products,
      int positions,
      int rows,
      float[] input) {
    this.layer = layer;
    this.weightDropout = weightDropout;
    this.weightPlace = weightPlace;
    this.products = products;
    this.input = input;
    H = layer.width();
    stateOffset = number * 2 * H;
    int dropped = weightDropout.active() ? 4 * H * H : 0;
    weights = new float[dropped];
    droppedWeights = new Weights(weights);
    dWeights = new float[dropped];
    gates = new float[positions * 4 * H];
    before = new float[positions * H];
    cellBefore = new float[positions * H];
    cell = new float[positions * H];
    squashed = new float[positions * H];
    output = new float[positions * H];
    dState = new float[rows * H];
    dCell = new float[rows * H];
  }

  /** Drops elements of the recurrent weights. */
  void begin(Pass pass, boolean drops) {
    if (dropped(drops)) {
      droppedWeights.changed();
      System.arraycopy(pass.values, layer.recurrent().offset(), weights, 0, weights.length);
      weightDropout.apply(weights, 0, weights.length, weightKey(pass));
    }
  }

  private long weightKey(Pass pass) {
    return RandomStream.derive(pass.dropoutKey, weightPlace);
  }

  void forward(Pass pass, SequenceRows rows, boolean drops) {
    int R = rows.count();
    layer.input().forward(pass, input, 0, gates, rows.positions());
    for (int t = 0; t < rows.length(); t++) {
      remember(rows, t);
      // gates += h_t₋₁·Uᵀ
      products(pass, drops)
          .multiply(
              pass.a.bind(before, t * R * H, R, H),
              recurrent(pass, drops).transpose(),
              1,
              pass.c.bind(gates, t * R * 4 * H, R, 4 * H));
      for (int n = t * R; n < (t + 1) * R; n++) {
        int i = n * 4 * H;
        pass.kernels.logistic(gates, i, 2 * H);
        pass.kernels.tanh(gates, i + 2 * H, H);
        pass.kernels.logistic(gates, i + 3 * H, H);
        cell(n * H, i);
      }
      System.arraycopy(cell, t * R * H, squashed, t * R * H, R * H);
      pass.kernels.tanh(squashed, t * R * H, R * H);
      for (int n = t * R; n < (t + 1) * R; n++) {
        emit(n * H, n * 4 * H + 3 * H);
      }
    }
    if (rows.stateful()) {
      handOn(rows);
    }
  }

  /** Leaves the state after the last time in the batch. */
  private void handOn(SequenceRows rows) {
    int R = rows.count();
    for (int r = 0; r < R; r++) {
      int from = ((rows.length() - 1) * R + r) * H;
      int to = rows.stateAt(r) + stateOffset;
      System.arraycopy(output, from, rows.state(), to, H);
      System.arraycopy(cell, from, rows.state(), to + H, H);
    }
  }

  /**
   * The state before time t: that of the time before, which before the first is the batch's; or 0
   * where a document begins.
   */
  private void remember(SequenceRows rows, int t) {
    int R = rows.count();
    for (int r = 0; r < R; r++) {
      int to = (t * R + r) * H;
      if (rows.start(r, t) == t) {
        Arrays.fill(before, to, to + H, 0);
        Arrays.fill(cellBefore, to, to + H, 0);
      } else if (t == 0) {
        int from = rows.stateAt(r) + stateOffset;
        System.arraycopy(rows.state(), from, before, to, H);
        System.arraycopy(rows.state(), from + H, cellBefore, to, H);
      } else {
        int from = to - R * H;
        System.arraycopy(output, from, before, to, H);
        System.arraycopy(cell, from, cellBefore, to, H);
      }
    }
  }

  /** c = f⊙c_t₋₁ + i⊙g. */
  private void cell(int at, int i) {
    int f = i + H;
    int g = i + 2 * H;
    for (int j = 0; j < H; j++) {
      cell[at + j] = gates[f + j] * cellBefore[at + j] + gates[i + j] * gates[g + j];
    }
  }

  /** h = o⊙tanh(c). */
  private void emit(int at, int o) {
    for (int j = 0; j < H; j++) {
      output[at + j] = gates[o + j] * squashed[at + j];
    }
  }

  /** Binds U [4H, H], or what dropout leaves of it. */
  private Matrix recurrent(Pass pass, boolean drops) {
    return dropped(drops)
        ? pass.b.bind(droppedWeights, 0, 4 * H, H)
        : pass.b.bind(pass.weights, layer.recurrent().offset(), 4 * H, H);
  }

  private Products products(Pass pass, boolean drops) {
    return dropped(drops) ? products : pass.products;
  }

  private boolean dropped(boolean drops) {
    return drops && weightDropout.active();
  }

  /**
   * @param dOutput [N, H] ∂loss/∂h from above
   * @param dInput [N, in] receives ∂loss/∂x
   */
  void backward(Pass pass, SequenceRows rows, float[] dOutput, float[] dInput) {
    int R = rows.count();
    Arrays.fill(dState, 0, R * H, 0);
    Arrays.fill(dCell, 0, R * H, 0);
    for (int t = rows.length() - 1; t >= 0; t--) {
      for (int r = 0; r < R; r++) {
        int n = t * R + r;
        gateGradients(n * H, n * 4 * H, r * H, dOutput);
      }
      // ∂loss/∂h_t₋₁ = dGates·U
      products(pass, true)
          .multiply(
              pass.a.bind(gates, t * R * 4 * H, R, 4 * H),
              recurrent(pass, true),
              0,
              pass.c.bind(dState, 0, R, H));
      for (int r = 0; r < R; r++) {
        if (rows.start(r, t) == t) {
          Arrays.fill(dState, r * H, (r + 1) * H, 0);
          Arrays.fill(dCell, r * H, (r + 1) * H, 0);
        }
      }
    }
    layer.input().backward(pass, input, 0, gates, 0, dInput, rows.positions());
    recurrentGradient(pass, rows.positions());
  }

  /** The gates become their gradients before the nonlinearity, dCell that of the cell before. */
  private void gateGradients(int at, int i, int row, float[] dOutput) {
    int f = i + H;
    int g = i + 2 * H;
    int o = i + 3 * H;
    for (int j = 0; j < H; j++) {
      float in = gates[i + j];
      float forget = gates[f + j];
      float candidate = gates[g + j];
      float out = gates[o + j];
      float tanh = squashed[at + j];
      float dh = dOutput[at + j] + dState[row + j];
      float dc = dCell[row + j] + dh * out * (1 - tanh * tanh);
      gates[i + j] = dc * candidate * in * (1 - in);
      gates[f + j] = dc * cellBefore[at + j] * forget * (1 - forget);
      gates[g + j] = dc * in * (1 - candidate * candidate);
      gates[o + j] = dh * tanh * out * (1 - out);
      dCell[row + j] = dc * forget;
    }
  }

  /** ∂loss/∂U += gatesᵀ·h_t₋₁ over all times, through the dropout. */
  private void recurrentGradient(Pass pass, int positions) {
    Parameter recurrent = layer.recurrent();
    boolean drops = weightDropout.active();
    float[] to = drops ? dWeights : pass.gradients;
    int at = drops ? 0 : recurrent.offset();
    pass.products.multiply(
        pass.a.bind(gates, 0, positions, 4 * H).transpose(),
        pass.b.bind(before, 0, positions, H),
        drops ? 0 : 1,
        pass.c.bind(to, at, 4 * H, H));
    if (drops) {
      weightDropout.apply(dWeights, 0, dWeights.length, weightKey(pass));
      int all = recurrent.offset();
      pass.kernels.add(pass.gradients, all, dWeights, 0, pass.gradients, all, dWeights.length);
    }
  }
}
