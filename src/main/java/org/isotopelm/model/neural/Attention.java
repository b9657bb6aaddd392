package org.isotopelm.model.neural;

import java.util.Arrays;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Causal multi-head attention (Vaswani et al. 2017) between its projections, in tiles of positions
 * that skip what no position of the tile may look at. Heads lie side by side in a row of queries,
 * keys and values [W], so that products read them in place. A tile's weights lie transposed, [keys,
 * queries]: what the products have to transpose is then only the tile's own rows, of queries and of
 * dy, and a softmax is taken along columns, mostly by whole vectors.
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
  private final int stride; // of a query's weights
  private final int place;
  private final float[] weights; // [R, H, T, stride], a tile [n, m] from its first query's place
  private final Scratch scratch;

  /** What the blocks of a thread share: tiles of weights, and what is known of their columns. */
  record Scratch(float[] dropped, float[] gradient, float[] maxima, float[] sums) {
    Scratch(int context) {
      this(new float[TILE * context], new float[TILE * context], new float[TILE], new float[TILE]);
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
    int queries = Math.multiplyExact(rows * H, spec.context());
    weights = new float[Math.multiplyExact(queries, stride)];
    this.scratch = scratch;
  }

  /** W. */
  int width() {
    return W;
  }

  /**
   * @param qkv [N, W]; its queries and keys are turned, if positions are rotary
   * @param y [N, C] receives the weighted mean of values of each position that goes through
   */
  void forward(Pass pass, SequenceRows rows, float[] qkv, float[] y) {
    turn(rows, qkv);
    attend(pass, rows, qkv, y);
  }

  /** Turns queries and keys by their positions, if these are rotary. */
  void turn(SequenceRows rows, float[] qkv) {
    if (rotary != null) {
      for (int r = 0; r < rows.count(); r++) {
        for (int t = rows.from(); t < rows.length(); t++) {
          int at = (r * rows.length() + t) * W;
          rotary.turn(qkv, at, H + keyValueHeads, t - rows.start(r, t));
        }
      }
    }
  }

  /** The weighted means, of queries and keys that are turned. */
  void attend(Pass pass, SequenceRows rows, float[] qkv, float[] y) {
    for (int r = 0; r < rows.count(); r++) {
      for (int h = 0; h < H; h++) {
        for (int from = rows.from(); from < rows.length(); from += TILE) {
          forwardTile(pass, rows, r, h, from, Math.min(from + TILE, rows.length()), qkv, y);
        }
      }
    }
  }

  private void forwardTile(
      Pass pass, SequenceRows rows, int r, int h, int from, int to, float[] qkv, float[] y) {
    Products products = pass.products;
    int T = rows.length();
    int seen = firstSeen(rows, r, from);
    int m = to - from;
    int n = to - seen;
    int q = (r * T + from) * W + h * D;
    int k = (r * T + seen) * W + C + h / queriesPerKey * D;
    int v = k + keyValueWidth;
    int w = ((r * H + h) * T + from) * stride;
    // weights [n, m] = softmax(K·Qᵀ/√D) of each column
    products.multiply(
        pass.a.bind(qkv, k, n, D).stride(W),
        pass.b.bind(qkv, q, m, D).stride(W).transpose(),
        0,
        pass.c.bind(weights, w, n, m));
    hide(rows, r, from, to, seen, w, Float.NEGATIVE_INFINITY);
    pass.kernels.softmaxNumerators(weights, w, n, m, scale(), scratch.maxima, scratch.sums);
    hide(rows, r, from, to, seen, w, 0); // before the division, which made subnormals of them
    pass.kernels.divideColumns(weights, w, n, m, scratch.sums);
    // y = weightsᵀ·V
    boolean drops = pass.dropout.active();
    if (drops) {
      drop(pass, rows, r, h, from, n * m, w);
    }
    products.multiply(
        pass.a.bind(drops ? scratch.dropped : weights, drops ? 0 : w, n, m).transpose(),
        pass.b.bind(qkv, v, n, D).stride(W),
        0,
        pass.c.bind(y, (r * T + from - rows.from()) * C + h * D, m, D).stride(C));
  }

  /** Sets the weights of what a position may not look at. */
  private void hide(SequenceRows rows, int r, int from, int to, int seen, int w, float value) {
    int m = to - from;
    for (int later = from + 1; later < to; later++) {
      int row = w + (later - seen) * m;
      Arrays.fill(weights, row, row + later - from, value);
    }
    for (int t = from; t < to; t++) {
      for (int earlier = seen; earlier < rows.start(r, t); earlier++) {
        weights[w + (earlier - seen) * m + t - from] = value;
      }
    }
  }

  /** scratch.dropped ← dropout of the tile's weights. */
  private void drop(Pass pass, SequenceRows rows, int r, int h, int from, int size, int w) {
    System.arraycopy(weights, w, scratch.dropped, 0, size);
    drop(pass, rows, r, h, from, size, scratch.dropped);
  }

  private void drop(Pass pass, SequenceRows rows, int r, int h, int from, int size, float[] tile) {
    long key = RandomStream.derive(rows.dropoutKey(pass, place, r), h * rows.length() + from);
    pass.dropout.apply(tile, 0, size, key);
  }

  /** The first position of the first tile that the tile looks into. */
  private static int firstSeen(SequenceRows rows, int r, int from) {
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
  void backward(Pass pass, SequenceRows rows, float[] qkv, float[] dy, float[] dQkv) {
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
      Pass pass,
      SequenceRows rows,
      int r,
      int h,
      int from,
      int to,
      float[] qkv,
      float[] dy,
      float[] dQkv) {
    Products products = pass.products;
    int T = rows.length();
    int seen = firstSeen(rows, r, from);
    int m = to - from;
    int n = to - seen;
    int q = (r * T + from) * W + h * D;
    int k = (r * T + seen) * W + C + h / queriesPerKey * D;
    int v = k + keyValueWidth;
    int w = ((r * H + h) * T + from) * stride;
    int dyAt = (r * T + from) * C + h * D;
    boolean drops = pass.dropout.active();
    if (drops) {
      drop(pass, rows, r, h, from, n * m, w);
    }
    // dV += weights·dy
    products.multiply(
        pass.a.bind(drops ? scratch.dropped : weights, drops ? 0 : w, n, m),
        pass.b.bind(dy, dyAt, m, D).stride(C),
        1,
        pass.c.bind(dQkv, v, n, D).stride(W));
    // d [n, m] = ∂loss/∂weights = V·dyᵀ
    float[] d = scratch.gradient;
    products.multiply(
        pass.a.bind(qkv, v, n, D).stride(W),
        pass.b.bind(dy, dyAt, m, D).stride(C).transpose(),
        0,
        pass.c.bind(d, 0, n, m));
    if (drops) {
      drop(pass, rows, r, h, from, n * m, d);
    }
    // What is hidden has weight 0, and so no gradient.
    pass.kernels.columnSoftmaxGradient(weights, w, d, 0, n, m, scale(), scratch.sums);
    // dQ = dᵀ·K
    products.multiply(
        pass.a.bind(d, 0, n, m).transpose(),
        pass.b.bind(qkv, k, n, D).stride(W),
        0,
        pass.c.bind(dQkv, q, m, D).stride(W));
    // dK += d·Q
    products.multiply(
        pass.a.bind(d, 0, n, m),
        pass.b.bind(qkv, q, m, D).stride(W),
        1,
        pass.c.bind(dQkv, k, n, D).stride(W));
  }
}
