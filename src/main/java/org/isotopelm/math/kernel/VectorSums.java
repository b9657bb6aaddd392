package org.isotopelm.math.kernel;

import static org.isotopelm.math.kernel.Kernels.PARTIALS;
import static org.isotopelm.math.kernel.ScalarKernels.total;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums along a row, on the Vector API: the partial sums of {@link Kernels}, in its order.
 *
 * <p>A sum is not carried from one round of a loop to the next in a vector, which the compiler
 * boxed in two runs of three once its profile came from short rows. It is loaded and stored, and as
 * that takes far longer than an addition, several sets of elements are added in between.
 */
final class VectorSums {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final FloatVector ZERO = FloatVector.zero(SPECIES);

  private static final int TWO = 2 * PARTIALS;
  private static final int THREE = 3 * PARTIALS;
  private static final int FOUR = 4 * PARTIALS;

  private final float[] partials = new float[PARTIALS];

  /** Σ x, n elements. */
  float sum(float[] x, int at, int n) {
    clear(partials);
    int i = 0;
    for (; i + FOUR <= n; i += FOUR) {
      for (int j = 0; j < PARTIALS; j += LANES) {
        int from = at + i + j;
        FloatVector.fromArray(SPECIES, partials, j)
            .add(FloatVector.fromArray(SPECIES, x, from))
            .add(FloatVector.fromArray(SPECIES, x, from + PARTIALS))
            .add(FloatVector.fromArray(SPECIES, x, from + TWO))
            .add(FloatVector.fromArray(SPECIES, x, from + THREE))
            .intoArray(partials, j);
      }
    }
    for (; i + PARTIALS <= n; i += PARTIALS) {
      for (int j = 0; j < PARTIALS; j += LANES) {
        FloatVector.fromArray(SPECIES, partials, j)
            .add(FloatVector.fromArray(SPECIES, x, at + i + j))
            .intoArray(partials, j);
      }
    }
    ScalarKernels.sumTail(x, at, i, n, partials);
    return total(partials);
  }

  /** Σ (x − mean)², n elements. */
  float squares(float[] x, int at, int n, float mean) {
    clear(partials);
    int i = 0;
    for (; i + FOUR <= n; i += FOUR) {
      for (int j = 0; j < PARTIALS; j += LANES) {
        int from = at + i + j;
        FloatVector a = FloatVector.fromArray(SPECIES, x, from).sub(mean);
        FloatVector b = FloatVector.fromArray(SPECIES, x, from + PARTIALS).sub(mean);
        FloatVector c = FloatVector.fromArray(SPECIES, x, from + TWO).sub(mean);
        FloatVector d = FloatVector.fromArray(SPECIES, x, from + THREE).sub(mean);
        FloatVector sum = FloatVector.fromArray(SPECIES, partials, j);
        d.fma(d, c.fma(c, b.fma(b, a.fma(a, sum)))).intoArray(partials, j);
      }
    }
    for (; i + PARTIALS <= n; i += PARTIALS) {
      for (int j = 0; j < PARTIALS; j += LANES) {
        FloatVector a = FloatVector.fromArray(SPECIES, x, at + i + j).sub(mean);
        a.fma(a, FloatVector.fromArray(SPECIES, partials, j)).intoArray(partials, j);
      }
    }
    ScalarKernels.deviationsTail(x, at, i, n, mean, partials);
    return total(partials);
  }

  /** Σ a·b, n elements. */
  float dot(float[] a, int aAt, float[] b, int bAt, int n) {
    clear(partials);
    int i = 0;
    for (; i + FOUR <= n; i += FOUR) {
      for (int j = 0; j < PARTIALS; j += LANES) {
        int p = aAt + i + j;
        int q = bAt + i + j;
        FloatVector sum = FloatVector.fromArray(SPECIES, partials, j);
        sum = FloatVector.fromArray(SPECIES, a, p).fma(FloatVector.fromArray(SPECIES, b, q), sum);
        sum =
            FloatVector.fromArray(SPECIES, a, p + PARTIALS)
                .fma(FloatVector.fromArray(SPECIES, b, q + PARTIALS), sum);
        sum =
            FloatVector.fromArray(SPECIES, a, p + TWO)
                .fma(FloatVector.fromArray(SPECIES, b, q + TWO), sum);
        FloatVector.fromArray(SPECIES, a, p + THREE)
            .fma(FloatVector.fromArray(SPECIES, b, q + THREE), sum)
            .intoArray(partials, j);
      }
    }
    for (; i + PARTIALS <= n; i += PARTIALS) {
      for (int j = 0; j < PARTIALS; j += LANES) {
        FloatVector.fromArray(SPECIES, a, aAt + i + j)
            .fma(
                FloatVector.fromArray(SPECIES, b, bAt + i + j),
                FloatVector.fromArray(SPECIES, partials, j))
            .intoArray(partials, j);
      }
    }
    ScalarKernels.dotTail(a, aAt, b, bAt, i, n, partials);
    return total(partials);
  }

  /** Σ dy·gain·n over a row, n being the normalised x. */
  float normDot(
      Normalization by,
      float[] values,
      float[] dy,
      float[] x,
      int row,
      Normalization.Statistics statistics) {
    float mean = statistics.means()[row];
    float scale = statistics.scales()[row];
    int n = by.columns();
    int at = row * n;
    int gainAt = by.gainAt();
    clear(partials);
    int i = 0;
    for (; i + TWO <= n; i += TWO) {
      for (int j = 0; j < PARTIALS; j += LANES) {
        int k = i + j;
        FloatVector sum = FloatVector.fromArray(SPECIES, partials, j);
        sum =
            FloatVector.fromArray(SPECIES, dy, at + k)
                .mul(FloatVector.fromArray(SPECIES, values, gainAt + k))
                .fma(FloatVector.fromArray(SPECIES, x, at + k).sub(mean).mul(scale), sum);
        k += PARTIALS;
        FloatVector.fromArray(SPECIES, dy, at + k)
            .mul(FloatVector.fromArray(SPECIES, values, gainAt + k))
            .fma(FloatVector.fromArray(SPECIES, x, at + k).sub(mean).mul(scale), sum)
            .intoArray(partials, j);
      }
    }
    for (; i + PARTIALS <= n; i += PARTIALS) {
      for (int j = 0; j < PARTIALS; j += LANES) {
        int k = i + j;
        FloatVector.fromArray(SPECIES, dy, at + k)
            .mul(FloatVector.fromArray(SPECIES, values, gainAt + k))
            .fma(
                FloatVector.fromArray(SPECIES, x, at + k).sub(mean).mul(scale),
                FloatVector.fromArray(SPECIES, partials, j))
            .intoArray(partials, j);
      }
    }
    ScalarKernels.normDotTail(by, values, dy, x, row, i, statistics, partials);
    return total(partials);
  }

  private static void clear(float[] sums) {
    for (int j = 0; j < PARTIALS; j += LANES) {
      ZERO.intoArray(sums, j);
    }
  }
}
