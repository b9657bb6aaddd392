package org.isotopelm.math.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.isotopelm.math.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonSchulzTest {
  private static float[] random(int size) {
    Random random = new Random(size);
    float[] x = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static float[] orthogonalised(float[] x, int rows, int columns) {
    float[] result = x.clone();
    new NewtonSchulz(new JavaProducts(), rows * columns, Math.min(rows, columns))
        .orthogonalise(result, 0, rows, columns, 5, 1);
    return result;
  }

  /** The equations of Jordan et al. in double, row by row, always with A = X·Xᵀ. */
  private static double[][] reference(float[] given, int rows, int columns) {
    double norm = 0;
    for (float g : given) {
      norm += (double) g * g;
    }
    double[][] x = new double[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      x[i / columns][i % columns] = given[i] / Math.sqrt(norm);
    }
    for (int step = 0; step < 5; step++) {
      double[][] a = product(x, transpose(x));
      double[][] ax = product(a, x);
      double[][] aax = product(a, ax);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          x[i][j] = 3.4445 * x[i][j] - 4.7750 * ax[i][j] + 2.0315 * aax[i][j];
        }
      }
    }
    return x;
  }

  private static double[][] transpose(double[][] x) {
    double[][] t = new double[x[0].length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = x[i][j];
      }
    }
    return t;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1, 9",
    "9, 1",
    "2, 3",
    "16, 16",
    "17, 40",
    "40, 17",
    "130, 70",
    "64, 256",
    "260, 300",
    "300, 270"
  })
  void orthogonalise_anyShape_isTheReferenceInDouble(int rows, int columns) {
    float[] given = random(rows * columns);
    float[] result = orthogonalised(given, rows, columns);
    double[][] expected = reference(given, rows, columns);
    for (int i = 0; i < result.length; i++) {
      assertThat((double) result[i]).isCloseTo(expected[i / columns][i % columns], within(2e-6));
    }
  }

  /**
   * The one singular value of a row is 1, and 1 becomes p(p(p(p(p(1))))), p(x) = ax + bx³ + cx⁵.
   */
  @Test
  void orthogonalise_aRow_keepsItsDirection() {
    double s = 1;
    for (int i = 0; i < 5; i++) {
      s = 3.4445 * s - 4.7750 * Math.pow(s, 3) + 2.0315 * Math.pow(s, 5);
    }
    float[] result = orthogonalised(new float[] {3, 0, -4, 0}, 1, 4);
    assertThat(result[0]).isCloseTo((float) (0.6 * s), within(1e-6f));
    assertThat(result[2]).isCloseTo((float) (-0.8 * s), within(1e-6f));
    assertThat(result[1]).isZero();
    assertThat(s).isBetween(0.68, 1.21);
  }

  @ParameterizedTest
  @CsvSource({"3, 5", "5, 3", "4, 4"})
  void orthogonalise_zeros_stayZeros(int rows, int columns) {
    assertThat(orthogonalised(new float[rows * columns], rows, columns)).containsOnly(0);
  }

  /** The squares of the first overflow a float, those of the second are nothing to it. */
  @ParameterizedTest
  @ValueSource(floats = {1e37f, 1e-6f})
  void orthogonalise_matrixOfAnySize_isThatOfSizeOne(float size) {
    float[] given = random(20 * 30);
    float[] sized = given.clone();
    for (int i = 0; i < sized.length; i++) {
      sized[i] *= size;
    }
    float[] expected = orthogonalised(given, 20, 30);
    float[] result = orthogonalised(sized, 20, 30);
    for (int i = 0; i < result.length; i++) {
      assertThat(result[i]).isCloseTo(expected[i], within(2e-6f));
    }
  }

  @Test
  void orthogonalise_notANumber_isNotHidden() {
    float[] given = random(12);
    given[5] = Float.NaN;
    assertThat(orthogonalised(given, 3, 4)).containsOnly(Float.NaN);
  }

  @Test
  void orthogonalise_withinAnArray_touchesNothingElse() {
    float[] array = new float[100];
    Arrays.fill(array, 7);
    float[] given = random(24);
    System.arraycopy(given, 0, array, 10, 24);
    new NewtonSchulz(new JavaProducts(), 50, 6).orthogonalise(array, 10, 4, 6, 5, 2);
    float[] expected = orthogonalised(given, 4, 6);
    for (int i = 0; i < 24; i++) {
      assertThat(array[10 + i]).isEqualTo(2 * expected[i]);
    }
    Arrays.fill(array, 10, 34, 7);
    assertThat(array).containsOnly(7);
  }

  /** Rows and columns change places: bits may differ, and nothing more. */
  @Test
  void orthogonalise_transposed_isTheTranspose() {
    float[] given = random(8 * 20);
    float[] transposed = new float[given.length];
    for (int i = 0; i < given.length; i++) {
      transposed[i % 20 * 8 + i / 20] = given[i];
    }
    float[] expected = orthogonalised(given, 8, 20);
    float[] result = orthogonalised(transposed, 20, 8);
    for (int i = 0; i < given.length; i++) {
      assertThat(result[i % 20 * 8 + i / 20]).isCloseTo(expected[i], within(1e-6f));
    }
  }

  @Test
  void orthogonalise_again_allocatesNothing() {
    NewtonSchulz iteration = new NewtonSchulz(new PlainProducts(), 16 * 12, 12);
    float[] given = random(16 * 12);
    assertThat(Allocation.least(() -> iteration.orthogonalise(given, 0, 16, 12, 5, 1)))
        .isLessThan(500);
  }
}
