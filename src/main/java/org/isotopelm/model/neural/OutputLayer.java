package org.isotopelm.model.neural;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.math.kernel.Exponential;
import org.isotopelm.math.product.Matrix;
import org.isotopelm.math.product.PackedMatrix;
import org.isotopelm.param.Parameter;

/**
 * From the last hidden activations to logits, nll and back. Logits of a large vocabulary are the
 * biggest thing there is, so they are made for a block of rows at a time, and transposed [V, rows]:
 * then the matrix, its gradient and the logits are each read and written in one direction, no copy
 * of the matrix is kept in another order, and what is done between the products is done to a panel
 * of words while it is in the second cache.
 *
 * <p>A panel has maxima of its own, as in the online softmax (Milakov, Gimelshein 2018): with e =
 * exp(logit − its panel's maximum of the row), the panel's sum s of e and the row's maximum M, the
 * probability is e·exp(maximum − M) / Σ s·exp(maximum − M), over panels.
 */
final class OutputLayer {
  /** Logits that are held at once, unless that made blocks too flat for fast products. */
  private static final int LOGITS = 1 << 22;

  private static final int LEAST_ROWS = 64;

  /** More do not make the products faster, and a panel of them fits no second cache. */
  private static final int MOST_ROWS = 384;

  /** Words of a panel. */
  private static final int PANEL = 256;

  /** Floats of a line of the caches. */
  private static final int LINE = 16;

  /** A matrix, what it reads and where the gradient goes; logits are the sum over inputs. */
  record Input(Linear linear, float[] x, float[] dx) {}

  private final Input[] inputs;
  private final int vocabulary;
  private final int mostRows;
  private final int stride; // of a word's logits
  private final int panels;
  private final PackedMatrix[] packed; // x of each input
  private final float[] logits; // [V, stride], then e, then their gradient
  private final float[] maxima; // [panels, stride], then the factors from e to the gradient
  private final float[] sums; // [panels, stride] Σ e
  private final float[] targetLogits; // [stride]
  private final float[] wordSums; // [PANEL] sums of a panel's gradient, for the bias
  private final SoftRows soft = new SoftRows();

  /**
   * @param rows the most that are ever given
   * @param inputs the first may have a bias, no other
   */
  OutputLayer(int rows, Input... inputs) {
    this.inputs = inputs;
    vocabulary = inputs[0].linear.out();
    mostRows = Math.min(rows, Math.clamp(LOGITS / vocabulary, LEAST_ROWS, MOST_ROWS));
    // An odd number of lines, so that the words' logits do not all fall into the same few sets of a
    // cache.
    stride = (width(mostRows) / LINE | 1) * LINE;
    panels = Math.ceilDiv(vocabulary, PANEL);
    packed = new PackedMatrix[inputs.length];
    Arrays.setAll(packed, i -> new PackedMatrix());
    logits = new float[vocabulary * stride];
    maxima = new float[panels * stride];
    sums = new float[panels * stride];
    targetLogits = new float[stride];
    wordSums = new float[PANEL];
  }

  /** Floats of the copy of a block's x that products of our own make, at most. */
  static long copies(int vocabulary, int in) {
    return (long) Math.clamp(LOGITS / vocabulary, LEAST_ROWS, MOST_ROWS) * width(in);
  }

  /**
   * Σ nll of the targets; adds to every dx and to the gradients of the matrices.
   *
   * @param loss what the loss is beside the nll
   * @param positions of the targets, for their soft targets, side by side with them
   */
  double gradients(
      Pass pass,
      int rows,
      int[] targets,
      int targetsAt,
      float scale,
      SoftLoss loss,
      long[] positions) {
    double sum = 0;
    int like = block(rows);
    boolean softens = loss.top() > 0;
    soft.begin(loss, mostRows);
    for (int from = 0; from < rows; from += like) {
      int block = Math.min(like, rows - from);
      int at = targetsAt + from;
      exponentials(pass, from, block, targets, at);
      for (int row = 0; row < block; row++) {
        sum += nll(row, targets[at + row], scale);
        if (softens) {
          soften(row, targets[at + row], loss, positions[at + row], scale);
        }
      }
      for (int own = 0; own < panels * stride; own += stride) {
        // What is left over has no gradient.
        Arrays.fill(maxima, own + block, own + width(block), 0);
      }
      backward(pass, from, block, targets, at, scale * (1 - loss.weight()), softens);
    }
    return sum;
  }

  /** Changes the factors of a row from e to scale·p as its soft targets ask. */
  private void soften(int row, int target, SoftLoss loss, long position, float scale) {
    if (target < 0) {
      soft.skip(row);
      return;
    }
    soft.read(loss, position, row);
    double known = 0;
    double own = 0;
    for (int k = 0; k < soft.top(); k++) {
      known += soft.probability(row, k);
      own += scaled(row, soft.id(row, k));
    }
    float share = soft.share(known, own / scale);
    for (int k = 0; k < soft.top(); k++) {
      soft.change(row, k, scaled(row, soft.id(row, k)), share, scale);
    }
    for (int at = row; at < panels * stride; at += stride) {
      maxima[at] *= 1 - share;
    }
  }

  /** scale·p of a word. */
  private float scaled(int row, int word) {
    return logits[word * stride + row] * maxima[word / PANEL * stride + row];
  }

  /**
   * The probabilities of all words at each target that is not ignored.
   *
   * @param places of each row in the result
   * @param result [places, V]
   */
  void distributions(
      Pass pass, int rows, int[] targets, int targetsAt, IntUnaryOperator places, float[] result) {
    int like = block(rows);
    for (int from = 0; from < rows; from += like) {
      int block = Math.min(like, rows - from);
      exponentials(pass, from, block, targets, targetsAt + from);
      for (int row = 0; row < block; row++) {
        if (targets[targetsAt + from + row] >= 0) {
          nll(row, targets[targetsAt + from + row], 1); // makes the factors from e to p
          collect(row, result, places.applyAsInt(from + row) * vocabulary);
        }
      }
    }
  }

  private void collect(int row, float[] result, int to) {
    for (int panel = 0; panel < panels; panel++) {
      float factor = maxima[panel * stride + row];
      int end = Math.min(vocabulary, (panel + 1) * PANEL);
      for (int word = panel * PANEL; word < end; word++) {
        result[to + word] = logits[word * stride + row] * factor;
      }
    }
  }

  /** The nll of each target, 0 where it is ignored. */
  void score(Pass pass, int rows, int[] targets, int targetsAt, float[] nll, int nllAt) {
    int like = block(rows);
    for (int from = 0; from < rows; from += like) {
      int block = Math.min(like, rows - from);
      exponentials(pass, from, block, targets, targetsAt + from);
      for (int row = 0; row < block; row++) {
        nll[nllAt + from + row] = (float) nll(row, targets[targetsAt + from + row], 0);
      }
    }
  }

  /** The logits [V] of one row. */
  void logits(Pass pass, int row, float[] result) {
    for (int i = 0; i < inputs.length; i++) {
      Linear linear = inputs[i].linear;
      if (i == 0) {
        linear.forward(pass, inputs[i].x, row * linear.in(), result, 1);
      } else {
        linear.forwardAdding(pass, inputs[i].x, row * linear.in(), result, 1);
      }
    }
  }

  /** Rows of a block: as many in each, in whole lines. */
  private int block(int rows) {
    int each = Math.ceilDiv(rows, Math.ceilDiv(rows, mostRows));
    return Math.min(mostRows, width(each));
  }

  /** In whole lines: kernels are slow with what is left over, so it gets logits too. */
  private static int width(int rows) {
    return Math.ceilDiv(rows, LINE) * LINE;
  }

  /** Logits of a block, its maxima, e and its sums. */
  private void exponentials(Pass pass, int from, int rows, int[] targets, int targetsAt) {
    for (int i = 0; i < inputs.length; i++) {
      int in = inputs[i].linear.in();
      pass.products.pack(pass.b.bind(inputs[i].x, from * in, rows, in).transpose(), packed[i]);
    }
    for (int panel = 0; panel < panels; panel++) {
      int first = panel * PANEL;
      int words = Math.min(PANEL, vocabulary - first);
      int at = first * stride;
      multiply(pass, first, words, rows);
      for (int row = 0; row < rows; row++) {
        int word = targets[targetsAt + row] - first;
        if (word >= 0 && word < words) {
          targetLogits[row] = logits[at + word * stride + row];
        }
      }
      int own = panel * stride;
      int width = width(rows);
      pass.kernels.columnMaxima(logits, at, stride, words, width, maxima, own);
      pass.kernels.columnExponentials(logits, at, stride, words, width, maxima, own, sums, own);
    }
  }

  /** logits [words, rows] ← W·xᵀ + b. */
  private void multiply(Pass pass, int first, int words, int rows) {
    Parameter bias = inputs[0].linear.bias();
    for (int word = first; word < first + words; word++) {
      int from = word * stride + (bias == null ? rows : 0);
      float value = bias == null ? 0 : pass.values[bias.offset() + word];
      Arrays.fill(logits, from, word * stride + width(rows), value);
    }
    for (int i = 0; i < inputs.length; i++) {
      Linear linear = inputs[i].linear;
      int weights = linear.weight().offset() + first * linear.in();
      float beta = i == 0 && bias == null ? 0 : 1;
      pass.products.multiply(
          pass.a.bind(pass.values, weights, words, linear.in()),
          packed[i],
          beta,
          pass.c.bind(logits, first * stride, words, rows).stride(stride));
    }
  }

  /** The target's nll; the maxima become the factors from e to the gradient. */
  private double nll(int row, int target, float scale) {
    float max = maxima[row];
    for (int at = row + stride; at < panels * stride; at += stride) {
      max = Math.max(max, maxima[at]);
    }
    double sum = 0;
    for (int at = row; at < panels * stride; at += stride) {
      float factor = Exponential.exp(Math.max(maxima[at] - max, -Exponential.LIMIT));
      sum += (double) sums[at] * factor;
      maxima[at] = factor;
    }
    float rest = target < 0 ? 0 : (float) (scale / sum);
    for (int at = row; at < panels * stride; at += stride) {
      maxima[at] *= rest;
    }
    return target < 0 ? 0 : StrictMath.log(sum) + max - targetLogits[row];
  }

  /**
   * The logits' gradient, scale·probability − hard at the target, and what follows from it.
   *
   * @param softens whether the rows have soft targets, too
   */
  private void backward(
      Pass pass, int from, int rows, int[] targets, int targetsAt, float hard, boolean softens) {
    for (int i = 0; i < inputs.length; i++) {
      int in = inputs[i].linear.in();
      pass.products.pack(pass.b.bind(inputs[i].x, from * in, rows, in), packed[i]);
    }
    for (int panel = 0; panel < panels; panel++) {
      int first = panel * PANEL;
      int words = Math.min(PANEL, vocabulary - first);
      int at = first * stride;
      pass.kernels.scaleColumns(logits, at, stride, words, width(rows), maxima, panel * stride);
      for (int row = 0; row < rows; row++) {
        int word = targets[targetsAt + row] - first;
        if (word >= 0 && word < words) {
          logits[at + word * stride + row] -= hard;
        }
      }
      if (softens) {
        soft.add(logits, at, stride, first, words, rows);
      }
      if (inputs[0].linear.bias() != null) {
        pass.kernels.rowSums(logits, at, stride, words, width(rows), wordSums);
        int bias = inputs[0].linear.bias().offset() + first;
        pass.kernels.add(pass.gradients, bias, wordSums, 0, pass.gradients, bias, words);
      }
      for (int i = 0; i < inputs.length; i++) {
        backward(pass, inputs[i], packed[i], from, rows, first, words);
      }
    }
  }

  private void backward(
      Pass pass, Input input, PackedMatrix x, int from, int rows, int first, int words) {
    int in = input.linear.in();
    int at = first * stride;
    int weights = input.linear.weight().offset() + first * in;
    // dW += dlogits·x
    Matrix dLogits = pass.a.bind(logits, at, words, rows).stride(stride);
    pass.products.multiply(dLogits, x, 1, pass.c.bind(pass.gradients, weights, words, in));
    // dx += dlogitsᵀ·W
    pass.products.multiply(
        dLogits.transpose(),
        pass.b.bind(pass.values, weights, words, in),
        1,
        pass.c.bind(input.dx, from * in, rows, in));
  }
}
