package org.isotopelm.math.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.math.Allocation;
import org.isotopelm.math.Team;
import org.isotopelm.math.kernel.ColdStart;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProductsTest {
  private final Products plain = new PlainProducts();
  private final RandomStream random = RandomStream.of(1, "products");

  @Test
  void plain_byHand() {
    // [1 2; 3 4]·[5 6; 7 8] + 3·[1 1; 1 1]
    float[] c = {0, 1, 1, 0, 1, 1};
    plain.multiply(
        matrix(false, 2, 2, new float[] {1, 2, 3, 4}, 0, 2),
        matrix(false, 2, 2, new float[] {9, 5, 6, 7, 8}, 1, 2),
        3,
        matrix(false, 2, 2, c, 1, 3));
    assertThat(c).containsExactly(0, 22, 25, 0, 46, 53);
  }

  @Test
  void plain_betaZero_doesNotReadC() {
    float[] c = {Float.NaN};
    plain.multiply(
        matrix(false, 1, 1, new float[] {2}, 0, 1),
        matrix(false, 1, 1, new float[] {3}, 0, 1),
        0,
        matrix(false, 1, 1, c, 0, 1));
    assertThat(c).containsExactly(6);
  }

  private static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(1, 1, 1),
        Arguments.of(2, 3, 4),
        Arguments.of(7, 5, 3),
        Arguments.of(16, 16, 16),
        Arguments.of(33, 17, 65),
        Arguments.of(64, 64, 32),
        Arguments.of(100, 1, 50),
        Arguments.of(1, 129, 31),
        Arguments.of(9, 33, 800),
        Arguments.of(130, 70, 385),
        Arguments.of(131, 170, 385),
        Arguments.of(26, 120, 40),
        Arguments.of(250, 100, 30),
        Arguments.of(10, 110, 9),
        Arguments.of(47, 96, 21));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void openBlas_everyFormAndSize_asPlain(int m, int n, int k) throws IOException {
    Products openBlas = OpenBlasProducts.load().get();
    everyForm(
        (transposeA, transposeB, beta) -> {
          float[][] results = both(openBlas, transposeA, transposeB, m, n, k, beta);
          assertThat(results[1]).containsExactly(results[0], within(3e-4f));
        });
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void java_everyFormAndSize_asPlainToTheBit(int m, int n, int k) {
    for (Products java : List.of(new JavaProducts(), cold(), seasoned())) {
      everyForm(
          (transposeA, transposeB, beta) -> {
            float[][] results = both(java, transposeA, transposeB, m, n, k, beta);
            assertThat(results[1]).isEqualTo(results[0]);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void packed_anySize_asPlainToTheBit(int m, int n, int k) {
    for (Products java : List.of(cold(), seasoned())) {
      packed(java, false, m, n, k);
      packed(java, true, m, n, k);
    }
  }

  private void packed(Products java, boolean transposeB, int m, int n, int k) {
    int stride = transposeB ? k : n;
    float[] a = normal(1 + m * k);
    float[] b = normal(2 + n * k);
    float[] expected = normal(m * n);
    float[] found = expected.clone();
    plain.multiply(
        matrix(false, m, k, a, 1, k),
        matrix(transposeB, k, n, b, 2, stride),
        1,
        matrix(false, m, n, expected, 0, n));
    PackedMatrix packed = new PackedMatrix();
    java.pack(matrix(false, 5, 3, normal(15), 0, 3), packed); // another one was there before
    java.pack(matrix(transposeB, k, n, b, 2, stride), packed);
    java.multiply(matrix(false, m, k, a, 1, k), packed, 1, matrix(false, m, n, found, 0, n));
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void java_whichHasMadeEnough_endsTheColdStart() {
    ColdStart start = ColdStart.begun();
    Products products = java(start, JavaProducts.SHORT - 100);
    float[] x = new float[100];
    products.multiply(
        matrix(false, 4, 5, x, 0, 5),
        matrix(false, 5, 5, x, 0, 5),
        0,
        matrix(false, 4, 5, x, 50, 5));
    assertThat(start.isOn()).isTrue();
    products
        .mate()
        .multiply(
            matrix(false, 1, 1, x, 0, 1),
            matrix(false, 1, 1, x, 0, 1),
            0,
            matrix(false, 1, 1, x, 50, 1));
    assertThat(start.isOn()).isFalse();
  }

  @Test
  void java_withoutDepth_scalesC() {
    float[] c = {1, 2, 3, 4, 5};
    float[] none = {};
    new JavaProducts()
        .multiply(
            matrix(false, 2, 0, none, 0, 0),
            matrix(false, 0, 2, none, 0, 2),
            0.5f,
            matrix(false, 2, 2, c, 0, 3));
    assertThat(c).containsExactly(0.5f, 1, 3, 2, 2.5f);
  }

  @Test
  void multiply_ofShapesThatDoNotFit_isRefused() {
    float[] x = new float[12];
    Matrix a = matrix(false, 2, 3, x, 0, 3);
    Matrix c = matrix(false, 2, 2, x, 0, 2);
    for (Products products : List.of(new JavaProducts(), new PlainProducts())) {
      assertThatThrownBy(() -> products.multiply(a, matrix(true, 2, 2, x, 0, 2), 0, c))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("[2, 2] is not the shape of [2, 3] by [2, 2]");
    }
  }

  @Test
  void java_ofBetaZero_doesNotReadC() {
    float[] c = {Float.NaN};
    new JavaProducts()
        .multiply(
            matrix(false, 1, 1, new float[] {2}, 0, 1),
            matrix(false, 1, 1, new float[] {3}, 0, 1),
            0,
            matrix(false, 1, 1, c, 0, 1));
    assertThat(c).containsExactly(6);
  }

  @Test
  void java_whenCompiled_allocatesNothing() {
    Matrix a = new Matrix();
    Matrix b = new Matrix();
    Matrix c = new Matrix();
    Products products = seasoned();
    float[] x = new float[20_000];
    Arrays.fill(x, 1e-3f);
    long least =
        Allocation.least(
            () -> {
              for (int i = 0; i < 300; i++) {
                products.multiply(
                    a.bind(x, 0, 40, 60),
                    b.bind(x, 60, 50, 60).transpose(),
                    0,
                    c.bind(x, 10_000, 40, 50));
                products.multiply(
                    a.bind(x, 0, 60, 33).transpose(),
                    b.bind(x, 60, 60, 17),
                    1,
                    c.bind(x, 10_000, 33, 17).stride(50));
                products.multiply(
                    a.bind(x, 0, 25, 40), b.bind(x, 60, 40, 120), 1, c.bind(x, 9_000, 25, 120));
              }
            });
    assertThat(least).isLessThan(1000);
  }

  /** A form of a product. */
  private interface Form {
    void check(boolean transposeA, boolean transposeB, float beta);
  }

  private static void everyForm(Form form) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        for (float beta : new float[] {0, 1, -0.5f}) {
          form.check(transposeA, transposeB, beta);
        }
      }
    }
  }

  /** C by the definition and by these products, of matrices that lie within larger ones. */
  private float[][] both(
      Products products, boolean transposeA, boolean transposeB, int m, int n, int k, float beta) {
    int aStride = (transposeA ? m : k) + 3;
    int bStride = (transposeB ? k : n) + 1;
    float[] a = normal(5 + (transposeA ? k : m) * aStride);
    float[] b = normal(2 + (transposeB ? n : k) * bStride);
    float[] expected = normal(7 + m * (n + 2));
    float[] found = expected.clone();
    product(plain, transposeA, transposeB, m, n, k, a, aStride, b, bStride, beta, expected);
    product(products, transposeA, transposeB, m, n, k, a, aStride, b, bStride, beta, found);
    return new float[][] {expected, found};
  }

  private static void product(
      Products products,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aStride,
      float[] b,
      int bStride,
      float beta,
      float[] c) {
    products.multiply(
        matrix(transposeA, m, k, a, 5, aStride),
        matrix(transposeB, k, n, b, 2, bStride),
        beta,
        matrix(false, m, n, c, 7, n + 2));
  }

  @Test
  void openBlas_whenCompiled_allocatesNothing() throws IOException {
    Matrix a = new Matrix();
    Matrix b = new Matrix();
    Matrix c = new Matrix();
    Products products = OpenBlasProducts.load().get();
    float[] x = new float[300];
    Arrays.fill(x, 1);
    long least =
        Allocation.least(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                products.multiply(
                    a.bind(x, i % 7, 4, 4),
                    b.bind(x, 40 + i % 5, 4, 4).transpose(),
                    0,
                    c.bind(x, 100 + i % 3, 4, 4));
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
      products.multiply(
          matrix(false, 1, 1, a, 1, 1),
          matrix(false, 1, 1, a, 1, 1),
          0,
          matrix(false, 1, 1, c, 0, 1));
      assertThat(c[0]).isEqualTo((float) i * i);
    }
  }

  /** An operand of this shape; one that is transposed lies as [columns, rows]. */
  static Matrix matrix(boolean transposed, int rows, int columns, float[] x, int at, int stride) {
    return transposed
        ? new Matrix().bind(x, at, columns, rows).stride(stride).transpose()
        : new Matrix().bind(x, at, rows, columns).stride(stride);
  }

  /** Products that made as many as it takes to copy A. */
  private static Products seasoned() {
    return java(ColdStart.over(), JavaProducts.SHORT + 1);
  }

  /** Products that do without vectors. */
  private static Products cold() {
    return java(ColdStart.begun(), 0);
  }

  private static Products java(ColdStart start, long made) {
    return new JavaProducts(start, new PackedWeights(start), made);
  }

  private float[] normal(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  @Test
  void mates_packTheSameWeightsTogether_asOneThreadWould() {
    int n = 700;
    int k = 500;
    int m = 5;
    float[] a = normal(m * k);
    float[] values = normal(n * k);
    Weights weights = new Weights(values);
    Products first = new JavaProducts();
    Products[] mates = {first, first.mate(), first.mate()};
    float[][] results = new float[mates.length][m * n];
    float[] expected = new float[m * n];
    try (Team team = new Team(mates.length)) {
      for (int round = 0; round < 20; round++) {
        values[round] += 1;
        Weights now = round % 5 == 4 ? new Weights(values) : weights;
        now.changed();
        team.run(
            mates.length,
            (i, _) ->
                mates[i].multiply(
                    matrix(false, m, k, a, 0, k),
                    new Matrix().bind(now, 0, n, k).transpose(),
                    0,
                    matrix(false, m, n, results[i], 0, n)));
        plain.multiply(
            matrix(false, m, k, a, 0, k),
            matrix(true, k, n, values, 0, k),
            0,
            matrix(false, m, n, expected, 0, n));
        for (float[] result : results) {
          assertThat(result).containsExactly(expected);
        }
      }
    }
  }
}
