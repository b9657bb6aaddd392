package org.isotopelm.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.isotopelm.data.Batch;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.data.SoftTargetFiles;
import org.isotopelm.math.Allocation;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of a loss with soft targets against the slope of its definition, in double. */
class SoftLossTest {
  private static final int ROWS = 5;
  private static final int TOP = 4;
  private static final float WEIGHT = 0.6f;
  private static final float STEP = 4e-3f;
  private static final int DIRECTIONS = 2;

  @TempDir Path folder;

  static Stream<ModelSpec.Neural> specs() {
    return Samples.specs();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_withSoftTargets_areTheSlopesOfTheLoss(ModelSpec.Neural spec) throws IOException {
    NeuralModel model = Samples.create(spec).withoutDropout();
    Batch batch = batch(model);
    NeuralModel.Worker worker = model.worker();
    float[] values = Samples.values(model);
    float[] gradients = new float[values.length];
    worker.gradients(new Weights(values), batch, 0, 2, 1, 0, gradients);
    worker.gradients(new Weights(values), batch, 2, ROWS, 1, 0, gradients);
    RandomStream random = RandomStream.of(3, "directions");
    for (Parameter p : model.parameters().parameters()) {
      for (int i = 0; i < DIRECTIONS; i++) {
        float[] direction = direction(p, i == 0 ? gradients : null, values.length, random);
        double expected =
            (loss(worker, model, batch, values, direction, STEP)
                    - loss(worker, model, batch, values, direction, -STEP))
                / (2 * STEP);
        double found = 0;
        for (int j = p.offset(); j < p.end(); j++) {
          found += (double) gradients[j] * direction[j];
        }
        assertThat(found)
            .as("%s, direction %d", p.name(), i)
            .isCloseTo(expected, within(3e-3 + 4e-3 * Math.abs(expected)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_withSoftTargets_returnTheNllAndAllocateNothing(ModelSpec.Neural spec)
      throws IOException {
    NeuralModel model = Samples.create(spec);
    Batch batch = batch(model);
    NeuralModel.Worker worker = model.worker();
    float[] values = Samples.values(model);
    Weights weights = new Weights(values);
    float[] gradients = new float[values.length];
    double hard =
        model
            .worker()
            .gradients(weights, Samples.batch(model, ROWS), 0, ROWS, 1, 5, gradients.clone());
    assertThat(worker.gradients(weights, batch, 0, ROWS, 1, 5, gradients)).isEqualTo(hard);
    long least =
        Allocation.least(
            () -> {
              for (int i = 0; i < 100; i++) {
                weights.changed();
                worker.gradients(weights, batch, 0, ROWS, 1, 5, gradients);
              }
            });
    assertThat(least).as("bytes in 100 steps").isLessThan(2000);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void distributions_everyTarget_sumToOneAndHoldItsScore(ModelSpec.Neural spec) {
    NeuralModel model = Samples.create(spec).withoutDropout();
    int V = model.vocabulary();
    Batch batch = Samples.batch(model, ROWS);
    Weights weights = new Weights(Samples.values(model));
    float[] nll = new float[batch.targets().length];
    float[] probabilities = new float[nll.length * V];
    model.worker().score(weights, batch, 0, ROWS, nll);
    model.worker().distributions(weights, batch, 0, ROWS, probabilities);
    for (int i = 0; i < nll.length; i++) {
      double sum = 0;
      for (int id = 0; id < V; id++) {
        sum += probabilities[i * V + id];
      }
      if (batch.targets()[i] == Batch.IGNORED) {
        assertThat(sum).isZero();
      } else {
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(-Math.log(probabilities[i * V + batch.targets()[i]]))
            .isCloseTo(nll[i], within(1e-4));
      }
    }
  }

  /** The sample batch, with soft targets whose numbers are not in the batch's order. */
  private Batch batch(NeuralModel model) throws IOException {
    Batch plain = Samples.batch(model, ROWS);
    int n = plain.targets().length;
    SoftLoss loss =
        SoftLoss.of(
            SoftTargetFiles.any(folder.resolve("soft"), n, model.vocabulary(), TOP), WEIGHT);
    Batch batch =
        new Batch(ROWS, model.context(), model.targetsPerRow(), plain.state().clone(), loss);
    System.arraycopy(plain.inputs(), 0, batch.inputs(), 0, plain.inputs().length);
    System.arraycopy(plain.targets(), 0, batch.targets(), 0, n);
    System.arraycopy(plain.starts(), 0, batch.starts(), 0, plain.starts().length);
    for (int i = 0; i < n; i++) {
      batch.positions()[i] = (long) n - 1 - i;
    }
    return batch;
  }

  /** Σ (1 − α)·nll + α·cross-entropy over the K and all others. */
  private static double loss(
      NeuralModel.Worker worker,
      NeuralModel model,
      Batch batch,
      float[] values,
      float[] direction,
      float step) {
    float[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    int V = model.vocabulary();
    float[] p = new float[batch.targets().length * V];
    worker.distributions(new Weights(moved), batch, 0, ROWS, p);
    int[] ids = new int[TOP];
    float[] q = new float[TOP];
    double sum = 0;
    for (int i = 0; i < batch.targets().length; i++) {
      if (batch.targets()[i] != Batch.IGNORED) {
        batch.softLoss().copy(batch.positions()[i], ids, q, 0);
        double known = 0;
        double own = 0;
        double soft = 0;
        for (int k = 0; k < TOP; k++) {
          known += q[k];
          own += p[i * V + ids[k]];
          soft -= q[k] * Math.log(p[i * V + ids[k]]);
        }
        soft -= (1 - known) * Math.log(1 - own);
        sum += WEIGHT * soft - (1 - WEIGHT) * Math.log(p[i * V + batch.targets()[i]]);
      }
    }
    return sum;
  }

  /** Of length one within the parameter, and zero outside. */
  private static float[] direction(
      Parameter p, float @Nullable [] like, int n, RandomStream random) {
    float[] x = new float[n];
    double squares = 0;
    for (int i = p.offset(); i < p.end(); i++) {
      x[i] = like == null ? (float) random.nextGaussian() : like[i];
      squares += (double) x[i] * x[i];
    }
    for (int i = p.offset(); i < p.end(); i++) {
      x[i] = squares > 0 ? (float) (x[i] / Math.sqrt(squares)) : 0;
    }
    return x;
  }
}
