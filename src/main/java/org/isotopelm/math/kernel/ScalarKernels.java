package org.isotopelm.math.kernel;

import java.util.Arrays;

/** The readable reference: the oracle of the vector kernels, their tails, and the fallback. */
public final class ScalarKernels implements Kernels {
  /** √(2/π), of GELU's tanh form. */
  static final float GELU_SCALE = 0.7978846f;

  static final float GELU_CUBIC = 0.044715f;

  private final float[] partials = new float[PARTIALS];

  @Override
  public void add(float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int n) {
    addTail(a, aAt, b, bAt, sum, sumAt, 0, n);
  }

  static void addTail(
      float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[sumAt + i] = a[aAt + i] + b[bAt + i];
    }
  }

  @Override
  public void columnMaxima(
      float[] x, int at, int stride, int rows, int columns, float[] max, int maxAt) {
    System.arraycopy(x, at, max, maxAt, columns);
    for (int row = 1; row < rows; row++) {
      maximaTail(x, at + row * stride, 0, columns, max, maxAt);
    }
  }

  static void maximaTail(float[] x, int at, int from, int to, float[] max, int maxAt) {
    for (int i = from; i < to; i++) {
      max[maxAt + i] = Math.max(max[maxAt + i], x[at + i]);
    }
  }

  @Override
  public void columnExponentials(
      float[] x,
      int at,
      int stride,
      int rows,
      int columns,
      float[] shift,
      int shiftAt,
      float[] sums,
      int sumsAt) {
    Arrays.fill(sums, sumsAt, sumsAt + columns, 0);
    for (int row = 0; row < rows; row++) {
      columnExponentialsTail(x, at + row * stride, 0, columns, shift, shiftAt, sums, sumsAt);
    }
  }

  static void columnExponentialsTail(
      float[] x, int at, int from, int to, float[] shift, int shiftAt, float[] sums, int sumsAt) {
    for (int i = from; i < to; i++) {
      float e = Exponential.exp(Math.max(x[at + i] - shift[shiftAt + i], -Exponential.LIMIT));
      x[at + i] = e;
      sums[sumsAt + i] += e;
    }
  }

  @Override
  public void scaleColumns(
      float[] x, int at, int stride, int rows, int columns, float[] factor, int factorAt) {
    for (int row = 0; row < rows; row++) {
      scaleColumnsTail(x, at + row * stride, 0, columns, factor, factorAt);
    }
  }

  @Override
  public void rowSums(float[] x, int at, int stride, int rows, int columns, float[] sums) {
    for (int row = 0; row < rows; row++) {
      sums[row] = sum(x, at + row * stride, columns);
    }
  }

  private float sum(float[] x, int at, int n) {
    Arrays.fill(partials, 0);
    sumTail(x, at, 0, n, partials);
    return total(partials);
  }

  static void scaleColumnsTail(float[] x, int at, int from, int to, float[] factor, int factorAt) {
    for (int i = from; i < to; i++) {
      x[at + i] *= factor[factorAt + i];
    }
  }

  @Override
  public void tanh(float[] x, float[] derivative, int n) {
    tanhTail(x, derivative, 0, n);
  }

  /** tanh(x) = (e²ˣ − 1) / (e²ˣ + 1). */
  static void tanhTail(float[] x, float[] derivative, int from, int to) {
    for (int i = from; i < to; i++) {
      float e = Exponential.expMinusOne(Exponential.clamp(2 * x[i]));
      float y = e / (e + 2);
      x[i] = y;
      derivative[i] = Math.fma(-y, y, 1);
    }
  }

  @Override
  public void tanh(float[] x, int at, int n) {
    tanhTail(x, at, 0, n);
  }

  static void tanhTail(float[] x, int at, int from, int to) {
    for (int i = at + from; i < at + to; i++) {
      float e = Exponential.expMinusOne(Exponential.clamp(2 * x[i]));
      x[i] = e / (e + 2);
    }
  }

  @Override
  public void logistic(float[] x, int at, int n) {
    logisticTail(x, at, 0, n);
  }

  static void logisticTail(float[] x, int at, int from, int to) {
    for (int i = at + from; i < at + to; i++) {
      x[i] = 1 / (Exponential.exp(Exponential.clamp(-x[i])) + 1);
    }
  }

  @Override
  public void relu(float[] x, float[] derivative, int n) {
    reluTail(x, derivative, 0, n);
  }

  /** A NaN stays one, so that divergence is seen. */
  static void reluTail(float[] x, float[] derivative, int from, int to) {
    for (int i = from; i < to; i++) {
      derivative[i] = x[i] > 0 ? 1 : 0;
      x[i] = Math.max(x[i], 0);
    }
  }

  @Override
  public void gelu(float[] x, float[] derivative, int n) {
    geluTail(x, derivative, 0, n);
  }

  /** ½(1 + tanh u) is the logistic function s of 2u, and its derivative 2s(1 − s)·u′. */
  static void geluTail(float[] x, float[] derivative, int from, int to) {
    for (int i = from; i < to; i++) {
      float v = x[i];
      float cubic = GELU_CUBIC * v * v;
      float minus2u = -2 * GELU_SCALE * v * (cubic + 1);
      float s = 1 / (Exponential.exp(Exponential.clamp(minus2u)) + 1);
      float y = v * s;
      float slope = 2 * GELU_SCALE * Math.fma(cubic, 3f, 1f);
      x[i] = y;
      derivative[i] = Math.fma(y * (1 - s), slope, s);
    }
  }

  @Override
  public void swiglu(float[] gateUp, int rows, int columns, float[] y) {
    for (int row = 0; row < rows; row++) {
      swigluTail(gateUp, 2 * row * columns, 0, columns, y, row * columns);
    }
  }

  static void swigluTail(float[] gateUp, int at, int from, int columns, float[] y, int yAt) {
    for (int i = from; i < columns; i++) {
      float z = gateUp[at + i];
      float s = 1 / (Exponential.exp(Exponential.clamp(-z)) + 1);
      y[yAt + i] = z * s * gateUp[at + columns + i];
    }
  }

  @Override
  public void swigluGradient(float[] gateUp, float[] dy, int rows, int columns, float[] dGateUp) {
    for (int row = 0; row < rows; row++) {
      swigluGradientTail(gateUp, 2 * row * columns, 0, columns, dy, row * columns, dGateUp);
    }
  }

  /** SiLU′(z) = s + z·s·(1 − s), s being the logistic function. */
  static void swigluGradientTail(
      float[] gateUp, int at, int from, int columns, float[] dy, int dyAt, float[] dGateUp) {
    for (int i = from; i < columns; i++) {
      float z = gateUp[at + i];
      float s = 1 / (Exponential.exp(Exponential.clamp(-z)) + 1);
      float silu = z * s;
      float d = dy[dyAt + i];
      dGateUp[at + i] = d * gateUp[at + columns + i] * Math.fma(silu, 1 - s, s);
      dGateUp[at + columns + i] = d * silu;
    }
  }

  @Override
  public void norm(
      Normalization by,
      float[] values,
      float[] x,
      int rows,
      float[] y,
      Normalization.Statistics statistics) {
    int columns = by.columns();
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      float mean = by.centred() ? sum(x, at, columns) / columns : 0;
      Arrays.fill(partials, 0);
      deviationsTail(x, at, 0, columns, mean, partials);
      statistics.means()[row] = mean;
      statistics.scales()[row] = normScale(by, total(partials) / columns);
      normTail(by, values, x, row, 0, y, statistics);
    }
  }

  static void sumTail(float[] x, int at, int from, int to, float[] partials) {
    for (int i = from; i < to; i++) {
      partials[i % PARTIALS] += x[at + i];
    }
  }

  static void deviationsTail(float[] x, int at, int from, int to, float mean, float[] partials) {
    for (int i = from; i < to; i++) {
      float d = x[at + i] - mean;
      partials[i % PARTIALS] = Math.fma(d, d, partials[i % PARTIALS]);
    }
  }

  static float normScale(Normalization by, float variance) {
    return (float) (1 / Math.sqrt(variance + by.epsilon()));
  }

  static void normTail(
      Normalization by,
      float[] values,
      float[] x,
      int row,
      int from,
      float[] y,
      Normalization.Statistics statistics) {
    float mean = statistics.means()[row];
    float scale = statistics.scales()[row];
    float[] bias = by.bias(values);
    int at = row * by.columns();
    for (int i = from; i < by.columns(); i++) {
      float n = (x[at + i] - mean) * scale;
      y[at + i] = Math.fma(n, values[by.gainAt() + i], bias[by.biasStart() + i]);
    }
  }

  /**
   * With n = (x − mean)·scale and g = dy ⊙ gain: dx = scale·(g − mean(g) − n·mean(g ⊙ n)), without
   * both means where the row is not centred.
   */
  @Override
  public void normGradient(
      Normalization by,
      float[] values,
      float[] dy,
      float[] x,
      int rows,
      Normalization.Statistics statistics,
      float[] dx,
      float[] gradients) {
    int columns = by.columns();
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      float meanG = by.centred() ? dot(dy, at, values, by.gainAt(), columns) / columns : 0;
      Arrays.fill(partials, 0);
      normDotTail(by, values, dy, x, row, 0, statistics, partials);
      float meanGn = total(partials) / columns;
      normGradientTail(by, values, dy, x, row, 0, statistics, meanG, meanGn, dx, gradients);
    }
  }

  /** Adds a·b·(x − mean)·scale. */
  static void normDotTail(
      Normalization by,
      float[] values,
      float[] dy,
      float[] x,
      int row,
      int from,
      Normalization.Statistics statistics,
      float[] partials) {
    float mean = statistics.means()[row];
    float scale = statistics.scales()[row];
    int at = row * by.columns();
    for (int i = from; i < by.columns(); i++) {
      float n = (x[at + i] - mean) * scale;
      float g = dy[at + i] * values[by.gainAt() + i];
      partials[i % PARTIALS] = Math.fma(g, n, partials[i % PARTIALS]);
    }
  }

  static void normGradientTail(
      Normalization by,
      float[] values,
      float[] dy,
      float[] x,
      int row,
      int from,
      Normalization.Statistics statistics,
      float meanG,
      float meanGn,
      float[] dx,
      float[] gradients) {
    float mean = statistics.means()[row];
    float scale = statistics.scales()[row];
    int at = row * by.columns();
    for (int i = from; i < by.columns(); i++) {
      int gain = by.gainAt() + i;
      float n = (x[at + i] - mean) * scale;
      float g = dy[at + i] * values[gain] - meanG;
      dx[at + i] = Math.fma(Math.fma(-n, meanGn, g), scale, dx[at + i]);
      gradients[gain] = Math.fma(dy[at + i], n, gradients[gain]);
    }
  }

  @Override
  public void columnSoftmaxGradient(
      float[] p, int pAt, float[] d, int dAt, int rows, int columns, float factor, float[] dots) {
    Arrays.fill(dots, 0, columns, 0);
    for (int row = 0; row < rows; row++) {
      columnDotsTail(p, pAt + row * columns, d, dAt + row * columns, 0, columns, dots);
    }
    for (int row = 0; row < rows; row++) {
      centreTail(p, pAt + row * columns, d, dAt + row * columns, 0, columns, dots, factor);
    }
  }

  static void columnDotsTail(
      float[] a, int aAt, float[] b, int bAt, int from, int to, float[] dots) {
    for (int i = from; i < to; i++) {
      dots[i] = Math.fma(a[aAt + i], b[bAt + i], dots[i]);
    }
  }

  static void centreTail(
      float[] p, int pAt, float[] d, int dAt, int from, int to, float[] dots, float factor) {
    for (int i = from; i < to; i++) {
      d[dAt + i] = (d[dAt + i] - dots[i]) * p[pAt + i] * factor;
    }
  }

  private float dot(float[] a, int aAt, float[] b, int bAt, int n) {
    Arrays.fill(partials, 0);
    dotTail(a, aAt, b, bAt, 0, n, partials);
    return total(partials);
  }

  static void dotTail(float[] a, int aAt, float[] b, int bAt, int from, int to, float[] partials) {
    for (int i = from; i < to; i++) {
      partials[i % PARTIALS] = Math.fma(a[aAt + i], b[bAt + i], partials[i % PARTIALS]);
    }
  }

  @Override
  public void adamW(
      float[] values,
      float[] gradients,
      float[] m,
      float[] v,
      int from,
      int to,
      AdamStep adam,
      UpdateStep update) {
    adamWTail(values, gradients, m, v, from, to, adam, update);
  }

  static void adamWTail(
      float[] values,
      float[] gradients,
      float[] m,
      float[] v,
      int from,
      int to,
      AdamStep adam,
      UpdateStep update) {
    float clip = update.clip;
    float gradientDecay = update.gradientDecay;
    float b1 = adam.b1;
    float a1 = adam.a1;
    float b2 = adam.b2;
    float a2 = adam.a2;
    float correction = adam.correction;
    float epsilon = adam.epsilon;
    float weightDecay = update.weightDecay;
    float eta = update.eta;
    for (int i = from; i < to; i++) {
      float w = values[i];
      float g = clip * gradients[i] + gradientDecay * w;
      float first = b1 * m[i] + a1 * g;
      float second = b2 * v[i] + a2 * g * g;
      m[i] = first;
      v[i] = second;
      float direction = first / ((float) Math.sqrt(second) * correction + epsilon);
      values[i] = w - (weightDecay * w + eta * direction);
    }
  }

  /** Adds by halves; the partials are lost. */
  static float total(float[] partials) {
    for (int half = PARTIALS / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        partials[i] += partials[i + half];
      }
    }
    return partials[0];
  }
}
