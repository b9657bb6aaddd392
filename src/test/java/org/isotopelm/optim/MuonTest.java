package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.isotopelm.optim.Fixtures.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.isotopelm.math.Allocation;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.Team;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Muon;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MuonTest {
  private static final Muon MUON = new Muon(0.95, true, 5, List.of(0.9, 0.95), 1e-8);
  private static final Initial START = new Initial.Normal(0.5);

  private static ParameterSet parameters(Consumer<ParameterSet.Builder> adds) {
    ParameterSet.Builder builder = ParameterSet.builder();
    adds.accept(builder);
    return builder.build();
  }

  private static Optimizer optimizer(Algorithm algorithm, ParameterSet parameters, int threads) {
    return optimizer(algorithm, parameters, Engine.of(ProductsKind.JAVA), threads);
  }

  private static Optimizer optimizer(
      Algorithm algorithm, ParameterSet parameters, Engine engine, int threads) {
    Horizon horizon = Fixtures.constant(0.01, 5000);
    return new Optimizer(
        algorithm,
        DecayPlan.of(List.of(rule("all").lambda(0.1).build()), parameters, horizon),
        horizon.schedule(),
        engine,
        parameters.length(),
        threads,
        () -> parameters.initialValues(1));
  }

  private static float[] trained(Algorithm algorithm, ParameterSet parameters, float size) {
    Optimizer optimizer = optimizer(algorithm, parameters, 1);
    float[] values = parameters.initialValues(1);
    for (int t = 0; t < 5; t++) {
      optimizer.beginStep(1);
      float[] gradients = gradients(parameters, t, size);
      for (int i = 0; i < optimizer.ranges().size(); i++) {
        optimizer.update(i, 0, values, gradients);
      }
    }
    return values;
  }

  private static float[] gradients(ParameterSet parameters, int t, float size) {
    float[] gradients = new float[parameters.length()];
    for (Parameter p : parameters.parameters()) {
      Random random = new Random(31L * t + p.size());
      for (int i = p.offset(); i < p.end(); i++) {
        gradients[i] = size * (float) random.nextGaussian();
      }
    }
    return gradients;
  }

  private static float[] of(float[] values, Parameter p) {
    return Arrays.copyOfRange(values, p.offset(), p.end());
  }

  @Test
  void step_embeddingsHeadGainsAndBiases_areThoseOfAdamW() {
    ParameterSet parameters = Fixtures.parameters();
    float[] muon = trained(MUON, parameters, 1);
    float[] adamW = trained(new AdamW(List.of(0.9, 0.95), 1e-8), parameters, 1);
    for (Parameter p : parameters.parameters()) {
      boolean hidden = p.role() == Role.ATTENTION || p.role() == Role.FEED_FORWARD;
      assertThat(Arrays.equals(of(muon, p), of(adamW, p))).as(p.name()).isEqualTo(!hidden);
    }
  }

  /** Query, key and value in one tensor, or each in its own: to the bit the same. */
  @Test
  void step_stackedMatrices_eachStepAlone() {
    ParameterSet stacked =
        parameters(b -> b.addStacked("qkv", Role.ATTENTION, 0, START, List.of(16, 4, 4), 16));
    ParameterSet apart =
        parameters(
            b -> {
              b.add("q", Role.ATTENTION, 0, START, 16, 16);
              b.add("k", Role.ATTENTION, 0, START, 4, 16);
              b.add("v", Role.ATTENTION, 0, START, 4, 16);
            });
    Random random = new Random(2);
    float[] gradients = new float[24 * 16];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = (float) random.nextGaussian();
    }
    float[] together = new float[gradients.length];
    float[] each = new float[gradients.length];
    step(optimizer(MUON, stacked, 1), together, gradients.clone());
    step(optimizer(MUON, apart, 1), each, gradients.clone());
    assertThat(together).isEqualTo(each).doesNotContain(0);
  }

  private static void step(Optimizer optimizer, float[] values, float[] gradients) {
    optimizer.beginStep(1);
    for (int i = 0; i < optimizer.ranges().size(); i++) {
      optimizer.update(i, 0, values, gradients);
    }
  }

  @Test
  void step_manyThreads_givesTheSameBits() {
    ParameterSet parameters = Fixtures.parameters();
    float[] expected = trained(MUON, parameters, 1);
    Optimizer shared = optimizer(MUON, parameters, 3);
    float[] values = parameters.initialValues(1);
    try (Team team = new Team(3)) {
      for (int t = 0; t < 5; t++) {
        shared.beginStep(1);
        float[] gradients = gradients(parameters, t, 1);
        team.run(
            shared.ranges().size(),
            (i, thread) ->
                shared.update(shared.ranges().size() - 1 - i, thread, values, gradients));
      }
    }
    assertThat(values).isEqualTo(expected);
  }

  /** All of a step's size is in the shape: η·0.2·√max(rows, columns), whatever the gradient. */
  @ParameterizedTest
  @ValueSource(floats = {1e-5f, 1, 1e30f})
  void step_gradientsOfAnySize_moveAMatrixAlike(float size) {
    ParameterSet parameters = parameters(b -> b.add("m", Role.FEED_FORWARD, 0, START, 24, 60));
    float[] values = trained(MUON, parameters, size);
    float[] start = parameters.initialValues(1);
    double moved =
        Math.sqrt(
            IntStream.range(0, 24 * 60)
                .mapToDouble(i -> values[i] - (double) start[i])
                .map(d -> d * d)
                .average()
                .orElseThrow());
    // Five steps of 0.01 with a root mean square of 0.2: 0.01 in one direction, 0.0045 at random.
    assertThat(moved).isBetween(0.004, 0.011);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void step_aSingleRow_isFinite(int columns) {
    ParameterSet parameters = parameters(b -> b.add("m", Role.FEED_FORWARD, 0, START, 1, columns));
    float[] values = trained(MUON, parameters, 1);
    for (float value : of(values, parameters.get("m"))) {
      assertThat(value).isFinite();
    }
    assertThat(values).isNotEqualTo(parameters.initialValues(1));
  }

  @Test
  void step_noGradient_isDecayAlone() {
    ParameterSet parameters = Fixtures.parameters();
    float[] values = trained(MUON, parameters, 0);
    float[] start = parameters.initialValues(1);
    for (Parameter p : parameters.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        // 1 − 0.01·0.1 in each of five steps
        assertThat(values[i] / start[i]).isBetween(0.995008f, 0.995012f);
      }
    }
  }

  @Test
  void step_again_allocatesNothing() {
    ParameterSet parameters = Fixtures.parameters();
    Optimizer optimizer = optimizer(MUON, parameters, Engine.reference(), 1);
    float[] values = parameters.initialValues(1);
    float[] gradients = gradients(parameters, 1, 1);
    assertThat(Allocation.least(() -> step(optimizer, values, gradients))).isLessThan(500);
  }
}
