package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.isotopelm.optim.Fixtures.rule;
import static org.isotopelm.optim.FormCases.FACTOR;
import static org.isotopelm.optim.FormCases.PEAK;
import static org.isotopelm.optim.FormCases.SCHEDULE;
import static org.isotopelm.optim.FormCases.STEPS;
import static org.isotopelm.optim.FormCases.TO;
import static org.isotopelm.optim.FormCases.gradients;
import static org.isotopelm.optim.FormCases.isPossible;
import static org.isotopelm.optim.FormCases.lambda;
import static org.isotopelm.optim.FormCases.large;
import static org.isotopelm.optim.FormCases.optimizer;
import static org.isotopelm.optim.FormCases.parameters;
import static org.isotopelm.optim.FormCases.plan;
import static org.isotopelm.optim.FormCases.step;
import static org.isotopelm.optim.FormCases.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Team;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every form of decay under every optimizer, without a value from elsewhere. */
class FormPropertiesTest {
  @ParameterizedTest
  @MethodSource("org.isotopelm.optim.FormCases#all")
  void spec_ofSecondMoments_needsAnOptimizerThatKeepsThem(Algorithm algorithm, Form form) {
    List<DecayRule> rules = List.of(rule("all").lambda(0).form(form.label()).build());
    if (isPossible(algorithm, form)) {
      assertThat(spec(algorithm, rules).decay()).isEqualTo(rules);
    } else {
      assertThatThrownBy(() -> spec(algorithm, rules))
          .isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("optimizer.decay.0.form: group all decays by the mean of");
    }
  }

  private static OptimizerSpec spec(Algorithm algorithm, List<DecayRule> rules) {
    return new OptimizerSpec(
        algorithm, null, Fixtures.rate(PEAK, ScheduleKind.CONSTANT, "0", 0), rules);
  }

  /** With no gradient a weight that decays from the weights' side shrinks by Π(1 − c_t·λ_t). */
  @ParameterizedTest
  @MethodSource("org.isotopelm.optim.FormCases#possible")
  void steps_withoutGradients_areTheProductOfTheFormula(Algorithm algorithm, Form form) {
    ParameterSet parameters = parameters();
    LambdaSchedule schedule = new LambdaSchedule.Rising(TO);
    Optimizer optimizer = optimizer(algorithm, parameters, form, schedule);
    float[] start = parameters.initialValues(1);
    float[] values = start.clone();
    for (int t = 0; t < STEPS; t++) {
      step(optimizer, values, new float[values.length]);
    }
    if (form.parts().side() == Side.GRADIENT) {
      boolean moves = form.parts().target() != Target.INITIAL;
      assertThat(Arrays.equals(values, start)).isEqualTo(!moves);
      return;
    }
    // Second moments that are zero couple nothing.
    boolean acts = form.parts().coupling() != Coupling.SECOND_MOMENTS;
    double product = 1;
    for (int t = 1; acts && t <= STEPS; t++) {
      DecayPlan.Group group = plan(parameters, form, schedule).groups().getFirst();
      product *= 1 - group.decay().rate(SCHEDULE, FACTOR, t);
    }
    float centre = form.parts().target() == Target.ONE ? 1 : 0;
    for (Parameter p : parameters.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        double expected = centre + product * (start[i] - centre);
        assertThat((double) values[i]).isCloseTo(expected, within(3e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.isotopelm.optim.FormCases#possible")
  void steps_lambdaZero_areThoseOfNoDecay(Algorithm algorithm, Form form) {
    ParameterSet parameters = parameters();
    float[] values = parameters.initialValues(1);
    float[] expected = values.clone();
    DecayRule zero = rule("all").lambda(0).form(form.label()).factor(FACTOR).build();
    train(optimizer(algorithm, parameters, List.of(zero)), parameters, values, 0, 9);
    train(
        optimizer(algorithm, parameters, Form.NONE, new LambdaSchedule.Constant()),
        parameters,
        expected,
        0,
        9);
    assertThat(values).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.isotopelm.optim.FormCases#possible")
  void steps_groupsInAnotherOrder_haveTheSameBits(Algorithm algorithm, Form form) {
    DecayRule gains = rule("gains").roles(Role.NORM_GAIN).lambda(0.1).form("constant").build();
    DecayRule rest = rule("rest").match("*weight").lambda(lambda(form)).form(form.label()).build();
    ParameterSet parameters = parameters();
    float[] values = parameters.initialValues(1);
    float[] other = values.clone();
    train(optimizer(algorithm, parameters, List.of(gains, rest)), parameters, values, 0, 9);
    train(optimizer(algorithm, parameters, List.of(rest, gains)), parameters, other, 0, 9);
    assertThat(other).isEqualTo(values);
  }

  @ParameterizedTest
  @MethodSource("org.isotopelm.optim.FormCases#possible")
  void restore_goesOnToTheSameBits(Algorithm algorithm, Form form) {
    ParameterSet parameters = parameters();
    LambdaSchedule schedule = new LambdaSchedule.Antiphase();
    float[] whole = parameters.initialValues(1);
    train(optimizer(algorithm, parameters, form, schedule), parameters, whole, 0, 20);
    float[] values = parameters.initialValues(1);
    Optimizer first = optimizer(algorithm, parameters, form, schedule);
    train(first, parameters, values, 0, 8);
    Optimizer second = optimizer(algorithm, parameters, form, schedule);
    first
        .states()
        .forEach(
            (name, state) ->
                System.arraycopy(state, 0, second.states().get(name), 0, state.length));
    second.restore(first.step());
    train(second, parameters, values, 8, 20);
    assertThat(values).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("org.isotopelm.optim.FormCases#possible")
  void update_threeThreadsInAnyOrder_giveTheSameBits(Algorithm algorithm, Form form) {
    ParameterSet parameters = large();
    float[] expected = parameters.initialValues(1);
    train(
        optimizer(algorithm, parameters, form, new LambdaSchedule.Constant()),
        parameters,
        expected,
        0,
        2);
    Optimizer shared = optimizer(algorithm, parameters, form, new LambdaSchedule.Constant());
    List<Integer> shuffled =
        new ArrayList<>(IntStream.range(0, shared.ranges().size()).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    float[] values = parameters.initialValues(1);
    try (Team team = new Team(3)) {
      for (int t = 1; t <= 2; t++) {
        float[] gradients = gradients(parameters, t);
        shared.beginStep(1);
        do {
          team.run(
              shuffled.size(),
              (i, thread) -> shared.update(shuffled.get(i), thread, values, gradients));
        } while (shared.goesOn());
      }
    }
    assertThat(values).isEqualTo(expected);
  }
}
