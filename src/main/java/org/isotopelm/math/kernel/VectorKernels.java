package org.isotopelm.math.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.isotopelm.math.kernel.Exponential.LIMIT;
import static org.isotopelm.math.kernel.Exponential.MANTISSA_BITS;
import static org.isotopelm.math.kernel.Exponential.ONE_BITS;
import static org.isotopelm.math.kernel.Exponential.ROUNDER;
import static org.isotopelm.math.kernel.ScalarKernels.GELU_CUBIC;
import static org.isotopelm.math.kernel.ScalarKernels.GELU_SCALE;
import static org.isotopelm.math.kernel.ScalarKernels.normScale;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API.
 *
 * <p>Vectors are never passed between methods here: past the compiler's inlining limits they would
 * be boxed, at random from run to run. So exp is written out again and again. Sums along a row are
 * those of {@link VectorSums}. What is left of a row after whole vectors is done by the scalar
 * kernels.
 */
public final class VectorKernels implements Kernels {
  /** The widest vectors that are not wider than the partial sums. */
  public static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > PARTIALS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  private static final FloatVector ZERO = FloatVector.zero(SPECIES);
  private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
  private static final FloatVector LOG2_E = FloatVector.broadcast(SPECIES, Exponential.LOG2_E);
  private static final FloatVector ROUNDERS = FloatVector.broadcast(SPECIES, ROUNDER);
  private static final FloatVector MINUS_LN2_HIGH =
      FloatVector.broadcast(SPECIES, Exponential.MINUS_LN2_HIGH);
  private static final FloatVector MINUS_LN2_LOW =
      FloatVector.broadcast(SPECIES, Exponential.MINUS_LN2_LOW);
  private static final FloatVector P7 = FloatVector.broadcast(SPECIES, Exponential.P7);
  private static final FloatVector P6 = FloatVector.broadcast(SPECIES, Exponential.P6);
  private static final FloatVector P5 = FloatVector.broadcast(SPECIES, Exponential.P5);
  private static final FloatVector P4 = FloatVector.broadcast(SPECIES, Exponential.P4);
  private static final FloatVector P3 = FloatVector.broadcast(SPECIES, Exponential.P3);
  private static final FloatVector P2 = FloatVector.broadcast(SPECIES, Exponential.P2);

  private final VectorSums sums = new VectorSums();
  private final Kernels meanwhile = new ScalarKernels();
  private final ColdStart start;

  /** Kernels that use vectors at once. */
  public VectorKernels() {
    this(ColdStart.over());
  }

  /** Kernels that are ready once the start is over. */
  public VectorKernels(ColdStart start) {
    this.start = start;
  }

  @Override
  public Kernels ready() {
    return start.isOn() ? meanwhile : this;
  }

  @Override
  public void add(float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int n) {
    int bound = SPECIES.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .add(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(sum, sumAt + i);
    }
    ScalarKernels.addTail(a, aAt, b, bAt, sum, sumAt, bound, n);
  }

  @Override
  public void columnMaxima(
      float[] x, int at, int stride, int rows, int columns, float[] max, int maxAt) {
    int bound = SPECIES.loopBound(columns);
    System.arraycopy(x, at, max, maxAt, columns);
    int row = 1;
    for (; row + 4 <= rows; row += 4) { // four, so that the maxima are loaded and stored less often
      int from = at + row * stride;
      for (int i = from; i < from + bound; i += LANES) {
        int to = maxAt + i - from;
        FloatVector first =
            FloatVector.fromArray(SPECIES, x, i).max(FloatVector.fromArray(SPECIES, x, i + stride));
        FloatVector second =
            FloatVector.fromArray(SPECIES, x, i + 2 * stride)
                .max(FloatVector.fromArray(SPECIES, x, i + 3 * stride));
        FloatVector.fromArray(SPECIES, max, to).max(first.max(second)).intoArray(max, to);
      }
    }
    for (; row < rows; row++) {
      int from = at + row * stride;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector.fromArray(SPECIES, max, maxAt + i)
            .max(FloatVector.fromArray(SPECIES, x, from + i))
            .intoArray(max, maxAt + i);
      }
    }
    for (row = 1; row < rows; row++) {
      ScalarKernels.maximaTail(x, at + row * stride, bound, columns, max, maxAt);
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
    int bound = SPECIES.loopBound(columns);
    Arrays.fill(sums, sumsAt, sumsAt + columns, 0);
    for (int row = 0; row < rows; row++) {
      int from = at + row * stride;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector v =
            FloatVector.fromArray(SPECIES, x, from + i)
                .sub(FloatVector.fromArray(SPECIES, shift, shiftAt + i))
                .max(-LIMIT);
        FloatVector rounded = v.fma(LOG2_E, ROUNDERS);
        FloatVector m = rounded.sub(ROUNDER);
        FloatVector r = m.fma(MINUS_LN2_LOW, m.fma(MINUS_LN2_HIGH, v));
        FloatVector q = P7.fma(r, P6).fma(r, P5).fma(r, P4).fma(r, P3).fma(r, P2).fma(r.mul(r), r);
        FloatVector power =
            rounded
                .reinterpretAsInts()
                .lanewise(LSHL, MANTISSA_BITS)
                .add(ONE_BITS)
                .reinterpretAsFloats();
        FloatVector e = q.fma(power, power);
        e.intoArray(x, from + i);
        FloatVector.fromArray(SPECIES, sums, sumsAt + i).add(e).intoArray(sums, sumsAt + i);
      }
      ScalarKernels.columnExponentialsTail(x, from, bound, columns, shift, shiftAt, sums, sumsAt);
    }
  }

  @Override
  public void scaleColumns(
      float[] x, int at, int stride, int rows, int columns, float[] factor, int factorAt) {
    int bound = SPECIES.loopBound(columns);
    for (int row = 0; row < rows; row++) {
      int from = at + row * stride;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector.fromArray(SPECIES, x, from + i)
            .mul(FloatVector.fromArray(SPECIES, factor, factorAt + i))
            .intoArray(x, from + i);
      }
      ScalarKernels.scaleColumnsTail(x, from, bound, columns, factor, factorAt);
    }
  }

  @Override
  public void rowSums(float[] x, int at, int stride, int rows, int columns, float[] rowSums) {
    for (int row = 0; row < rows; row++) {
      rowSums[row] = sums.sum(x, at + row * stride, columns);
    }
  }

  @Override
  public void tanh(float[] x, float[] derivative, int n) {
    int bound = SPECIES.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i).mul(2).max(-LIMIT).min(LIMIT);
      FloatVector rounded = v.fma(LOG2_E, ROUNDERS);
      FloatVector m = rounded.sub(ROUNDER);
      FloatVector r = m.fma(MINUS_LN2_LOW, m.fma(MINUS_LN2_HIGH, v));
      FloatVector q = P7.fma(r, P6).fma(r, P5).fma(r, P4).fma(r, P3).fma(r, P2).fma(r.mul(r), r);
      FloatVector power =
          rounded
              .reinterpretAsInts()
              .lanewise(LSHL, MANTISSA_BITS)
              .add(ONE_BITS)
              .reinterpretAsFloats();
      FloatVector e = q.fma(power, power.sub(1));
      FloatVector y = e.div(e.add(2));
      y.intoArray(x, i);
      y.neg().fma(y, ONE).intoArray(derivative, i);
    }
    ScalarKernels.tanhTail(x, derivative, bound, n);
  }

  @Override
  public void tanh(float[] x, int at, int n) {
    int bound = SPECIES.loopBound(n);
    for (int i = at; i < at + bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i).mul(2).max(-LIMIT).min(LIMIT);
      FloatVector rounded = v.fma(LOG2_E, ROUNDERS);
      FloatVector m = rounded.sub(ROUNDER);
      FloatVector r = m.fma(MINUS_LN2_LOW, m.fma(MINUS_LN2_HIGH, v));
      FloatVector q = P7.fma(r, P6).fma(r, P5).fma(r, P4).fma(r, P3).fma(r, P2).fma(r.mul(r), r);
      FloatVector power =
          rounded
              .reinterpretAsInts()
              .lanewise(LSHL, MANTISSA_BITS)
              .add(ONE_BITS)
              .reinterpretAsFloats();
      FloatVector e = q.fma(power, power.sub(1));
      e.div(e.add(2)).intoArray(x, i);
    }
    ScalarKernels.tanhTail(x, at, bound, n);
  }

  @Override
  public void logistic(float[] x, int at, int n) {
    int bound = SPECIES.loopBound(n);
    for (int i = at; i < at + bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i).neg().max(-LIMIT).min(LIMIT);
      FloatVector rounded = v.fma(LOG2_E, ROUNDERS);
      FloatVector m = rounded.sub(ROUNDER);
      FloatVector r = m.fma(MINUS_LN2_LOW, m.fma(MINUS_LN2_HIGH, v));
      FloatVector q = P7.fma(r, P6).fma(r, P5).fma(r, P4).fma(r, P3).fma(r, P2).fma(r.mul(r), r);
      FloatVector power =
          rounded
              .reinterpretAsInts()
              .lanewise(LSHL, MANTISSA_BITS)
              .add(ONE_BITS)
              .reinterpretAsFloats();
      ONE.div(q.fma(power, power).add(1)).intoArray(x, i);
    }
    ScalarKernels.logisticTail(x, at, bound, n);
  }

  @Override
  public void relu(float[] x, float[] derivative, int n) {
    int bound = SPECIES.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      ZERO.blend(ONE, v.compare(GT, 0)).intoArray(derivative, i);
      v.max(0).intoArray(x, i);
    }
    ScalarKernels.reluTail(x, derivative, bound, n);
  }

  @Override
  public void gelu(float[] x, float[] derivative, int n) {
    int bound = SPECIES.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, i);
      FloatVector cubic = x0.mul(GELU_CUBIC).mul(x0);
      FloatVector v = x0.mul(-2 * GELU_SCALE).mul(cubic.add(1)).max(-LIMIT).min(LIMIT);
      FloatVector rounded = v.fma(LOG2_E, ROUNDERS);
      FloatVector m = rounded.sub(ROUNDER);
      FloatVector r = m.fma(MINUS_LN2_LOW, m.fma(MINUS_LN2_HIGH, v));
      FloatVector q = P7.fma(r, P6).fma(r, P5).fma(r, P4).fma(r, P3).fma(r, P2).fma(r.mul(r), r);
      FloatVector power =
          rounded
              .reinterpretAsInts()
              .lanewise(LSHL, MANTISSA_BITS)
              .add(ONE_BITS)
              .reinterpretAsFloats();
      FloatVector s = ONE.div(q.fma(power, power).add(1));
      FloatVector y = x0.mul(s);
      FloatVector slope = cubic.fma(3, 1).mul(2 * GELU_SCALE);
      y.intoArray(x, i);
      y.mul(ONE.sub(s)).fma(slope, s).intoArray(derivative, i);
    }
    ScalarKernels.geluTail(x, derivative, bound, n);
  }

  @Override
  public void swiglu(float[] gateUp, int rows, int columns, float[] y) {
    int bound = SPECIES.loopBound(columns);
    for (int row = 0; row < rows; row++) {
      int at = 2 * row * columns;
      int to = row * columns;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector z = FloatVector.fromArray(SPECIES, gateUp, at + i);
        FloatVector v = z.neg().max(-LIMIT).min(LIMIT);
        FloatVector rounded = v.fma(LOG2_E, ROUNDERS);
        FloatVector m = rounded.sub(ROUNDER);
        FloatVector r = m.fma(MINUS_LN2_LOW, m.fma(MINUS_LN2_HIGH, v));
        FloatVector q = P7.fma(r, P6).fma(r, P5).fma(r, P4).fma(r, P3).fma(r, P2).fma(r.mul(r), r);
        FloatVector power =
            rounded
                .reinterpretAsInts()
                .lanewise(LSHL, MANTISSA_BITS)
                .add(ONE_BITS)
                .reinterpretAsFloats();
        FloatVector s = ONE.div(q.fma(power, power).add(1));
        z.mul(s).mul(FloatVector.fromArray(SPECIES, gateUp, at + columns + i)).intoArray(y, to + i);
      }
      ScalarKernels.swigluTail(gateUp, at, bound, columns, y, to);
    }
  }

  @Override
  public void swigluGradient(float[] gateUp, float[] dy, int rows, int columns, float[] dGateUp) {
    int bound = SPECIES.loopBound(columns);
    for (int row = 0; row < rows; row++) {
      int at = 2 * row * columns;
      int from = row * columns;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector z = FloatVector.fromArray(SPECIES, gateUp, at + i);
        FloatVector v = z.neg().max(-LIMIT).min(LIMIT);
        FloatVector rounded = v.fma(LOG2_E, ROUNDERS);
        FloatVector m = rounded.sub(ROUNDER);
        FloatVector r = m.fma(MINUS_LN2_LOW, m.fma(MINUS_LN2_HIGH, v));
        FloatVector q = P7.fma(r, P6).fma(r, P5).fma(r, P4).fma(r, P3).fma(r, P2).fma(r.mul(r), r);
        FloatVector power =
            rounded
                .reinterpretAsInts()
                .lanewise(LSHL, MANTISSA_BITS)
                .add(ONE_BITS)
                .reinterpretAsFloats();
        FloatVector s = ONE.div(q.fma(power, power).add(1));
        FloatVector silu = z.mul(s);
        FloatVector d = FloatVector.fromArray(SPECIES, dy, from + i);
        d.mul(FloatVector.fromArray(SPECIES, gateUp, at + columns + i))
            .mul(silu.fma(ONE.sub(s), s))
            .intoArray(dGateUp, at + i);
        d.mul(silu).intoArray(dGateUp, at + columns + i);
      }
      ScalarKernels.swigluGradientTail(gateUp, at, bound, columns, dy, from, dGateUp);
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
    int gainAt = by.gainAt();
    float[] bias = by.bias(values);
    int biasAt = by.biasStart();
    int bound = SPECIES.loopBound(columns);
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      float mean = by.centred() ? sums.sum(x, at, columns) / columns : 0;
      float scale = normScale(by, sums.squares(x, at, columns, mean) / columns);
      statistics.means()[row] = mean;
      statistics.scales()[row] = scale;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector.fromArray(SPECIES, x, at + i)
            .sub(mean)
            .mul(scale)
            .fma(
                FloatVector.fromArray(SPECIES, values, gainAt + i),
                FloatVector.fromArray(SPECIES, bias, biasAt + i))
            .intoArray(y, at + i);
      }
      ScalarKernels.normTail(by, values, x, row, bound, y, statistics);
    }
  }

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
    int gainAt = by.gainAt();
    int bound = SPECIES.loopBound(columns);
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      float mean = statistics.means()[row];
      float scale = statistics.scales()[row];
      float meanG = by.centred() ? sums.dot(dy, at, values, gainAt, columns) / columns : 0;
      float meanGn = sums.normDot(by, values, dy, x, row, statistics) / columns;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector n = FloatVector.fromArray(SPECIES, x, at + i).sub(mean).mul(scale);
        FloatVector d = FloatVector.fromArray(SPECIES, dy, at + i);
        FloatVector g = d.mul(FloatVector.fromArray(SPECIES, values, gainAt + i)).sub(meanG);
        n.neg()
            .fma(FloatVector.broadcast(SPECIES, meanGn), g)
            .fma(FloatVector.broadcast(SPECIES, scale), FloatVector.fromArray(SPECIES, dx, at + i))
            .intoArray(dx, at + i);
        d.fma(n, FloatVector.fromArray(SPECIES, gradients, gainAt + i))
            .intoArray(gradients, gainAt + i);
      }
      ScalarKernels.normGradientTail(
          by, values, dy, x, row, bound, statistics, meanG, meanGn, dx, gradients);
    }
  }

  @Override
  public void columnSoftmaxGradient(
      float[] p, int pAt, float[] d, int dAt, int rows, int columns, float factor, float[] dots) {
    int bound = SPECIES.loopBound(columns);
    Arrays.fill(dots, 0, columns, 0);
    int row = 0;
    for (; row + 2 <= rows; row += 2) { // two, so that the sums are loaded and stored less often
      for (int i = 0; i < bound; i += LANES) {
        int a = pAt + row * columns + i;
        int b = dAt + row * columns + i;
        FloatVector sum =
            FloatVector.fromArray(SPECIES, p, a)
                .fma(FloatVector.fromArray(SPECIES, d, b), FloatVector.fromArray(SPECIES, dots, i));
        FloatVector.fromArray(SPECIES, p, a + columns)
            .fma(FloatVector.fromArray(SPECIES, d, b + columns), sum)
            .intoArray(dots, i);
      }
    }
    for (; row < rows; row++) {
      for (int i = 0; i < bound; i += LANES) {
        FloatVector.fromArray(SPECIES, p, pAt + row * columns + i)
            .fma(
                FloatVector.fromArray(SPECIES, d, dAt + row * columns + i),
                FloatVector.fromArray(SPECIES, dots, i))
            .intoArray(dots, i);
      }
    }
    for (row = 0; row < rows; row++) {
      int a = pAt + row * columns;
      int b = dAt + row * columns;
      ScalarKernels.columnDotsTail(p, a, d, b, bound, columns, dots);
    }
    for (row = 0; row < rows; row++) {
      int a = pAt + row * columns;
      int b = dAt + row * columns;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector.fromArray(SPECIES, d, b + i)
            .sub(FloatVector.fromArray(SPECIES, dots, i))
            .mul(FloatVector.fromArray(SPECIES, p, a + i))
            .mul(factor)
            .intoArray(d, b + i);
      }
      ScalarKernels.centreTail(p, a, d, b, bound, columns, dots, factor);
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
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += LANES) {
      FloatVector w = FloatVector.fromArray(SPECIES, values, i);
      FloatVector g =
          FloatVector.fromArray(SPECIES, gradients, i).mul(clip).add(w.mul(gradientDecay));
      FloatVector first = FloatVector.fromArray(SPECIES, m, i).mul(b1).add(g.mul(a1));
      FloatVector second = FloatVector.fromArray(SPECIES, v, i).mul(b2).add(g.mul(a2).mul(g));
      first.intoArray(m, i);
      second.intoArray(v, i);
      FloatVector direction = first.div(second.sqrt().mul(correction).add(epsilon));
      w.sub(w.mul(weightDecay).add(direction.mul(eta))).intoArray(values, i);
    }
    ScalarKernels.adamWTail(values, gradients, m, v, bound, to, adam, update);
  }
}
