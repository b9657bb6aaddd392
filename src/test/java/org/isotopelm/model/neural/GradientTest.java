package org.isotopelm.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every gradient against central differences of the loss: each tensor along random directions of
 * length one and along its gradient.
 */
class GradientTest {
  private static final int ROWS = 5;
  private static final float STEP = 4e-3f;
  private static final int DIRECTIONS = 4;
  private static final long DROPOUT_KEY = 11;

  static Stream<ModelSpec.Neural> specs() {
    return Samples.specs();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_everyTensor_areTheSlopesOfTheLoss(ModelSpec.Neural spec) {
    NeuralModel model = Samples.create(spec);
    NeuralModel.Worker worker = model.worker();
    Batch batch = Samples.batch(model, ROWS);
    float[] values = Samples.values(model);
    float[] gradients = new float[values.length];
    worker.gradients(new Weights(values), batch, 0, ROWS, 1, DROPOUT_KEY, gradients);
    RandomStream random = RandomStream.of(3, "directions");
    for (Parameter p : model.parameters().parameters()) {
      for (int i = 0; i < DIRECTIONS; i++) {
        float[] direction = i == 0 ? gradients.clone() : normal(values.length, random);
        normalise(direction, p);
        double expected = slope(worker, batch, values, direction);
        double found = 0;
        for (int j = p.offset(); j < p.end(); j++) {
          found += (double) gradients[j] * direction[j];
        }
        assertThat(found)
            .as("%s, direction %d", p.name(), i)
            .isCloseTo(expected, within(2e-3 + 4e-3 * Math.abs(expected)));
      }
    }
  }

  private static double slope(
      NeuralModel.Worker worker, Batch batch, float[] values, float[] direction) {
    return (loss(worker, batch, values, direction, STEP)
            - loss(worker, batch, values, direction, -STEP))
        / (2 * STEP);
  }

  private static double loss(
      NeuralModel.Worker worker, Batch batch, float[] values, float[] direction, float step) {
    float[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return worker.gradients(
        new Weights(moved), batch, 0, ROWS, 1, DROPOUT_KEY, new float[moved.length]);
  }

  private static float[] normal(int n, RandomStream random) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** Zero outside the parameter, length one within; a zero gradient stays zero. */
  private static void normalise(float[] x, Parameter p) {
    double squares = 0;
    for (int i = p.offset(); i < p.end(); i++) {
      squares += (double) x[i] * x[i];
    }
    for (int i = 0; i < x.length; i++) {
      boolean inside = i >= p.offset() && i < p.end();
      x[i] = inside && squares > 0 ? (float) (x[i] / Math.sqrt(squares)) : 0;
    }
  }
}
