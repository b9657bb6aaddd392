package org.isotopelm.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.isotopelm.math.EngineSpec.ProductsKind;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  private final Engine cold = Engine.startingCold(ProductsKind.JAVA);

  @Test
  void ready_untilTheStartIsOver_givesScalarKernels() {
    Kernels kernels = cold.kernels().get();
    assertThat(kernels.ready()).isInstanceOf(ScalarKernels.class);
    cold.start().end();
    assertThat(kernels.ready()).isSameAs(kernels);
  }

  @Test
  void expect_much_endsIt() {
    cold.expect(1e9);
    assertThat(cold.start().isOn()).isTrue();
    cold.expect(1e10);
    assertThat(cold.start().isOn()).isFalse();
  }

  @Test
  void expect_ofOneEngine_leavesAnotherCold() {
    Engine other = Engine.startingCold(ProductsKind.JAVA);
    other.expect(1e10);
    assertThat(cold.start().isOn()).isTrue();
  }

  @Test
  void products_whichHaveMadeEnough_endIt() {
    ColdStart start = cold.start();
    Products products = new JavaProducts(start, new PackedWeights(start), JavaProducts.SHORT - 100);
    float[] x = new float[100];
    products.multiply(false, false, 4, 5, 5, x, 0, 5, x, 0, 5, 0, x, 50, 5);
    assertThat(start.isOn()).isTrue();
    products.mate().multiply(false, false, 1, 1, 1, x, 0, 1, x, 0, 1, 0, x, 50, 1);
    assertThat(start.isOn()).isFalse();
  }

  @Test
  void startingCold_productsThatDoNotCount_usesVectorsAtOnce() {
    assertThat(Engine.startingCold(ProductsKind.OPENBLAS).start().isOn()).isFalse();
  }

  @Test
  void of_whoeverAsks_usesVectorsAtOnce() {
    assertThat(Engine.of(ProductsKind.JAVA).start().isOn()).isFalse();
  }
}
