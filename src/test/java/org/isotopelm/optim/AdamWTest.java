package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.isotopelm.optim.Fixtures.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec;
import org.isotopelm.math.Team;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamWTest {
  private static void step(Optimizer adam, float[] values, float[] gradients, double clipFactor) {
    adam.beginStep(clipFactor);
    do {
      for (int i = 0; i < adam.ranges().size(); i++) {
        adam.update(i, 0, values, gradients);
      }
    } while (adam.goesOn());
  }

  private static Optimizer adam(ParameterSet parameters, Horizon horizon, DecayRule... rules) {
    OptimizerSpec spec = Fixtures.adamW(rules);
    return optimizer(spec, parameters, horizon);
  }

  private static Optimizer optimizer(OptimizerSpec spec, ParameterSet parameters, Horizon horizon) {
    return new Optimizer(
        spec.algorithm(),
        DecayPlan.of(spec.decay(), parameters, horizon),
        horizon.schedule(),
        Engine.of(EngineSpec.ProductsKind.JAVA),
        parameters.length(),
        1,
        () -> parameters.initialValues(1));
  }

  private static ParameterSet oneElement() {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("w", Role.HEAD, -1, new Initial.Constant(1), 1);
    return builder.build();
  }

  @Test
  void step_oneElement_isTheStepByHand() {
    // θ = 1, g = 0.5, η = 0.01, λ = 0.2, β = 0.9, 0.95. m = 0.05, v = 0.0125; m̂ = 0.5, v̂ = 0.25,
    // so
    // the direction is 0.5/0.5 = 1 and θ = 1 − 0.01·0.2·1 − 0.01 = 0.988.
    Optimizer adam =
        adam(oneElement(), Fixtures.constant(0.01, 10), rule("all").lambda(0.2).build());
    float[] values = new float[16];
    float[] gradients = new float[16];
    values[0] = 1;
    gradients[0] = 0.5f;
    step(adam, values, gradients, 1);
    assertThat(values[0]).isCloseTo(0.988f, within(1e-7f));
    assertThat(state(adam, "first_moment")[0]).isCloseTo(0.05f, within(1e-8f));
    assertThat(state(adam, "second_moment")[0]).isCloseTo(0.0125f, within(1e-8f));

    // g = −1: m = 0.045 − 0.1 = −0.055, v = 0.011875 + 0.05 = 0.061875; m̂ = −0.055/0.19, v̂ =
    // 0.061875/0.0975, direction −0.289474/0.796627 = −0.363374; θ = 0.988·0.998 + 0.00363374.
    gradients[0] = -1;
    step(adam, values, gradients, 1);
    assertThat((double) values[0]).isCloseTo(0.98965774, within(1e-7));
  }

  @Test
  void step_tinyDecay_isNotLostInRounding() {
    // c·λ = 3e-6: (float) (1 − 3e-6) is off by 1 % of the decay, the subtraction is not.
    ParameterSet parameters = Fixtures.parameters();
    Optimizer adam =
        adam(parameters, Fixtures.constant(3e-5, 20_000), rule("all").lambda(0.1).build());
    float[] start = parameters.initialValues(1);
    float[] values = start.clone();
    float[] zero = new float[values.length];
    for (int t = 0; t < 20_000; t++) {
      step(adam, values, zero, 1);
    }
    double found = 0;
    for (Parameter p : parameters.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        found += Math.log(values[i] / (double) start[i]);
      }
    }
    assertThat(found / parameters.count()).isCloseTo(-0.06, within(2e-4));
  }

  @Test
  void step_groupsInAnotherOrder_givesTheSameBits() {
    ParameterSet parameters = Fixtures.parameters();
    Horizon horizon = Fixtures.constant(0.01, 20);
    DecayRule biases = rule("biases").roles(Role.BIAS).lambda(0).build();
    DecayRule gains = rule("gains").roles(Role.NORM_GAIN).lambda(0.3).build();
    DecayRule rest = rule("rest").lambda(0.1).build();
    assertThat(train(adam(parameters, horizon, biases, gains, rest), parameters, 20))
        .isEqualTo(train(adam(parameters, horizon, gains, biases, rest), parameters, 20));
  }

  @Test
  void step_epsilonTooSmallForAFloat_leavesIdleElementsAlone() {
    ParameterSet parameters = oneElement();
    Horizon horizon = Fixtures.constant(0.01, 5);
    OptimizerSpec spec = Fixtures.adamW(rule("all").build());
    OptimizerSpec tiny =
        new OptimizerSpec(
            new AdamW(List.of(0.9, 0.95), 1e-60), null, spec.learningRate(), spec.decay());
    Optimizer adam = optimizer(tiny, parameters, horizon);
    float[] values = new float[16];
    step(adam, values, new float[16], 1);
    assertThat(values).containsOnly(0f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decoupled", "l2", "l2_init", "to_one", "cautious"})
  void step_gapsBetweenParameters_stayZero(String form) {
    ParameterSet parameters = Fixtures.parameters();
    Optimizer adam =
        adam(parameters, Fixtures.constant(0.01, 5), rule("all").lambda(0.5).form(form).build());
    float[] values = train(adam, parameters, 5);
    for (Parameter p : parameters.parameters()) {
      Arrays.fill(values, p.offset(), p.end(), 0);
    }
    assertThat(values).containsOnly(0f);
  }

  @Test
  void restore_momentsAndStep_goesOnToTheSameBits() {
    ParameterSet parameters = Fixtures.parameters();
    Horizon horizon = Fixtures.constant(0.01, 20);
    DecayRule rule = rule("all").lambda(0.1).build();
    float[] whole = train(adam(parameters, horizon, rule), parameters, 20);

    Optimizer first = adam(parameters, horizon, rule);
    Random random = new Random(5);
    float[] values = parameters.initialValues(1);
    train(first, parameters, 8, values, random);
    Optimizer second = adam(parameters, horizon, rule);
    first
        .states()
        .forEach((name, state) -> System.arraycopy(state, 0, state(second, name), 0, state.length));
    second.restore(first.step());
    train(second, parameters, 12, values, random);
    assertThat(values).isEqualTo(whole);
  }

  private static float[] state(Optimizer optimizer, String name) {
    return Objects.requireNonNull(optimizer.states().get(name));
  }

  private static float[] train(Optimizer adam, ParameterSet parameters, int steps) {
    float[] values = parameters.initialValues(1);
    train(adam, parameters, steps, values, new Random(5));
    return values;
  }

  private static void train(
      Optimizer adam, ParameterSet parameters, int steps, float[] values, Random random) {
    for (int t = 0; t < steps; t++) {
      step(adam, values, gradients(parameters, random), 0.7);
    }
  }

  private static float[] gradients(ParameterSet parameters, Random random) {
    float[] gradients = new float[parameters.length()];
    for (Parameter p : parameters.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        gradients[i] = (float) random.nextGaussian();
      }
    }
    return gradients;
  }

  @Test
  void ranges_largeParameters_coverEachElementOnceInShortPieces() {
    ParameterSet parameters = large();
    Optimizer adam = largeAdam(parameters);
    int[] times = new int[parameters.length()];
    for (Range range : adam.ranges()) {
      assertThat(range.to() - range.from()).isBetween(1, 1 << 16);
      for (int i = range.from(); i < range.to(); i++) {
        times[i]++;
      }
    }
    for (Parameter p : parameters.parameters()) {
      assertThat(Arrays.stream(times, p.offset(), p.end()).allMatch(n -> n == 1)).isTrue();
    }
    assertThat(adam.ranges()).hasSize(2 + 1 + 1); // 130,000 in two, the bias, the two heads joined
  }

  @Test
  void update_manyThreadsInAnyOrder_givesTheSameBits() {
    ParameterSet parameters = large();
    float[] gradients = gradients(parameters, new Random(3));
    Optimizer alone = largeAdam(parameters);
    float[] expected = parameters.initialValues(1);
    step(alone, expected, gradients, 1);
    step(alone, expected, gradients, 1);

    Optimizer shared = largeAdam(parameters);
    List<Integer> shuffled =
        new ArrayList<>(IntStream.range(0, shared.ranges().size()).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    float[] values = parameters.initialValues(1);
    try (Team team = new Team(3)) {
      for (int t = 0; t < 2; t++) {
        shared.beginStep(1);
        team.run(
            shuffled.size(), (i, thread) -> shared.update(shuffled.get(i), 0, values, gradients));
      }
    }
    assertThat(values).isEqualTo(expected);
  }

  private static ParameterSet large() {
    ParameterSet.Builder builder = ParameterSet.builder();
    Initial initial = new Initial.Normal(0.1);
    builder.add("embedding.weight", Role.TOKEN_EMBEDDING, -1, initial, 1300, 100);
    builder.add("bias", Role.BIAS, -1, initial, 33);
    builder.add("head.0", Role.HEAD, -1, initial, 17, 9);
    builder.add("head.1", Role.HEAD, -1, initial, 5);
    return builder.build();
  }

  private static Optimizer largeAdam(ParameterSet parameters) {
    return adam(
        parameters,
        Fixtures.constant(0.01, 5),
        rule("biases").roles(Role.BIAS).lambda(0).build(),
        rule("rest").lambda(0.1).build());
  }
}
