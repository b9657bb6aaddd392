package org.isotopelm.model;

import java.util.Arrays;
import org.isotopelm.math.Kernels;

/**
 * From the last hidden activations to logits, nll and back, in blocks of rows, for logits of a
 * large vocabulary are the biggest thing there is.
 */
final class Output {
  /** Logits that are held at once, unless that made blocks too flat for fast products. */
  private static final int LOGITS = 1 << 21;

  private static final int LEAST_ROWS = 64;

  /** A matrix, what it reads and where the gradient goes; logits are the sum over inputs. */
  record Input(Linear linear, float[] x, float[] dx) {}

  private final Input[] inputs;
  private final int vocabulary;
  private final int blockRows;
  private final float[] logits; // [blockRows, V]

  /**
   * @param rows the most that are ever given
   * @param inputs the first may have a bias, no other
   */
  Output(int rows, Input... inputs) {
    this.inputs = inputs;
    vocabulary = inputs[0].linear.out();
    blockRows = Math.min(rows, Math.max(LEAST_ROWS, LOGITS / vocabulary));
    logits = new float[blockRows * vocabulary];
  }

  /** Σ nll of the targets; adds to every dx and to the gradients of the matrices. */
  double gradients(Pass pass, int rows, int[] targets, int targetsAt, float scale) {
    double sum = 0;
    for (int from = 0; from < rows; from += blockRows) {
      int block = Math.min(blockRows, rows - from);
      forward(pass, from, block);
      for (int row = 0; row < block; row++) {
        sum += rowGradient(pass.kernels, row, targets[targetsAt + from + row], scale);
      }
      for (Input input : inputs) {
        input.linear.backward(pass, input.x, from * input.linear.in(), logits, 1, input.dx, block);
      }
    }
    return sum;
  }

  private double rowGradient(Kernels kernels, int row, int target, float scale) {
    int at = row * vocabulary;
    if (target < 0) {
      Arrays.fill(logits, at, at + vocabulary, 0);
      return 0;
    }
    return kernels.crossEntropy(logits, at, vocabulary, target, scale);
  }

  /** The nll of each target, 0 where it is ignored. */
  void score(Pass pass, int rows, int[] targets, int targetsAt, float[] nll, int nllAt) {
    for (int from = 0; from < rows; from += blockRows) {
      int block = Math.min(blockRows, rows - from);
      forward(pass, from, block);
      for (int row = 0; row < block; row++) {
        int target = targets[targetsAt + from + row];
        nll[nllAt + from + row] =
            target < 0
                ? 0
                : (float)
                    pass.kernels.negativeLogLikelihood(
                        logits, row * vocabulary, vocabulary, target);
      }
    }
  }

  /** The logits [V] of one row. */
  void logits(Pass pass, int row, float[] result) {
    forward(pass, row, 1);
    System.arraycopy(logits, 0, result, 0, vocabulary);
  }

  private void forward(Pass pass, int from, int rows) {
    for (int i = 0; i < inputs.length; i++) {
      Linear linear = inputs[i].linear;
      if (i == 0) {
        linear.forward(pass, inputs[i].x, from * linear.in(), logits, rows);
      } else {
        linear.forwardAdding(pass, inputs[i].x, from * linear.in(), logits, rows);
      }
    }
  }
}
