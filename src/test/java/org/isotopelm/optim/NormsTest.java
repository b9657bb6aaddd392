package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.param.ParameterSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormsTest {
  private static final List<Range> RANGES =
      List.of(new Range(0, 6, 0), new Range(6, 8, 1), new Range(8, 9, 0));
  private static final float[] ARRAY = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static Norms measured(float[] array) {
    Norms norms = new Norms(RANGES);
    for (int i = RANGES.size() - 1; i >= 0; i--) {
      norms.measure(i, array);
    }
    return norms;
  }

  @Test
  void norm_wholeAndByGroup_areThoseByHand() {
    Norms norms = measured(ARRAY);
    assertThat(norms.norm()).isEqualTo(Math.sqrt(285)); // 9·10·19/6
    assertThat(norms.norm(0)).isEqualTo(Math.sqrt(285 - 49 - 64));
    assertThat(norms.norm(1)).isEqualTo(Math.sqrt(49 + 64));
  }

  @Test
  void norm_ofAChange_isThatOfTheDifference() {
    Norms norms = new Norms(RANGES);
    float[] after = {1, 2, 3, 4, 5, 9, 3, 8, 9};
    for (int i = 0; i < RANGES.size(); i++) {
      norms.measureChange(i, ARRAY, after);
    }
    assertThat(norms.norm()).isEqualTo(5);
    assertThat(norms.norm(0)).isEqualTo(3);
    assertThat(norms.norm(1)).isEqualTo(4);
  }

  @Test
  void norm_largestFloats_doesNotOverflow() {
    float[] array = new float[9];
    array[0] = Float.MAX_VALUE;
    array[7] = Float.MAX_VALUE;
    assertThat(measured(array).norm()).isCloseTo(Math.sqrt(2) * Float.MAX_VALUE, within(1e24));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void norm_elementNotFinite_isNotFinite(float bad) {
    for (int i = 0; i < ARRAY.length; i++) {
      float[] array = ARRAY.clone();
      array[i] = bad;
      assertThat(Double.isFinite(measured(array).norm())).isFalse();
    }
  }

  @Test
  void clipFactor_likePyTorch() {
    assertThat(Norms.clipFactor(4, 1.0)).isEqualTo(1 / (4 + 1e-6));
    assertThat(Norms.clipFactor(0.5, 1.0)).isEqualTo(1);
    assertThat(Norms.clipFactor(0, 1.0)).isEqualTo(1);
    assertThat(Norms.clipFactor(4, null)).isEqualTo(1);
  }

  @Test
  void firstNonFinite_twoBadTensors_namesTheFirst() {
    ParameterSet parameters = Fixtures.parameters();
    float[] array = parameters.initialValues(1);
    assertThat(Norms.firstNonFinite(parameters, array)).isNull();
    array[parameters.get("head.weight").offset()] = Float.NaN;
    array[parameters.get("block.1.mlp.bias").end() - 1] = Float.NEGATIVE_INFINITY;
    assertThat(Norms.firstNonFinite(parameters, array))
        .isEqualTo(parameters.get("block.1.mlp.bias"));
  }
}
