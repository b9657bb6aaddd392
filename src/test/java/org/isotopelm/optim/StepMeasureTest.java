package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.isotopelm.optim.Fixtures.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec;
import org.isotopelm.optim.algorithm.Adam;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Lion;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.param.Initial;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepMeasureTest {
  private static final Algorithm ADAMW = new AdamW(List.of(0.9, 0.95), 1e-8);

  private static ParameterSet vector(int size) {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("w", Role.HEAD, -1, new Initial.Normal(1), size);
    return builder.build();
  }

  /** A training of one parameter set with gradients from outside. */
  private static final class Bench {
    final float[] values;
    final float[] gradients;
    final float[] before;
    final Optimizer optimizer;
    final StepMeasure measure;

    Bench(Algorithm algorithm, ParameterSet parameters, Horizon horizon, DecayRule... rules) {
      DecayPlan plan = DecayPlan.of(List.of(rules), parameters, horizon);
      values = parameters.initialValues(3);
      gradients = new float[parameters.length()];
      before = new float[parameters.length()];
      optimizer =
          new Optimizer(
              algorithm,
              plan,
              horizon.schedule(),
              Engine.of(EngineSpec.ProductsKind.JAVA),
              parameters.length(),
              1,
              values::clone);
      measure = new StepMeasure(plan);
    }

    void step() {
      optimizer.beginStep(1);
      for (int i = 0; i < optimizer.ranges().size(); i++) {
        optimizer.update(i, 0, values, gradients);
      }
    }

    void measuredStep() {
      for (int i = 0; i < measure.pieces(); i++) {
        measure.before(i, values, gradients, before);
      }
      optimizer.beginStep(1);
      measure.stepping(optimizer);
      for (int i = 0; i < optimizer.ranges().size(); i++) {
        optimizer.updateInParts(i, 0, values, gradients);
      }
      for (int i = measure.pieces() - 1; i >= 0; i--) {
        measure.after(i, before, values, gradients);
      }
    }
  }

  @Test
  void measure_twoElements_isWhatOneWorksOutByHand() {
    Bench bench =
        new Bench(ADAMW, vector(2), Fixtures.constant(0.01, 10), rule("all").lambda(0.2).build());
    bench.values[0] = 3;
    bench.values[1] = 4;
    bench.gradients[0] = 0.5f;
    bench.gradients[1] = -0.5f;

    bench.measuredStep();

    // Adam's first step is η·sign(g): s = (0.01, −0.01). Decay: d = 0.002·(3, 4).
    StepSums sums = bench.measure.group(0);
    assertThat(sums.count()).isEqualTo(2);
    assertThat(sums.gradientNorm()).isCloseTo(Math.sqrt(0.5), within(1e-9));
    assertThat(sums.decayNorm()).isCloseTo(0.01, withPercentage(0.01));
    // −s·θ/‖θ‖ = −(0.03 − 0.04)/5; across: √(2·0.01² − 0.002²).
    assertThat(sums.radial()).isCloseTo(0.002, withPercentage(0.01));
    assertThat(sums.tangential()).isCloseTo(0.014, withPercentage(0.01));
    // θ − θ′ = (0.016, −0.002): 0.008 along θ, √(0.00026 − 0.000064) = 0.014 across.
    assertThat(sums.updateNorm()).isCloseTo(Math.sqrt(0.00026), withPercentage(0.01));
    assertThat(sums.rotation()).isCloseTo(Math.atan(0.014 / 4.992), withPercentage(0.01));
    assertThat(sums.agreement()).isEqualTo(0.5);
    assertThat(sums.nearZero()).isZero();
    // ρ = 0.002, k = (1 + 0.9·0.998)/(1 − 0.9·0.998) = 18.6464, ‖s‖² = 0.0002.
    double predicted = Math.sqrt(18.6464 * 0.0002 / (0.002 * 1.998));
    assertThat(sums.equilibrium(ADAMW))
        .isCloseTo(sums.weightNorm() / predicted, withPercentage(0.1));
  }

  @Test
  void measure_cautiousDecay_isOfTheWeightsThatTheMaskLetsDecay() {
    DecayRule cautious = rule("all").lambda(0.2).form("cautious").build();
    Bench bench = new Bench(ADAMW, vector(2), Fixtures.constant(0.01, 10), cautious);
    bench.values[0] = 3;
    bench.values[1] = 4;
    bench.gradients[0] = 0.5f;
    bench.gradients[1] = -0.5f;

    bench.measuredStep();

    // u = (1, −1): the second weight grows, so only the first decays, by 0.002·3.
    assertThat(bench.measure.group(0).decayNorm()).isCloseTo(0.006, withPercentage(0.01));
    assertThat(bench.measure.group(0).radial()).isCloseTo(0.002, withPercentage(0.01));
  }

  @Test
  void measure_zeroWeights_haveNoDirection() {
    Bench bench =
        new Bench(ADAMW, vector(4), Fixtures.constant(0.01, 10), rule("all").lambda(0).build());
    Arrays.fill(bench.values, 0);
    bench.gradients[0] = 1;

    bench.measuredStep();

    StepSums sums = bench.measure.group(0);
    assertThat(sums.radial()).isNull();
    assertThat(sums.tangential()).isNull();
    assertThat(sums.rotation()).isNull();
    assertThat(sums.equilibrium(ADAMW)).isNull();
    assertThat(sums.agreement()).isEqualTo(1);
    assertThat(sums.nearZero()).isEqualTo(0.75); // one of four has moved away
  }

  @Test
  void measuredStep_comparedWithAStep_hasTheSameBits() {
    ParameterSet parameters = Fixtures.parameters();
    Horizon horizon = Fixtures.constant(0.01, 50);
    DecayRule[] rules = {
      rule("a").roles(Role.TOKEN_EMBEDDING).lambda(0.3).build(),
      rule("b").lambda(0.1).form("cautious").build()
    };
    Bench plain = new Bench(ADAMW, parameters, horizon, rules);
    Bench measured = new Bench(ADAMW, parameters, horizon, rules);
    Random random = new Random(5);
    for (int t = 0; t < 50; t++) {
      for (int i = 0; i < plain.gradients.length; i++) {
        plain.gradients[i] = (float) random.nextGaussian();
        measured.gradients[i] = plain.gradients[i];
      }
      plain.step();
      measured.measuredStep();
    }
    assertThat(measured.values).isEqualTo(plain.values);
  }

  @Test
  void tensor_sumsOfAllTensors_makeUpTheGroup() {
    ParameterSet parameters = Fixtures.parameters();
    Bench bench =
        new Bench(ADAMW, parameters, Fixtures.constant(0.01, 5), rule("all").lambda(0.3).build());
    bench.measuredStep();

    StepSums group = bench.measure.group(0);
    List<StepSums> tensors =
        parameters.parameters().stream().map(p -> bench.measure.tensor(0, p)).toList();
    assertThat(tensors.stream().mapToLong(StepSums::count).sum()).isEqualTo(group.count());
    assertThat(Math.sqrt(tensors.stream().mapToDouble(StepSums::decay).sum()))
        .isCloseTo(group.decayNorm(), withPercentage(1e-6));
  }

  static Stream<Algorithm> algorithms() {
    return Stream.of(
        ADAMW,
        new Adam(List.of(0.8, 0.99), 1e-8),
        new Sgd(0, false),
        new Sgd(0.9, false),
        new Sgd(0.9, true),
        new Lion(List.of(0.9, 0.99)));
  }

  /** Gradients that are noise know no direction: the prediction's own assumption. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void equilibrium_gradientsOfNoise_isReached(Algorithm algorithm) {
    int size = 4096;
    Bench bench =
        new Bench(
            algorithm,
            vector(size),
            Fixtures.constant(0.01, 10_000),
            rule("all").lambda(0.5).form("decoupled").build());
    Random random = new Random(11);
    double mean = 0;
    // c·λ = 0.005, so that ‖θ‖² has gone through 10 of its timescales after 1,000 steps.
    for (int t = 1; t <= 1500; t++) {
      for (int i = 0; i < size; i++) {
        bench.gradients[i] = (float) random.nextGaussian();
      }
      if (t > 1000 && t % 10 == 0) {
        bench.measuredStep();
        mean += Objects.requireNonNull(bench.measure.group(0).equilibrium(algorithm)) / 50;
      } else {
        bench.step();
      }
    }
    assertThat(mean).isCloseTo(1, within(0.05));
  }
}
