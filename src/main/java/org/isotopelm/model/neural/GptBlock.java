package org.isotopelm.model.neural;

import org.isotopelm.math.kernel.Normalization;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.jspecify.annotations.Nullable;

/** One thread's buffers of a transformer block, and its forward and backward pass. */
final class GptBlock {
  private final Gpt.Block layers;
  private final int C;
  private final int F; // width of the hidden layer
  private final boolean gated;
  private final int attentionPlace;
  private final int mlpPlace;
  private final Attention attention;
  private final Scratch scratch;

  private final float[] input; // x [N, C], the previous block's output
  private final float[] normed1; // norm₁(x) [N, C]
  private final Normalization.Statistics statistics1; // [N]
  private final float[] qkv; // queries, keys, values [N, W]
  private final float[] attended; // [N, C]
  private final float[] middle; // x + attention [N, C]
  private final float[] normed2; // norm₂(middle) [N, C]
  private final Normalization.Statistics statistics2; // [N]
  private final float[] up; // the hidden layer after its nonlinearity [N, F]
  private final float[] derivative; // of the GELU [N, F]
  private final float[] gateUp; // what SwiGLU sees [N, 2F]

  /** x + attention + mlp [N, C]. */
  final float[] output;

  /** What the blocks of a thread share, for no longer than one pass through a block. */
  record Scratch(
      float[] branch, // [N, C]
      float[] dNormed, // [N, C]
      float[] dQkv, // [N, W]
      float[] dUp, // [N, F]
      float[] dGateUp, // [N, 2F]
      Attention.Scratch attention) {
    Scratch(int N, ModelSpec.Gpt spec) {
      this(
          new float[N * spec.width()],
          new float[N * spec.width()],
          new float[N * spec.queryKeyValueWidth()],
          new float[N * spec.hiddenWidth()],
          spec.feedForward() == FeedForward.SWIGLU
              ? new float[2 * N * spec.hiddenWidth()]
              : new float[0],
          new Attention.Scratch(spec.context()));
    }
  }

  /**
   * @param rows R, the most that go through together
   * @param firstPlace number of the block's first place of dropout; it has three
   */
  GptBlock(
      Gpt.Block layers,
      ModelSpec.Gpt spec,
      @Nullable Rotary rotary,
      int rows,
      int firstPlace,
      float[] input,
      Scratch scratch) {
    this.layers = layers;
    this.input = input;
    this.scratch = scratch;
    C = spec.width();
    attention = new Attention(spec, rotary, rows, firstPlace, scratch.attention);
    attentionPlace = firstPlace + 1;
    mlpPlace = firstPlace + 2;
    int N = rows * spec.context();
    normed1 = new float[N * C];
    statistics1 = new Normalization.Statistics(N);
    qkv = new float[N * spec.queryKeyValueWidth()];
    attended = new float[N * C];
    middle = new float[N * C];
    normed2 = new float[N * C];
    statistics2 = new Normalization.Statistics(N);
    F = spec.hiddenWidth();
    gated = spec.feedForward() == FeedForward.SWIGLU;
    up = new float[N * F];
    derivative = new float[gated ? 0 : N * F];
    gateUp = new float[gated ? 2 * N * F : 0];
    output = new float[N * C];
  }

  /** Keys and values of the positions before {@link SequenceRows#from} are those of before. */
  void forward(Pass pass, SequenceRows rows) {
    see(pass, rows);
    attention.forward(pass, rows, qkv, attended);
    goOn(pass, rows);
  }

  /**
   * The last block where only the last position's output is read: all give it keys and values, and
   * the rest is made for it alone, to the same bits. One row, in which no position is padding.
   */
  void forwardLast(Pass pass, SequenceRows rows) {
    see(pass, rows);
    attention.turn(rows, qkv);
    int last = (rows.positions() - 1) * C;
    rows.keepLast();
    System.arraycopy(input, last, input, 0, C);
    attention.attend(pass, rows, qkv, attended);
    goOn(pass, rows);
  }

  /** Queries, keys and values of the new positions. */
  private void see(Pass pass, SequenceRows rows) {
    int N = rows.positions();
    layers.norm1().forward(pass, input, normed1, statistics1, N);
    layers.queryKeyValue().forward(pass, normed1, 0, qkv, rows.from() * attention.width(), N);
  }

  /** From what was attended to to the output. */
  private void goOn(Pass pass, SequenceRows rows) {
    int N = rows.positions();
    float[] branch = scratch.branch;
    layers.attended().forward(pass, attended, 0, branch, N);
    rows.drop(pass, attentionPlace, branch, C);
    pass.kernels.add(input, 0, branch, 0, middle, 0, N * C);

    layers.norm2().forward(pass, middle, normed2, statistics2, N);
    if (gated) {
      layers.up().forward(pass, normed2, 0, gateUp, N);
      pass.kernels.swiglu(gateUp, N, F, up);
    } else {
      layers.up().forward(pass, normed2, 0, up, N);
      pass.kernels.gelu(up, derivative, N * F);
    }
    layers.down().forward(pass, up, 0, branch, N);
    rows.drop(pass, mlpPlace, branch, C);
    pass.kernels.add(middle, 0, branch, 0, output, 0, N * C);
  }

  /**
   * @param d [N, C] ∂loss/∂output, turned into ∂loss/∂input
   */
  void backward(Pass pass, SequenceRows rows, float[] d) {
    int N = rows.positions();
    float[] dNormed = scratch.dNormed;
    // The residual stream's gradient stays in d; each branch adds to it.
    float[] dBranch = branchGradient(pass, rows, mlpPlace, d);
    layers.down().backward(pass, up, 0, dBranch, 0, scratch.dUp, N);
    float[] dHidden = scratch.dUp;
    if (gated) {
      pass.kernels.swigluGradient(gateUp, scratch.dUp, N, F, scratch.dGateUp);
      dHidden = scratch.dGateUp;
    } else {
      pass.kernels.multiply(scratch.dUp, derivative, N * F);
    }
    layers.up().backward(pass, normed2, 0, dHidden, 0, dNormed, N);
    layers.norm2().backward(pass, middle, dNormed, statistics2, d, N);

    dBranch = branchGradient(pass, rows, attentionPlace, d);
    float[] dAttended = dNormed;
    layers.attended().backward(pass, attended, 0, dBranch, 0, dAttended, N);
    attention.backward(pass, rows, qkv, dAttended, scratch.dQkv);
    layers.queryKeyValue().backward(pass, normed1, 0, scratch.dQkv, 0, dNormed, N);
    layers.norm1().backward(pass, input, dNormed, statistics1, d, N);
  }

  /** d as it reaches a branch: through the dropout at its end, if there is any. */
  private float[] branchGradient(Pass pass, SequenceRows rows, int place, float[] d) {
    if (!pass.dropout.active()) {
      return d;
    }
    System.arraycopy(d, 0, scratch.branch, 0, rows.positions() * C);
    rows.drop(pass, place, scratch.branch, C);
    return scratch.branch;
  }
}
