package org.isotopelm.model;

import java.util.Arrays;
import org.isotopelm.math.Products;
import org.isotopelm.math.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Causal multi-head attention (Vaswani et al. 2017) between its projections, in tiles of positions
 * that skip what no position of the tile may look at. Heads lie side by side in a row of queries,
 * keys and values [W], so that products read them in place.
 *
 * <p>One thread's buffers for one block; D = C/H is the width of a head.
 */
final class Attention {
  /** Positions whose weights are computed together. */
  private static final int TILE = 32;

  private final int H;
  private final int C;
  private final int D;
  private final int W; // of a row of queries, keys and values
  private final int queriesPerKey;
  private final int keyValueHeads;
  private final int keyValueWidth;
  private final @Nullable Rotary rotary;
  private final int stride; // of a row of weights
  private final int place;
  private final float[] weights; // [R, H, T, stride], the softmax' output
  private final Scratch scratch;

  /** What the blocks of a thread share: tiles [TILE, stride]. */
  record Scratch(float[] dropped, float[] gradient) {
    Scratch(int context) {
      this(new float[TILE * context], new float[TILE * context]);
    }
  }

  /**
   * @param rotary null where positions are learned
   * @param rows the most that go through together
   * @param place of the dropout in the model
   */
  Attention(ModelSpec.Gpt spec, @Nullable Rotary rotary, int rows, int place, Scratch scratch) {
    H = spec.heads();
    C = spec.width();
    D = spec.headWidth();
    W = spec.queryKeyValueWidth();
    keyValueHeads = spec.keyValueHeads();
    queriesPerKey = H / keyValueHeads;
    keyValueWidth = keyValueHeads * D;
    this.rotary = rotary;
    stride = spec.context();
    this.place = place;
    weights = new float[rows * H * spec.context() * stride];
    this.scratch = scratch;
  }

  /**
   * @param qkv [N, W]; its queries and keys are turned, if positions are rotary
   * @param y [N, C] receives each position's weighted mean of values
   */
  void forward(Pass pass, Rows rows, float[] qkv, float[] y) {
    if (rotary != null) {
      for (int r = 0; r < rows.count(); r++) {
        for (int t = 0; t < rows.length(); t++) {
          int at = (r * rows.length() + t) * W;
          rotary.turn(qkv, at, H + keyValueHeads, t - rows.start(r, t));
        }
      }
    }
    for (int r = 0; r < rows.count(); r++) {
      for (int h = 0; h < H; h++) {
        for (int from = 0; from < rows.length(); from += TILE) {
          forwardTile(pass, rows, r, h, from, Math.min(from + TILE, rows.length()), qkv, y);
        }
      }
    }
  }

  private void forwardTile(
      Pass pass, Rows rows, int r, int h, int from, int to, float[] qkv, float[] y) {
    Products products = pass.products;
    int T = rows.length();
    int seen = firstSeen(rows, r, from);
    int q = (r * T + from) * W + h * D;
    int k = (r * T + seen) * W + C + h / queriesPerKey * D;
    int v = k + keyValueWidth;
    int w = ((r * H + h) * T + from) * stride + seen;
    // weights [to − from, to − seen] = softmax(Q·Kᵀ/√D)
    products.multiply(
        false, true, to - from, to - seen, D, qkv, q, W, qkv, k, W, 0, weights, w, stride);
    for (int t = from; t < to; t++) {
      int row = w + (t - from) * stride;
      int start = row + rows.start(r, t) - seen;
      int end = row + t + 1 - seen;
      pass.kernels.softmax(weights, start, end - start, scale());
      Arrays.fill(weights, row, start, 0);
      Arrays.fill(weights, end, row + to - seen, 0);
    }
    // y = weights·V
    boolean drops = pass.dropout.active();
    if (drops) {
      drop(pass, rows, r, h, from, to, seen, w);
    }
    products.multiply(
        false,
        false,
        to - from,
        D,
        to - seen,
        drops ? scratch.dropped : weights,
        drops ? 0 : w,
        stride,
        qkv,
        v,
        W,
        0,
        y,
        (r * T + from) * C + h * D,
        C);
  }

  /** scratch.dropped ← dropout of the tile's weights. */
  private void drop(Pass pass, Rows rows, int r, int h, int from, int to, int seen, int w) {
    for (int t = from; t < to; t++) {
      int row = (t - from) * stride;
      System.arraycopy(weights, w + row, scratch.dropped, row, to - seen);
      dropRow(pass, rows, r, h, t, seen, scratch.dropped, row);
    }
  }

  private void dropRow(Pass pass, Rows rows, int r, int h, int t, int seen, float[] x, int row) {
    long key = RandomStream.derive(rows.dropoutKey(pass, place, r), h * rows.length() + t);
    pass.dropout.apply(x, row, t + 1 - seen, key);
  }

  /** The first position of the first tile that the tile looks into. */
  private static int firstSeen(Rows rows, int r, int from) {
    return rows.start(r, from) / TILE * TILE;
  }

  private float scale() {
    return (float) (1 / Math.sqrt(D));
  }

  /**
   * @param qkv [N, W] as the forward pass left it
   * @param dy [N, C] ∂loss/∂y
   * @param dQkv [N, W] receives ∂loss/∂qkv
   */
  void backward(Pass pass, Rows rows, float[] qkv, float[] dy, float[] dQkv) {
    Arrays.fill(dQkv, 0, rows.positions() * W, 0);
    for (int r = 0; r < rows.count(); r++) {
      for (int h = 0; h < H; h++) {
        for (int from = 0; from < rows.length(); from += TILE) {
          backwardTile(pass, rows, r, h, from, Math.min(from + TILE, rows.length()), qkv, dy, dQkv);
        }
      }
    }
    if (rotary != null) {
      for (int r = 0; r < rows.count(); r++) {
        for (int t = 0; t < rows.length(); t++) {
          int at = (r * rows.length() + t) * W;
          rotary.turnBack(dQkv, at, H + keyValueHeads, t - rows.start(r, t));
        }
      }
    }
  }

  private void backwardTile(
      Pass pass, Rows rows, int r, int h, int from, int to, float[] qkv, float[] dy, float[] dQkv) {
    Products products = pass.products;
    int T = rows.length();
    int seen = firstSeen(rows, r, from);
    int m = to - from;
    int n = to - seen;
    int q = (r * T + from) * W + h * D;
    int k = (r * T + seen) * W + C + h / queriesPerKey * D;
    int v = k + keyValueWidth;
    int w = ((r * H + h) * T + from) * stride + seen;
    int dyAt = (r * T + from) * C + h * D;
    boolean drops = pass.dropout.active();
    if (drops) {
      drop(pass, rows, r, h, from, to, seen, w);
    }
    // dV += weightsᵀ·dy
    products.multiply(
        true,
        false,
        n,
        D,
        m,
        drops ? scratch.dropped : weights,
        drops ? 0 : w,
        stride,
        dy,
        dyAt,
        C,
        1,
        dQkv,
        v,
        W);
    // d [m, n] = ∂loss/∂weights = dy·Vᵀ
    float[] d = scratch.gradient;
    products.multiply(false, true, m, n, D, dy, dyAt, C, qkv, v, W, 0, d, 0, stride);
    for (int t = from; t < to; t++) {
      int row = (t - from) * stride;
      int start = rows.start(r, t) - seen;
      int end = t + 1 - seen;
      if (drops) {
        dropRow(pass, rows, r, h, t, seen, d, row);
      }
      pass.kernels.softmaxGradient(weights, w + row + start, d, row + start, end - start, scale());
      Arrays.fill(d, row, row + start, 0);
      Arrays.fill(d, row + end, row + n, 0);
    }
    // dQ = d·K
    products.multiply(false, false, m, D, n, d, 0, stride, qkv, k, W, 0, dQkv, q, W);
    // dK += dᵀ·Q
    products.multiply(true, false, n, D, m, d, 0, stride, qkv, q, W, 1, dQkv, k, W);
  }
}
