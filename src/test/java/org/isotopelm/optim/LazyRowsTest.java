package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.isotopelm.optim.Fixtures.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Lion;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An embedding of nine rows: row r is touched in about one of r + 1 steps, the last one never. */
class LazyRowsTest {
  private static final int STEPS = 2500; // more than two windows
  private static final int ROWS = 9;
  private static final int WIDTH = 4;
  private static final double PEAK = 0.01;
  private static final Algorithm SGD = new Sgd(0, false);
  private static final Algorithm ADAMW = new AdamW(List.of(0.9, 0.95), 1e-8);

  private final ParameterSet parameters = parameters();
  private final Parameter embedding = parameters.get("embedding");
  private final float[] values = parameters.initialValues(1);
  private final float[] gradients = new float[values.length];
  private final Random random = new Random(5);

  private static ParameterSet parameters() {
    ParameterSet.Builder builder = ParameterSet.builder();
    Initial normal = new Initial.Normal(0.5);
    builder.add("bias", Role.BIAS, -1, normal, 5);
    builder.add("embedding", Role.TOKEN_EMBEDDING, -1, normal, ROWS, WIDTH);
    return builder.build();
  }

  private Optimizer optimizer(Algorithm algorithm, DecayRule rule) {
    Schedule schedule = Schedule.of(Fixtures.rate(PEAK, ScheduleKind.LINEAR, "500", 0.1), STEPS);
    DecayPlan plan = DecayPlan.of(List.of(rule), parameters, new Horizon(schedule, 1, 1));
    Engine engine = Engine.of(EngineSpec.ProductsKind.JAVA);
    return new Optimizer(
        algorithm,
        plan,
        schedule,
        engine,
        values.length,
        1,
        () -> parameters.initialValues(1),
        List.of(embedding));
  }

  private int[] rows() {
    return random.ints(3, 0, ROWS - 1).filter(row -> random.nextInt(row + 1) == 0).toArray();
  }

  private void gradientOf(int[] rows) {
    Arrays.fill(gradients, 0);
    for (int row : rows) {
      for (int i = 0; i < WIDTH; i++) {
        gradients[at(row) + i] = (float) random.nextGaussian();
      }
    }
  }

  private int at(int row) {
    return embedding.offset() + row * WIDTH;
  }

  private void step(Optimizer optimizer, int... rows) {
    optimizer.touched().begin();
    for (int row : rows) {
      optimizer.touched().add(0, row);
    }
    optimizer.touched().end();
    for (int i = 0; i < optimizer.ranges().size(); i++) {
      optimizer.catchUp(i, values);
    }
    optimizer.beginStep(1);
    for (int i = 0; i < optimizer.ranges().size(); i++) {
      optimizer.update(i, 0, values, gradients);
    }
  }

  private float[] settled(Optimizer optimizer) {
    float[] copy = values.clone();
    optimizer.lazyRows().getFirst().settleCopy(copy);
    return copy;
  }

  private static double share(String form, double lambda, long t) {
    double s = t <= 500 ? t / 500.0 : 0.1 + 0.9 * (2500 - t) / 2000.0;
    return switch (form) {
      case "l2", "l2_init", "decoupled", "cautious", "to_one" -> PEAK * s * lambda;
      case "independent" -> s * lambda;
      case "constant" -> lambda;
      case "corrected" -> PEAK * s * s * lambda;
      default -> throw new IllegalArgumentException(form);
    };
  }

  /** The reference is dense, in double; the last three overshoot: factors of 0 and below. */
  @ParameterizedTest
  @CsvSource({
    "l2, 1",
    "decoupled, 1",
    "independent, 0.01",
    "constant, 0.003",
    "corrected, 1",
    "cautious, 1",
    "l2_init, 1",
    "to_one, 1",
    "decoupled, 0",
    "constant, 1",
    "decoupled, 100",
    "decoupled, 150"
  })
  void settled_anyStep_equalsTheDenseResult(String form, double lambda) {
    Optimizer optimizer = optimizer(SGD, rule("all").lambda(lambda).form(form).build());
    double[] start = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    double[] dense = start.clone();
    for (int t = 1; t <= STEPS; t++) {
      int[] rows = rows();
      gradientOf(rows);
      double rate = PEAK * (t <= 500 ? t / 500.0 : 0.1 + 0.9 * (2500 - t) / 2000.0);
      double share = (float) share(form, lambda, t); // as a step has it
      for (int i = 0; i < dense.length; i++) {
        double distance =
            switch (form) {
              case "l2_init" -> dense[i] - start[i];
              case "to_one" -> dense[i] - 1;
              default -> dense[i];
            };
        boolean spared = form.equals("cautious") && gradients[i] * dense[i] < 0;
        dense[i] -= (spared ? 0 : share * distance) + rate * gradients[i];
      }
      step(optimizer, rows);
      if (t % 97 == 0 || t == STEPS) {
        requireClose(settled(optimizer), dense);
      }
    }
  }

  private void requireClose(float[] found, double[] expected) {
    for (int row = 0; row < ROWS; row++) {
      double squares = 0;
      double norm = 0;
      for (int i = at(row); i < at(row) + WIDTH; i++) {
        squares += Math.pow(found[i] - expected[i], 2);
        norm += expected[i] * expected[i];
      }
      // Below 1e-30 a float has fewer digits.
      assertThat(Math.sqrt(squares)).isLessThanOrEqualTo(1e-6 * Math.sqrt(norm) + 1e-36);
    }
  }

  @Test
  void update_decayTooSmallForAFloat_isNotLost() {
    // c·λ = 1e-8, less than half a unit in the last place of a float: step by step it would be
    // lost.
    Optimizer optimizer = optimizer(SGD, rule("all").lambda(1e-8).form("constant").build());
    float before = values[at(ROWS - 1)];
    for (int t = 1; t <= 1000; t++) {
      step(optimizer);
    }
    float[] settled = settled(optimizer);
    assertThat(settled[at(ROWS - 1)] / (double) before - 1).isCloseTo(-1e-5, within(1e-7));
  }

  @Test
  void settled_rowsBehind_leavesTheValuesAsTheyAre() {
    Optimizer optimizer = optimizer(SGD, rule("all").lambda(1).form("decoupled").build());
    step(optimizer, 1);
    float[] before = values.clone();

    settled(optimizer);

    assertThat(values).isEqualTo(before);
    assertThat(optimizer.lazyRows().getFirst().behind())
        .isEqualTo(new float[] {1, 0, 1, 1, 1, 1, 1, 1, 1});
  }

  /** PyTorch's SparseAdam has the same rule: its moments stand still, its step count does not. */
  @Test
  void update_lazyAdam_movesTouchedRowsOnly() {
    Optimizer optimizer = optimizer(ADAMW, rule("all").lambda(0).build());
    float[] start = values.clone();
    double[] m = new double[WIDTH];
    double[] v = new double[WIDTH];
    double[] expected = new double[WIDTH];
    Arrays.setAll(expected, i -> start[at(2) + i]);
    for (int t = 1; t <= 50; t++) {
      boolean touches = t % 7 == 3;
      int[] rows = touches ? new int[] {2} : new int[] {};
      gradientOf(rows);
      for (int i = 0; touches && i < WIDTH; i++) {
        double g = gradients[at(2) + i];
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.95 * v[i] + 0.05 * g * g;
        double mHat = m[i] / (1 - Math.pow(0.9, t));
        double vHat = v[i] / (1 - Math.pow(0.95, t));
        expected[i] -= PEAK * t / 500 * mHat / (Math.sqrt(vHat) + 1e-8);
      }
      step(optimizer, rows);
    }
    for (int i = embedding.offset(); i < embedding.end(); i++) {
      double right = i >= at(2) && i < at(3) ? expected[i - at(2)] : start[i];
      assertThat((double) values[i]).isCloseTo(right, within(1e-7));
    }
  }

  /** With decay the others shrink by its product and do nothing else: Lion's sign is 0, too. */
  @Test
  void update_lazyLion_untouchedRowsOnlyDecay() {
    Algorithm lion = new Lion(List.of(0.9, 0.99));
    Optimizer optimizer = optimizer(lion, rule("all").lambda(0.001).form("constant").build());
    float[] start = values.clone();
    gradientOf(new int[] {3, 4});
    step(optimizer, 3, 4);
    for (int t = 2; t <= 100; t++) {
      gradientOf(new int[] {4});
      step(optimizer, 4);
    }
    float[] settled = settled(optimizer);
    double kept = Math.pow(1 - (double) 0.001f, 100);
    assertThat((double) settled[at(8)]).isCloseTo(kept * start[at(8)], within(1e-7));
    // Row 3 moved by η in the first step: η₁ = 0.01/500.
    assertThat(Math.abs(settled[at(3)] - kept * start[at(3)])).isCloseTo(2e-5 * kept, within(2e-7));
  }

  @ParameterizedTest
  @CsvSource({"1", "700", "1023", "1024", "1025", "2049", "2499"})
  void restore_anyStep_goesOnToTheSameBits(int until) {
    DecayRule rule = rule("all").lambda(1).form("decoupled").build();
    Optimizer first = optimizer(ADAMW, rule);
    train(first, 0, until);
    float[] saved = values.clone();
    float[] behind = first.lazyRows().getFirst().behind();
    Optimizer second = optimizer(ADAMW, rule);
    first
        .states()
        .forEach((name, state) -> copy(state, Objects.requireNonNull(second.states().get(name))));
    second.restore(until);
    second.lazyRows().getFirst().restore(behind);

    train(first, until, STEPS);
    float[] whole = settled(first);
    copy(saved, values);
    train(second, until, STEPS);

    assertThat(settled(second)).isEqualTo(whole);
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** Steps whose rows and gradients follow from their numbers. */
  private void train(Optimizer optimizer, int from, int to) {
    for (int t = from; t < to; t++) {
      random.setSeed(t);
      int[] rows = rows();
      gradientOf(rows);
      step(optimizer, rows);
    }
  }

  @Test
  void restore_furtherBehindThanAWindow_isDamaged() {
    Optimizer optimizer = optimizer(SGD, rule("all").lambda(1).build());
    optimizer.restore(1100); // 76 steps into the second window
    float[] behind = new float[ROWS];
    behind[4] = 77;
    LazyRows rows = optimizer.lazyRows().getFirst();

    assertThatThrownBy(() -> rows.restore(behind))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(
            "row 4 of embedding is 77.0 steps behind; at step 1100 it can be 0 to 76");
  }
}
