package org.isotopelm.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.kernel.ScalarKernels;
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
  void startingCold_productsThatDoNotCount_usesVectorsAtOnce() {
    assertThat(Engine.startingCold(ProductsKind.OPENBLAS).start().isOn()).isFalse();
  }

  @Test
  void of_whoeverAsks_usesVectorsAtOnce() {
    assertThat(Engine.of(ProductsKind.JAVA).start().isOn()).isFalse();
  }
}
