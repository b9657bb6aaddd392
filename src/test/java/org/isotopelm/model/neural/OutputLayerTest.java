package org.isotopelm.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.Dropout;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several panels of words and blocks of rows, against the definition in double. */
class OutputLayerTest {
  private static final int IN = 5;
  private static final int DIRECT = 3;
  private static final float SCALE = 0.01f;

  private final RandomStream random = RandomStream.of(1, "output");

  @ParameterizedTest
  @CsvSource({
    "1, 3, true",
    "7, 1, false",
    "255, 20, true",
    "256, 33, true",
    "257, 16, false",
    "700, 401, true",
  })
  void gradientsAndScore_asTheDefinition(int vocabulary, int rows, boolean biases) {
    ParameterSet.Builder builder = ParameterSet.builder();
    Linear head = Linear.add(builder, "head", Role.HEAD, -1, 1, IN, vocabulary, biases);
    Linear direct = Linear.add(builder, "direct", Role.HEAD, -1, 1, DIRECT, vocabulary, false);
    float[] values = normal(builder.build().length());
    float[] x = normal(rows * IN);
    float[] z = normal(rows * DIRECT);
    float[] dx = normal(rows * IN);
    float[] dz = new float[rows * DIRECT];
    float[] before = dx.clone();
    int[] targets = new int[rows];
    for (int row = 0; row < rows; row++) {
      targets[row] = row % 6 == 2 ? -1 : random.nextInt(vocabulary);
    }
    Engine engine = Engine.best();
    Pass pass = new Pass(engine.products().get(), engine, new Team(1));
    OutputLayer output =
        new OutputLayer(
            rows, new OutputLayer.Input(head, x, dx), new OutputLayer.Input(direct, z, dz));
    float[] gradients = new float[values.length];
    pass.training(new Weights(values), gradients, Dropout.NONE, 0);
    output.gradients(
        pass,
        Math.min(rows, 19),
        targets,
        0,
        SCALE,
        SoftLoss.NONE,
        new long[0]); // leaves what must not matter
    System.arraycopy(before, 0, dx, 0, dx.length);
    Arrays.fill(dz, 0);
    Arrays.fill(gradients, 0);
    double sum = output.gradients(pass, rows, targets, 0, SCALE, SoftLoss.NONE, new long[0]);
    float[] nll = new float[rows];
    output.score(pass, rows, targets, 0, nll, 0);

    double expected = 0;
    double[] dValues = new double[values.length];
    for (int row = 0; row < rows; row++) {
      double[] logits = logits(head, direct, values, x, z, row, vocabulary);
      double total = 0;
      for (double logit : logits) {
        total += Math.exp(logit);
      }
      int target = targets[row];
      double own = target < 0 ? 0 : Math.log(total) - logits[target];
      assertThat((double) nll[row]).isCloseTo(own, within(1e-5));
      expected += own;
      double[] dRow = new double[IN];
      for (int v = 0; v < vocabulary && target >= 0; v++) {
        double d = SCALE * (Math.exp(logits[v]) / total - (v == target ? 1 : 0));
        for (int i = 0; i < IN; i++) {
          dValues[head.weight().offset() + v * IN + i] += d * x[row * IN + i];
          dRow[i] += d * values[head.weight().offset() + v * IN + i];
        }
        for (int i = 0; i < DIRECT; i++) {
          dValues[direct.weight().offset() + v * DIRECT + i] += d * z[row * DIRECT + i];
        }
        if (head.bias() != null) {
          dValues[head.bias().offset() + v] += d;
        }
      }
      for (int i = 0; i < IN; i++) {
        assertThat((double) dx[row * IN + i])
            .isCloseTo(before[row * IN + i] + dRow[i], within(1e-5));
      }
    }
    assertThat(sum).isCloseTo(expected, within(1e-5 * rows));
    for (int i = 0; i < values.length; i++) {
      assertThat((double) gradients[i]).isCloseTo(dValues[i], within(2e-6));
    }
  }

  private static double[] logits(
      Linear head, Linear direct, float[] values, float[] x, float[] z, int row, int vocabulary) {
    double[] logits = new double[vocabulary];
    for (int v = 0; v < vocabulary; v++) {
      double sum = head.bias() == null ? 0 : values[head.bias().offset() + v];
      for (int i = 0; i < IN; i++) {
        sum += (double) values[head.weight().offset() + v * IN + i] * x[row * IN + i];
      }
      for (int i = 0; i < DIRECT; i++) {
        sum += (double) values[direct.weight().offset() + v * DIRECT + i] * z[row * DIRECT + i];
      }
      logits[v] = sum;
    }
    return logits;
  }

  private float[] normal(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }
}
