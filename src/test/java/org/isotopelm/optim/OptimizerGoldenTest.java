package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.isotopelm.optim.Fixtures.rule;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Muon;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer against PyTorch's, or against its paper's equations in float64. */
class OptimizerGoldenTest {
  /** Of the largest weight: some roundings of a float in each of six steps. */
  private static final double TOLERANCE = 3e-7;

  /** Where PyTorch rounds the Newton–Schulz iterations of Muon to the 8 bits of a bfloat16. */
  private static final double IN_BFLOAT16 = 3e-4;

  /** The file made by src/test/golden/optimizers.py; values are [step][tensor][element]. */
  record Golden(
      String madeBy,
      long steps,
      long warmup,
      double floor,
      double peak,
      List<List<Integer>> shapes,
      List<List<Double>> start,
      List<List<List<Double>>> gradients,
      List<Case> cases) {}

  /**
   * @param by torch, or float64 for the equations
   */
  record Case(
      String name,
      String by,
      Algorithm optimizer,
      String form,
      double lambda,
      double learningRateFactor,
      @Nullable Double clip,
      List<List<List<Double>>> values) {
    boolean isRounded() {
      return optimizer instanceof Muon && by.equals("torch");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Golden golden() throws IOException {
    try (InputStream in =
        OptimizerGoldenTest.class.getResourceAsStream("/golden/optimizers.json")) {
      return Json.mapper().readValue(Objects.requireNonNull(in).readAllBytes(), Golden.class);
    }
  }

  static Stream<Case> cases() throws IOException {
    return golden().cases().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void step_eachOfSix_isThatOfTheReference(Case c) throws IOException {
    Golden golden = golden();
    ParameterSet parameters = parameters(golden);
    Optimizer optimizer = optimizer(golden, c, parameters);
    Norms norms = new Norms(optimizer.ranges());
    float[] values = flat(parameters, golden.start());
    for (int t = 0; t < golden.steps(); t++) {
      float[] gradients = flat(parameters, golden.gradients().get(t));
      for (int i = 0; i < optimizer.ranges().size(); i++) {
        norms.measure(i, gradients);
      }
      optimizer.beginStep(Norms.clipFactor(norms.norm(), c.clip()));
      for (int i = 0; i < optimizer.ranges().size(); i++) {
        optimizer.update(i, 0, values, gradients);
      }
      assertThat(error(parameters, values, c.values().get(t)))
          .as("largest error at step %s, relative to the largest weight", t + 1)
          .isLessThan(c.isRounded() ? IN_BFLOAT16 : TOLERANCE);
    }
  }

  private static ParameterSet parameters(Golden golden) {
    ParameterSet.Builder builder = ParameterSet.builder();
    List<Parameter> added = new ArrayList<>();
    for (List<Integer> shape : golden.shapes()) {
      Role role = shape.size() == 2 ? Role.FEED_FORWARD : Role.BIAS;
      int[] sizes = shape.stream().mapToInt(size -> size).toArray();
      added.add(builder.add("tensor." + added.size(), role, 0, new Initial.Constant(0), sizes));
    }
    return builder.build();
  }

  private static Optimizer optimizer(Golden golden, Case c, ParameterSet parameters) {
    var rate =
        Fixtures.rate(golden.peak(), ScheduleKind.COSINE, "" + golden.warmup(), golden.floor());
    Horizon horizon = new Horizon(Schedule.of(rate, golden.steps()), 1, 1);
    DecayPlan plan =
        DecayPlan.of(
            List.of(
                rule("bias").roles(Role.BIAS).lambda(0).build(),
                rule("matrices")
                    .lambda(c.lambda())
                    .form(c.form())
                    .factor(c.learningRateFactor())
                    .build()),
            parameters,
            horizon);
    Engine engine = Engine.of(ProductsKind.JAVA);
    return new Optimizer(
        c.optimizer(),
        plan,
        horizon.schedule(),
        engine,
        parameters.length(),
        1,
        () -> parameters.initialValues(1));
  }

  private static float[] flat(ParameterSet parameters, List<List<Double>> tensors) {
    float[] flat = new float[parameters.length()];
    for (int i = 0; i < tensors.size(); i++) {
      int at = parameters.parameters().get(i).offset();
      for (double value : tensors.get(i)) {
        flat[at++] = (float) value;
      }
    }
    return flat;
  }

  private static double error(
      ParameterSet parameters, float[] values, List<List<Double>> expected) {
    double largest =
        expected.stream().flatMap(List::stream).mapToDouble(Math::abs).max().orElseThrow();
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      Parameter p = parameters.parameters().get(i);
      double[] tensor = expected.get(i).stream().mapToDouble(x -> x).toArray();
      assertThat(tensor).hasSize(p.size());
      double[] errors = tensor.clone();
      Arrays.setAll(errors, j -> Math.abs(values[p.offset() + j] - tensor[j]));
      worst = Math.max(worst, Arrays.stream(errors).max().orElseThrow());
    }
    return worst / largest;
  }
}
