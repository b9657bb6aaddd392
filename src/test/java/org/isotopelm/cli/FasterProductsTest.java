package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.junit.jupiter.api.Test;

class FasterProductsTest {
  private static ProductsKind faster(List<Double> java, List<Double> openblas) {
    FasterProducts faster = new FasterProducts();
    faster.add(java, openblas);
    return faster.kind();
  }

  /** Ten per cent, of times that differ by one per cent. */
  @Test
  void kind_openBlasFasterByMoreThanTheSpread_isOpenBlas() {
    assertThat(faster(List.of(10.9, 11.0, 11.1), List.of(9.9, 10.0, 10.1)))
        .isEqualTo(ProductsKind.OPENBLAS);
  }

  /** A factor of two, of times whose quartiles are a factor of ten apart. */
  @Test
  void kind_differenceWithinTheSpread_isJava() {
    assertThat(
            faster(
                List.of(13.0, 13.0, 81.0, 147.0, 147.0), List.of(13.0, 13.0, 38.0, 140.0, 140.0)))
        .isEqualTo(ProductsKind.JAVA);
  }

  @Test
  void kind_openBlasFasterByTwoPerCent_isJava() {
    assertThat(faster(List.of(10.2, 10.2, 10.2), List.of(10.0, 10.0, 10.0)))
        .isEqualTo(ProductsKind.JAVA);
  }

  /** Over two trainings OpenBLAS is faster once and slower once by the same factor. */
  @Test
  void kind_advantagesThatCancel_isJava() {
    FasterProducts faster = new FasterProducts();
    faster.add(List.of(12.0), List.of(10.0));
    faster.add(List.of(10.0), List.of(12.0));
    assertThat(faster.trainings()).isEqualTo(2);
    assertThat(faster.kind()).isEqualTo(ProductsKind.JAVA);
  }
}
