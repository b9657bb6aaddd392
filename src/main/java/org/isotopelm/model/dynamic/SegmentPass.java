package org.isotopelm.model.dynamic;

import org.isotopelm.math.product.Weights;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.neural.NeuralModel;

/** Scores the segment that is filled, and computes its gradient; one thread at a time. */
final class SegmentPass {
  private final Segment segment;
  private final NeuralModel.Worker worker;
  private final Weights weights;
  private final float[] gradient;
  private final float[] nll;
  private final float[] state;
  private boolean scored;

  /**
   * @param weights of the network's architecture
   * @param size targets in a segment
   */
  SegmentPass(Network network, Weights weights, int size) {
    this.weights = weights;
    segment = Segment.of(network.architecture(), network.window(), size, network.beginOfDocument());
    worker = network.architecture().worker();
    gradient = new float[weights.values().length];
    nll = new float[segment.batch().targets().length];
    state = new float[segment.batch().state().length];
  }

  Segment segment() {
    return segment;
  }

  /** Scores the segment's targets. */
  void score(float[] scores, int at) {
    float[] carried = segment.batch().state();
    System.arraycopy(carried, 0, state, 0, state.length);
    scored = true;
    worker.score(weights, segment.batch(), 0, segment.rows(), nll);
    segment.collect(nll, scores, at);
  }

  /** What is read then becomes the next segment. */
  void next() {
    scored = false;
    segment.next();
  }

  /**
   * Adds the gradient of the segment's mean nll to {@link #gradient}; what is read then becomes the
   * next segment.
   */
  void backpropagate() {
    if (scored) { // a state then stands behind the segment
      System.arraycopy(state, 0, segment.batch().state(), 0, state.length);
    }
    float scale = 1f / segment.count();
    worker.gradients(weights, segment.batch(), 0, segment.rows(), scale, 0, gradient);
    next();
  }

  /** [weights] to be set to zero by whoever used it. */
  float[] gradient() {
    return gradient;
  }
}
