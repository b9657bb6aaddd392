package org.isotopelm.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterSetTest {
  private static final Initial NORMAL = new Initial.Normal(0.5);

  @Test
  void build_unevenSizes_offsetsAreMultiplesOf16WithoutOverlap() {
    ParameterSet.Builder builder = ParameterSet.builder();
    Parameter a = builder.add("a", Role.HEAD, -1, NORMAL, 3, 5);
    Parameter b = builder.add("b", Role.BIAS, 0, NORMAL, 16);
    Parameter c = builder.add("c", Role.BIAS, 1, NORMAL, 1);
    ParameterSet set = builder.build();

    assertThat(List.of(a.offset(), b.offset(), c.offset())).containsExactly(0, 16, 32);
    assertThat(List.of(a.end(), b.end(), c.end())).containsExactly(15, 32, 33);
    assertThat(set.length()).isEqualTo(48);
    assertThat(set.count()).isEqualTo(15 + 16 + 1);
    assertThat(set.parameters()).containsExactly(a, b, c);
    assertThat(set.get("b")).isEqualTo(b);
  }

  @Test
  void add_nameTwice_isRefused() {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("same", Role.BIAS, 0, NORMAL, 1);
    assertThatThrownBy(() -> builder.add("same", Role.BIAS, 0, NORMAL, 1))
        .hasMessageContaining("same");
  }

  @Test
  void get_unknownName_isNamed() {
    ParameterSet set = ParameterSet.builder().build();
    assertThatThrownBy(() -> set.get("nowhere")).hasMessageContaining("nowhere");
  }

  @Test
  void add_moreElementsThanAnArrayHolds_isRefused() {
    ParameterSet.Builder builder = ParameterSet.builder();
    assertThatThrownBy(() -> builder.add("huge", Role.HEAD, -1, NORMAL, 1 << 16, 1 << 16))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void initialValues_anotherParameterBefore_staysTheSame() {
    ParameterSet.Builder alone = ParameterSet.builder();
    alone.add("a", Role.HEAD, -1, NORMAL, 20);
    ParameterSet.Builder second = ParameterSet.builder();
    second.add("z", Role.HEAD, -1, NORMAL, 7);
    Parameter a = second.add("a", Role.HEAD, -1, NORMAL, 20);

    float[] one = alone.build().initialValues(3);
    float[] two = second.build().initialValues(3);
    assertThat(Arrays.copyOfRange(two, a.offset(), a.end()))
        .containsExactly(Arrays.copyOf(one, 20));
  }

  @Test
  void initialValues_gaps_areZero() {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("a", Role.HEAD, -1, new Initial.Constant(2), 3);
    builder.add("b", Role.HEAD, -1, new Initial.Constant(1), 1);
    float[] values = builder.build().initialValues(1);
    float[] expected = new float[32];
    Arrays.fill(expected, 0, 3, 2f);
    expected[16] = 1;
    assertThat(values).containsExactly(expected);
  }

  @Test
  void initialValues_normalAndUniform_haveTheirSpread() {
    ParameterSet.Builder builder = ParameterSet.builder();
    int n = 40_000;
    builder.add("normal", Role.HEAD, -1, NORMAL, n);
    builder.add("uniform", Role.HEAD, -1, new Initial.Uniform(0.3), n);
    float[] values = builder.build().initialValues(8);

    // Variances 0.5² and 0.3²/3; five standard errors are below 3 % of either.
    assertThat(meanSquare(values, 0, n)).isCloseTo(0.25, within(0.25 * 0.036));
    assertThat(meanSquare(values, n, 2 * n)).isCloseTo(0.03, within(0.03 * 0.03));
    for (int i = n; i < 2 * n; i++) {
      assertThat(Math.abs(values[i])).isLessThanOrEqualTo(0.3f);
    }
  }

  @Test
  void initialValues_anotherSeed_differ() {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("a", Role.HEAD, -1, NORMAL, 4);
    ParameterSet set = builder.build();
    assertThat(set.initialValues(1)).isEqualTo(set.initialValues(1));
    assertThat(set.initialValues(1)).isNotEqualTo(set.initialValues(2));
  }

  @Test
  void role_label_readsBack() {
    for (Role role : Role.values()) {
      assertThat(Role.of(role.label())).isEqualTo(role);
    }
    assertThat(Role.POSITION_EMBEDDING.label()).isEqualTo("position_embedding");
  }

  private static double meanSquare(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum / (to - from);
  }
}
