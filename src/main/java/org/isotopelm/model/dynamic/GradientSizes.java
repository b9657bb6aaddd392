package org.isotopelm.model.dynamic;

import org.isotopelm.data.TargetStream;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.network.Network;
import org.isotopelm.param.Parameter;

/**
 * How large a segment's gradient usually is, weight by weight, where the network was trained: the
 * gradient statistics of Krause et al. (2018), section 4.
 *
 * @param relative [weights] the root mean square of each gradient, divided by {@code mean}
 * @param mean of these root mean squares over all weights
 */
public record GradientSizes(float[] relative, double mean) {
  /**
   * ε, added to a relative size before a gradient is divided by it. Of 0.01, 0.03, 0.1, 0.2, 0.3
   * and 1, values of 0.1 to 0.3 were the best for a neural n-gram of sub-words and an lstm of
   * characters alike.
   */
  static final float EPSILON = 0.2f;

  /** Segments that are looked at. */
  private static final int SAMPLE = 256;

  /**
   * Measured on segments that lie evenly in the training text.
   *
   * @param size targets in a segment
   */
  static GradientSizes measure(Network network, TokenizedSplit training, int size) {
    TargetStream stream = new TargetStream(training);
    int length = (int) Math.min(size, stream.size());
    long segments = Math.clamp(stream.size() / Math.max(1, length), 1, SAMPLE);
    float[] squares = new float[network.values().length];
    SegmentPass pass = new SegmentPass(network, new Weights(network.values()), size);
    int[] tokens = new int[length];
    for (long i = 0; i < segments; i++) {
      stream.copy(i * (stream.size() / segments), tokens, 0, length);
      pass.segment().begin();
      pass.segment().add(tokens, length, training);
      pass.backpropagate();
      addSquares(pass.gradient(), squares);
    }
    return of(network, squares, segments);
  }

  private static void addSquares(float[] gradient, float[] squares) {
    for (int i = 0; i < gradient.length; i++) {
      squares[i] += gradient[i] * gradient[i];
      gradient[i] = 0;
    }
  }

  private static GradientSizes of(Network network, float[] squares, long segments) {
    double sum = 0;
    for (Parameter parameter : network.architecture().parameters().parameters()) {
      for (int i = parameter.offset(); i < parameter.end(); i++) {
        sum += Math.sqrt(squares[i] / segments);
      }
    }
    double mean = sum / network.architecture().parameters().count();
    for (int i = 0; i < squares.length; i++) {
      squares[i] = mean == 0 ? 0 : (float) (Math.sqrt(squares[i] / segments) / mean);
    }
    return new GradientSizes(squares, mean);
  }
}
