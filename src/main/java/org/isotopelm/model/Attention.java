package org.isotopelm.model;

import java.util.Arrays;
import org.isotopelm.math.Products;
import org.isotopelm.math.RandomStream;

/**
 * Causal multi-head attention (Vaswani et al. 2017) between its projections, in tiles of positions
 * that skip what no position of the tile may look at. Heads lie side by side in a row of queries,
 * keys and values [3C], so that products read them in place.
 *
 * <p>One thread's buffers for one block; D = C/H is the width of a head.
 */
final class Attention {
  /** Positions whose weights are computed together. */
  private static final int TILE = 32;

  private final int H;
  private final int C;
  private final int D;
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
   * @param rows the most that go through together
   * @param place of the dropout in the model
   */
  Attention(ModelSpec.Gpt spec, int rows, int place, Scratch scratch) {
    H = spec.heads();
    C = spec.width();
    D = C / H;
    stride = spec.context();
    this.place = place;
    weights = new float[rows * H * spec.context() * stride];
    this.scratch = scratch;
  }

  /**
   * @param qkv [N, 3C]
   * @param y [N, C] receives each position's weighted mean of values
   */
  void forward(Pass pass, Rows rows, float[] qkv, float[] y) {
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
    int q = (r * T + from) * 3 * C + h * D;
    int k = (r * T + seen) * 3 * C + C + h * D;
    int v = k + C;
    int w = ((r * H + h) * T + from) * stride + seen;
    // weights [to − from, to − seen] = softmax(Q·Kᵀ/√D)
    products.multiply(
        false, true, to - from, to - seen, D, scale(), qkv, q, 3 * C, qkv, k, 3 * C, 0, weights, w,
        stride);
    for (int t = from; t < to; t++) {
      int row = w + (t - from) * stride;
      int start = row + rows.start(r, t) - seen;
      int end = row + t + 1 - seen;
      pass.kernels.softmax(weights, start, end - start);
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
        1,
        drops ? scratch.dropped : weights,
        drops ? 0 : w,
        stride,
        qkv,
        v,
        3 * C,
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
   * @param qkv [N, 3C] as given to the forward pass
   * @param dy [N, C] ∂loss/∂y
   * @param dQkv [N, 3C] receives ∂loss/∂qkv
   */
  void backward(Pass pass, Rows rows, float[] qkv, float[] dy, float[] dQkv) {
    Arrays.fill(dQkv, 0, rows.positions() * 3 * C, 0);
    for (int r = 0; r < rows.count(); r++) {
      for (int h = 0; h < H; h++) {
        for (int from = 0; from < rows.length(); from += TILE) {
          backwardTile(pass, rows, r, h, from, Math.min(from + TILE, rows.length()), qkv, dy, dQkv);
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
    int q = (r * T + from) * 3 * C + h * D;
    int k = (r * T + seen) * 3 * C + C + h * D;
    int v = k + C;
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
        1,
        drops ? scratch.dropped : weights,
        drops ? 0 : w,
        stride,
        dy,
        dyAt,
        C,
        1,
        dQkv,
        v,
        3 * C);
    // d [m, n] = ∂loss/∂weights = dy·Vᵀ
    float[] d = scratch.gradient;
    products.multiply(false, true, m, n, D, 1, dy, dyAt, C, qkv, v, 3 * C, 0, d, 0, stride);
    for (int t = from; t < to; t++) {
      int row = (t - from) * stride;
      int start = rows.start(r, t) - seen;
      int end = t + 1 - seen;
      if (drops) {
        dropRow(pass, rows, r, h, t, seen, d, row);
      }
      pass.kernels.softmaxGradient(weights, w + row + start, d, row + start, end - start);
      Arrays.fill(d, row, row + start, 0);
      Arrays.fill(d, row + end, row + n, 0);
    }
    // dQ = d·K/√D
    products.multiply(
        false, false, m, D, n, scale(), d, 0, stride, qkv, k, 3 * C, 0, dQkv, q, 3 * C);
    // dK += dᵀ·Q/√D
    products.multiply(
        true, false, n, D, m, scale(), d, 0, stride, qkv, q, 3 * C, 1, dQkv, k, 3 * C);
  }
}
