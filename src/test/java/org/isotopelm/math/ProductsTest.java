package org.isotopelm.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
  private final Products plain = new PlainProducts();
  private final RandomStream random = RandomStream.of(1, "products");

  @Test
  void plain_byHand() {
    // 2·[1 2; 3 4]·[5 6; 7 8] + 3·[1 1; 1 1]
    float[] c = {0, 1, 1, 0, 1, 1};
    plain.multiply(
        false,
        false,
        2,
        2,
        2,
        2,
        new float[] {1, 2, 3, 4},
        0,
        2,
        new float[] {9, 5, 6, 7, 8},
        1,
        2,
        3,
        c,
        1,
        3);
    assertThat(c).containsExactly(0, 41, 47, 0, 89, 103);
  }

  @Test
  void plain_betaZero_doesNotReadC() {
    float[] c = {Float.NaN};
    plain.multiply(
        false, false, 1, 1, 1, 1, new float[] {2}, 0, 1, new float[] {3}, 0, 1, 0, c, 0, 1);
    assertThat(c).containsExactly(6);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 3, 4",
    "7, 5, 3",
    "16, 16, 16",
    "33, 17, 65",
    "64, 64, 32",
    "100, 1, 50",
    "1, 129, 31"
  })
  void openBlas_everyFormAndSize_asPlain(int m, int n, int k) throws IOException {
    Products openBlas = OpenBlasProducts.load().get();
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        for (float beta : new float[] {0, 1, -0.5f}) {
          int aStride = (transposeA ? m : k) + 3;
          int bStride = (transposeB ? k : n) + 1;
          int cStride = n + 2;
          float[] a = normal(5 + (transposeA ? k : m) * aStride);
          float[] b = normal(2 + (transposeB ? n : k) * bStride);
          float[] expected = normal(7 + m * cStride);
          float[] found = expected.clone();
          plain.multiply(
              transposeA,
              transposeB,
              m,
              n,
              k,
              0.7f,
              a,
              5,
              aStride,
              b,
              2,
              bStride,
              beta,
              expected,
              7,
              cStride);
          openBlas.multiply(
              transposeA,
              transposeB,
              m,
              n,
              k,
              0.7f,
              a,
              5,
              aStride,
              b,
              2,
              bStride,
              beta,
              found,
              7,
              cStride);
          assertThat(found).containsExactly(expected, within(3e-5f));
        }
      }
    }
  }

  @Test
  void openBlas_whenCompiled_allocatesNothing() throws IOException {
    Products products = OpenBlasProducts.load().get();
    float[] x = new float[300];
    Arrays.fill(x, 1);
    long least =
        Allocation.least(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                products.multiply(
                    false, true, 4, 4, 4, 1, x, i % 7, 4, x, 40 + i % 5, 4, 0, x, 100 + i % 3, 4);
              }
            });
    assertThat(least).isLessThan(1000);
  }

  @Test
  void openBlas_moreOperandsThanAreRemembered_stillRight() throws IOException {
    Products products = OpenBlasProducts.load().get();
    float[] c = new float[1];
    for (int i = 0; i < 20_000; i++) {
      float[] a = {0, i};
      products.multiply(false, false, 1, 1, 1, 1, a, 1, 1, a, 1, 1, 0, c, 0, 1);
      assertThat(c[0]).isEqualTo((float) i * i);
    }
  }

  private float[] normal(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }
}
