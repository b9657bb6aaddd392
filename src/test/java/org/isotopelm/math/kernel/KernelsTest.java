package org.isotopelm.math.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isotopelm.math.kernel.Normalization.Statistics;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scalar kernels against double arithmetic of the JDK, vector kernels against scalar ones. */
class KernelsTest {
  private static final int AT = 5;
  private static final int ROWS = 3;

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();
  private final RandomStream random = RandomStream.of(1, "kernels");

  /** Around whole vectors of 4, 8 and 16 lanes and whole sets of partial sums. */
  static IntStream sizes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 50), IntStream.of(63, 64, 65, 100, 127, 128, 129, 1000));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void vector_anySize_sameBitsAsScalar(int n) {
    same(n, (k, x, y, z) -> k.add(x, AT, y, 1, z, 2, n));
    same(n, (k, x, y, z) -> k.multiply(x, y, n));
    same(n, (k, x, y, z) -> k.scale(x, AT, n, 1.7f));
    same(n, (k, x, y, z) -> k.tanh(x, y, n));
    same(n, (k, x, y, z) -> k.tanh(x, AT, n));
    same(n, (k, x, y, z) -> k.logistic(x, AT, n));
    same(n, (k, x, y, z) -> k.relu(x, y, n));
    same(n, (k, x, y, z) -> k.gelu(x, y, n));
    same(n, (k, x, y, z) -> k.softmaxNumerators(x, AT, ROWS, n, 0.3f, y, z));
    same(n, (k, x, y, z) -> k.divideColumns(x, AT, ROWS, n, y));
    same(n, (k, x, y, z) -> k.columnSoftmaxGradient(x, AT, y, 3, ROWS, n, 0.3f, z));
    same(n, (k, x, y, z) -> k.columnSoftmaxGradient(x, AT, y, 3, ROWS - 1, n, 0.3f, z));
    same(n, (k, x, y, z) -> k.columnMaxima(x, 2, n + 1, ROWS, n, y, 1));
    same(n, (k, x, y, z) -> k.columnMaxima(x, 0, 2, 8, n, y, 1)); // rows that overlap
    same(n, (k, x, y, z) -> k.columnExponentials(x, 2, n + 1, ROWS, n, y, 1, z, 4));
    same(n, (k, x, y, z) -> k.scaleColumns(x, 2, n + 1, ROWS, n, y, 1));
    same(n, (k, x, y, z) -> k.rowSums(x, 2, n + 1, ROWS, n, y));
    same(n, (k, x, y, z) -> k.columnSums(x, ROWS, n, y, 4));
    same(n, (k, x, y, z) -> k.norm(norm(true, n), z, x, ROWS, y, new Statistics(ROWS)));
    same(n, (k, x, y, z) -> k.norm(norm(false, n), z, x, ROWS, y, new Statistics(ROWS)));
    Normalization without = Normalization.withoutBias(true, n, 1, 1e-5);
    same(n, (k, x, y, z) -> k.norm(without, z, x, ROWS, y, new Statistics(ROWS)));
    same(n, this::normGradient);
    same(n, this::adamW);
    same(n, (k, x, y, z) -> k.swiglu(x, 1, n, y));
    same(n, (k, x, y, z) -> k.swigluGradient(x, y, 1, n, z));
  }

  private void normGradient(Kernels k, float[] x, float[] y, float[] z) {
    int n = x.length / ROWS - AT;
    Statistics statistics =
        new Statistics(new float[] {0.1f, -0.2f, 0.3f}, new float[] {1, 2, 0.5f});
    k.normGradient(norm(true, n), z.clone(), y.clone(), x, ROWS, statistics, z, y);
    k.normGradient(norm(false, n), z.clone(), y.clone(), x, ROWS, statistics, z, y);
  }

  private static Normalization norm(boolean centred, int n) {
    return new Normalization(centred, n, 1, 7, 1e-5);
  }

  private void adamW(Kernels k, float[] x, float[] y, float[] z) {
    float[] v = z.clone();
    k.multiply(v, z, v.length); // not negative
    int to = x.length - 2;
    AdamStep adam = new AdamStep(0.9, 0.95, 1e-8f).begin(3);
    UpdateStep update = new UpdateStep().begin(0.7f, 0.1f).decay(0.01f, 1e-3f);
    k.adamW(x, y, z, v, 1, to, adam, update);
    System.arraycopy(v, 0, y, 0, v.length);
  }

  private interface Use {
    void run(Kernels kernels, float[] x, float[] y, float[] z);
  }

  private void same(int n, Use use) {
    float[][] a = {normal(n), normal(n), normal(n)};
    float[][] b = {a[0].clone(), a[1].clone(), a[2].clone()};
    use.run(scalar, a[0], a[1], a[2]);
    use.run(vector, b[0], b[1], b[2]);
    for (int i = 0; i < a.length; i++) {
      assertThat(b[i]).containsExactly(a[i]);
    }
  }

  private float[] normal(int n) {
    float[] x = new float[ROWS * (n + AT)];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (3 * random.nextGaussian());
    }
    return x;
  }

  @Test
  void exp_inItsRange_closeToTheJdk() {
    for (float x = -87; x <= 87; x += 0.0137f) {
      double expected = Math.exp(x);
      assertThat((double) Exponential.exp(x)).isCloseTo(expected, within(1.5e-7 * expected));
    }
    assertThat(Exponential.exp(0)).isEqualTo(1);
    assertThat(Exponential.exp(Float.NaN)).isNaN();
  }

  @Test
  void tanh_manyArguments_closeToTheJdk() {
    for (double x = 1e-8; x < 50; x *= 1.03) {
      float[] y = {(float) x, (float) -x};
      float[] derivative = new float[2];
      double expected = Math.tanh(y[0]);
      scalar.tanh(y, derivative, 2);
      assertThat((double) y[0]).isCloseTo(expected, within(4e-7 * expected));
      assertThat((double) y[1]).isCloseTo(-expected, within(4e-7 * expected));
      assertThat((double) derivative[0]).isCloseTo(1 - expected * expected, within(2e-7));
    }
  }

  @Test
  void gelu_manyArguments_isTheTanhForm() {
    for (double x = -20; x < 20; x += 0.011) {
      float[] y = {(float) x};
      float[] derivative = new float[1];
      double v = y[0];
      scalar.gelu(y, derivative, 1);
      assertThat((double) y[0]).isCloseTo(gelu(v), within(3e-7 * (1 + Math.abs(v))));
      double slope = (gelu(v + 1e-5) - gelu(v - 1e-5)) / 2e-5;
      assertThat((double) derivative[0]).isCloseTo(slope, within(2e-6));
    }
  }

  /** Hendrycks and Gimpel 2016, section 2. */
  private static double gelu(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  @Test
  void relu_negativeZeroPositive_valueAndDerivative() {
    float[] x = {-2, 0, 3, Float.NaN};
    float[] derivative = new float[4];
    scalar.relu(x, derivative, 4);
    assertThat(x).containsExactly(0, 0, 3, Float.NaN);
    assertThat(derivative).containsExactly(0, 0, 1, 0);
  }

  @Test
  void norm_byRootMeanSquare_byHand() {
    float[] y = new float[2];
    Statistics statistics = new Statistics(1);
    float[] gain = {1, 2};
    // √((9 + 16)/2 + 1e-5) = 3.5355353
    Normalization by = Normalization.withoutBias(false, 2, 0, 1e-5);
    scalar.norm(by, gain, new float[] {3, 4}, 1, y, statistics);
    assertThat(y).containsExactly(new float[] {0.848528f, 2.262741f}, within(1e-6f));
    assertThat(statistics.scales()[0]).isCloseTo(0.2828426f, within(1e-7f));
  }

  @Test
  void swiglu_byHand() {
    float[] y = new float[2];
    scalar.swiglu(new float[] {0, 2, 5, 3}, 1, 2, y);
    // 2/(1 + e⁻²)·3
    assertThat(y).containsExactly(new float[] {0, 5.284783f}, within(1e-6f));
  }

  @Test
  void layerNorm_byHand() {
    // Mean 3, variance 2; gain 2, bias 1.
    float[] x = {1, 2, 3, 4, 5};
    float[] gainAndBias = {2, 2, 2, 2, 2, 1, 1, 1, 1, 1};
    float[] y = new float[5];
    Statistics statistics = new Statistics(1);
    scalar.norm(new Normalization(true, 5, 0, 5, 1e-5), gainAndBias, x, 1, y, statistics);
    assertThat(statistics.means()[0]).isEqualTo(3);
    double expectedScale = 1 / Math.sqrt(2.00001);
    assertThat((double) statistics.scales()[0]).isCloseTo(expectedScale, within(1e-7));
    for (int i = 0; i < 5; i++) {
      assertThat((double) y[i]).isCloseTo((x[i] - 3) * expectedScale * 2 + 1, within(1e-6));
    }
  }

  @Test
  void columnKernels_byHand() {
    // Two columns of three rows that are four apart.
    float[] x = {9, 1, 5, 9, 9, 3, 2, 9, 9, 2, 4, 9};
    float[] max = new float[2];
    scalar.columnMaxima(x, 1, 4, 3, 2, max, 0);
    assertThat(max).containsExactly(3, 5);
    float[] sums = {7, 7};
    scalar.columnExponentials(x, 1, 4, 3, 2, max, 0, sums, 0);
    float[] expected = {
      (float) (Math.exp(-2) + 1 + Math.exp(-1)), (float) (1 + Math.exp(-3) + Math.exp(-1))
    };
    assertThat(sums).containsExactly(expected, within(1e-6f));
    assertThat(x[5]).isEqualTo(1);
    assertThat(x[6]).isCloseTo((float) Math.exp(-3), within(1e-8f));
    float[] rows = new float[3];
    scalar.scaleColumns(x, 1, 4, 3, 2, new float[] {10, 2}, 0);
    scalar.rowSums(x, 1, 4, 3, 2, rows);
    assertThat(x[5]).isEqualTo(10);
    assertThat(rows[1]).isCloseTo((float) (10 + 2 * Math.exp(-3)), within(1e-5f));
    assertThat(x[4]).isEqualTo(9); // what lies between the rows stays
  }

  @Test
  void columnMaxima_aNaN_isSeen() {
    for (Kernels kernels : new Kernels[] {scalar, vector}) {
      float[] x = new float[80];
      x[57] = Float.NaN;
      float[] max = new float[40];
      kernels.columnMaxima(x, 0, 40, 2, 40, max, 0);
      assertThat(max[17]).isNaN();
      assertThat(max[16]).isZero();
    }
  }

  @Test
  void softmax_evenly_sumsToOne() {
    float[] x = new float[37];
    Arrays.fill(x, -1000);
    softmax(vector, x, 37, 1, 1);
    assertThat(x).containsExactly(fill(37, 1f / 37), within(1e-8f));
  }

  @Test
  void softmaxAndGradient_manyElements_asInDoubleArithmetic() {
    int n = 77;
    float[] x = Arrays.copyOf(normal(n), n);
    float[] p = x.clone();
    double max = IntStream.range(0, n).mapToDouble(i -> 0.3 * x[i]).max().orElseThrow();
    double[] e = IntStream.range(0, n).mapToDouble(i -> Math.exp(0.3 * x[i] - max)).toArray();
    double sum = Arrays.stream(e).sum();
    softmax(scalar, p, n, 1, 0.3f);
    float[] d = normal(n);
    double dot = IntStream.range(0, n).mapToDouble(i -> d[i] * e[i] / sum).sum();
    float[] gradient = d.clone();
    scalar.columnSoftmaxGradient(p, 0, gradient, 0, n, 1, 0.3f, new float[1]);
    for (int i = 0; i < n; i++) {
      assertThat((double) p[i]).isCloseTo(e[i] / sum, within(1e-6 * e[i] / sum));
      double expected = 0.3 * e[i] / sum * (d[i] - dot);
      assertThat((double) gradient[i]).isCloseTo(expected, within(2e-6 * e[i] / sum));
    }
  }

  @Test
  void softmax_oneNotANumber_itsColumnIsNone() {
    float[] x = normal(20);
    x[2 * 20 + 3] = Float.NaN;
    softmax(vector, x, ROWS, 20, 1);
    for (int i = 0; i < ROWS * 20; i++) {
      assertThat(Float.isNaN(x[i])).isEqualTo(i % 20 == 3);
    }
  }

  private static void softmax(Kernels kernels, float[] x, int rows, int columns, float factor) {
    float[] sums = new float[columns];
    kernels.softmaxNumerators(x, 0, rows, columns, factor, new float[columns], sums);
    kernels.divideColumns(x, 0, rows, columns, sums);
  }

  private static float[] fill(int n, float value) {
    float[] x = new float[n];
    Arrays.fill(x, value);
    return x;
  }
}
