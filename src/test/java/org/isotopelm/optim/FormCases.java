package org.isotopelm.optim;

import static org.isotopelm.optim.Fixtures.rule;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.optim.algorithm.Adam;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Lion;
import org.isotopelm.optim.algorithm.Muon;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.Decay;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.params.provider.Arguments;

/** Every form of decay and every optimizer, and a small training of each. A new one joins here. */
final class FormCases {
  static final List<Algorithm> ALGORITHMS =
      List.of(
          new AdamW(List.of(0.9, 0.95), 1e-8),
          new Adam(List.of(0.9, 0.999), 1e-8),
          new Sgd(0, false),
          new Sgd(0.9, true),
          new Lion(List.of(0.9, 0.99)),
          new Muon(0.95, true, 5, List.of(0.9, 0.95), 1e-8));

  static final double PEAK = 0.01;
  static final double FACTOR = 0.5;
  static final int STEPS = 40;
  static final double TO = 0.1;
  static final Schedule SCHEDULE =
      Schedule.of(Fixtures.rate(PEAK, ScheduleKind.LINEAR, "10", 0.1), STEPS);
  static final Horizon HORIZON = new Horizon(SCHEDULE, 1, 1);

  private FormCases() {}

  static Stream<Arguments> all() {
    return ALGORITHMS.stream()
        .flatMap(a -> Stream.of(Form.values()).map(form -> Arguments.of(a, form)));
  }

  static Stream<Arguments> possible() {
    return all().filter(each -> isPossible((Algorithm) each.get()[0], (Form) each.get()[1]));
  }

  static boolean isPossible(Algorithm algorithm, Form form) {
    return algorithm.hasSecondMoments() || form.parts().coupling() != Coupling.SECOND_MOMENTS;
  }

  /** λ such that decay takes up to 2 % of a weight in a step, where that can be said. */
  static double lambda(Form form) {
    Decay unit = Decay.of(form, 1);
    double rated = 0.02 / unit.peakCoefficient(SCHEDULE, FACTOR) * form.divisor(STEPS);
    return form.decays() ? unit.hasRate() ? rated : 0.3 : 0;
  }

  static ParameterSet parameters() {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("embedding.weight", Role.TOKEN_EMBEDDING, -1, new Initial.Normal(0.5), 7, 4);
    builder.add("mlp.weight", Role.FEED_FORWARD, 0, new Initial.Normal(0.5), 4, 6);
    builder.add("gain", Role.NORM_GAIN, 0, new Initial.Constant(1.5f), 5);
    return builder.build();
  }

  static ParameterSet large() {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("embedding.weight", Role.TOKEN_EMBEDDING, -1, new Initial.Normal(0.1), 900, 100);
    builder.add("mlp.weight", Role.FEED_FORWARD, 0, new Initial.Normal(0.1), 17, 9);
    builder.add("gain", Role.NORM_GAIN, 0, new Initial.Constant(1), 33);
    return builder.build();
  }

  static Optimizer optimizer(
      Algorithm algorithm, ParameterSet parameters, Form form, LambdaSchedule schedule) {
    return optimizer(algorithm, parameters, plan(parameters, form, schedule));
  }

  static Optimizer optimizer(Algorithm algorithm, ParameterSet parameters, List<DecayRule> rules) {
    return optimizer(algorithm, parameters, DecayPlan.of(rules, parameters, HORIZON));
  }

  static Optimizer optimizer(Algorithm algorithm, ParameterSet parameters, DecayPlan plan) {
    return new Optimizer(
        algorithm,
        plan,
        SCHEDULE,
        Engine.of(ProductsKind.JAVA),
        parameters.length(),
        3,
        () -> parameters.initialValues(1));
  }

  static DecayPlan plan(ParameterSet parameters, Form form, LambdaSchedule schedule) {
    DecayRule rule =
        rule("all")
            .lambda(lambda(form))
            .form(form.label())
            .schedule(schedule)
            .factor(FACTOR)
            .build();
    return DecayPlan.of(List.of(rule), parameters, HORIZON);
  }

  static void train(
      Optimizer optimizer, ParameterSet parameters, float[] values, int from, int to) {
    for (int t = from + 1; t <= to; t++) {
      step(optimizer, values, gradients(parameters, t));
    }
  }

  static void step(Optimizer optimizer, float[] values, float[] gradients) {
    optimizer.beginStep(1);
    do {
      for (int i = 0; i < optimizer.ranges().size(); i++) {
        optimizer.update(i, 0, values, gradients);
      }
    } while (optimizer.goesOn());
  }

  /** Of step t: of one size in each element, so that moments and momentum have something to do. */
  static float[] gradients(ParameterSet parameters, int t) {
    float[] gradients = new float[parameters.length()];
    Random random = new Random(t);
    for (Parameter p : parameters.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        gradients[i] = (float) (0.3 * Math.sin(i) + random.nextGaussian());
      }
    }
    return gradients;
  }
}
