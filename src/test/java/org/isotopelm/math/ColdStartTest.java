package org.isotopelm.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.isotopelm.math.EngineSpec.ProductsKind;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  private static final Engine ENGINE = Engine.of(ProductsKind.JAVA);

  private final Kernels vectors = new VectorKernels();

  @Test
  void ready_untilClosed_givesScalarKernels() {
    try (ColdStart _ = ColdStart.open(ENGINE)) {
      assertThat(vectors.ready()).isInstanceOf(ScalarKernels.class);
    }
    assertThat(vectors.ready()).isSameAs(vectors);
  }

  @Test
  void expect_much_endsIt() {
    try (ColdStart start = ColdStart.open(ENGINE)) {
      start.expect(1e9);
      assertThat(ColdStart.isOn()).isTrue();
      start.expect(1e10);
      assertThat(ColdStart.isOn()).isFalse();
    }
  }

  @Test
  void products_whichHaveMadeEnough_endIt() {
    Products products = new JavaProducts(new PackedWeights(), JavaProducts.SHORT - 100);
    float[] x = new float[100];
    try (ColdStart _ = ColdStart.open(ENGINE)) {
      products.multiply(false, false, 4, 5, 5, x, 0, 5, x, 0, 5, 0, x, 50, 5);
      assertThat(ColdStart.isOn()).isTrue();
      products.multiply(false, false, 1, 1, 1, x, 0, 1, x, 0, 1, 0, x, 50, 1);
      assertThat(ColdStart.isOn()).isFalse();
    }
  }

  @Test
  void open_productsThatDoNotCount_usesVectorsAtOnce() {
    Engine other = new Engine(ProductsKind.OPENBLAS, PlainProducts::new, VectorKernels::new);
    try (ColdStart _ = ColdStart.open(other)) {
      assertThat(ColdStart.isOn()).isFalse();
    }
  }
}
