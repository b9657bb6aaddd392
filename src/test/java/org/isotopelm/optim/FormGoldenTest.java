package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.isotopelm.optim.FormCases.FACTOR;
import static org.isotopelm.optim.FormCases.PEAK;
import static org.isotopelm.optim.FormCases.STEPS;
import static org.isotopelm.optim.FormCases.TO;
import static org.isotopelm.optim.FormCases.gradients;
import static org.isotopelm.optim.FormCases.lambda;
import static org.isotopelm.optim.FormCases.optimizer;
import static org.isotopelm.optim.FormCases.parameters;
import static org.isotopelm.optim.FormCases.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.optim.algorithm.Adam;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form of decay under every optimizer, against its paper's equation in double. PyTorch's own
 * golden steps, where it has the form, are in {@link OptimizerGoldenTest}.
 */
class FormGoldenTest {
  @ParameterizedTest
  @MethodSource("org.isotopelm.optim.FormCases#possible")
  void steps_areThoseOfThePaper(Algorithm algorithm, Form form) {
    for (LambdaSchedule schedule :
        List.of(new LambdaSchedule.Constant(), new LambdaSchedule.Cosine(TO))) {
      ParameterSet parameters = parameters();
      float[] values = parameters.initialValues(1);
      train(optimizer(algorithm, parameters, form, schedule), parameters, values, 0, STEPS);
      double error = error(values, reference(algorithm, parameters, form, schedule), parameters);
      assertThat(error).as("largest error relative to the largest weight").isLessThan(2e-6);
    }
  }

  /** All weights after the run, in double. */
  private static double[] reference(
      Algorithm algorithm, ParameterSet parameters, Form form, LambdaSchedule schedule) {
    double[] theta = doubles(parameters.initialValues(1));
    double[] start = theta.clone();
    List<Parameter> all = parameters.parameters();
    List<Reference> directions = all.stream().map(p -> new Reference(algorithm, p)).toList();
    for (int t = 1; t <= STEPS; t++) {
      double s = t <= 10 ? t / 10.0 : 0.1 + 0.9 * (STEPS - t) / (STEPS - 10);
      double share =
          schedule instanceof LambdaSchedule.Constant
              ? 1
              : TO + (1 - TO) * 0.5 * (1 + Math.cos(Math.PI * (t - 1) / (STEPS - 1)));
      double lambda = lambda(form) * share;
      double[] g = doubles(gradients(parameters, t));
      for (int i = 0; i < g.length; i++) {
        g[i] +=
            switch (form) {
              case L2 -> lambda * theta[i];
              case L2_INIT -> lambda * (theta[i] - start[i]);
              default -> 0;
            };
      }
      double[] u = new double[g.length];
      double v = 0;
      for (int k = 0; k < all.size(); k++) {
        int from = all.get(k).offset();
        double[] own = directions.get(k).direction(Arrays.copyOfRange(g, from, all.get(k).end()));
        System.arraycopy(own, 0, u, from, own.length);
        v += directions.get(k).secondMoments(algorithm instanceof Adam ? 0.999 : 0.95);
      }
      double eta = FACTOR * PEAK * s;
      double root = Math.sqrt(v / parameters.count());
      for (int i = 0; i < theta.length; i++) {
        double w = theta[i];
        double decay =
            switch (form) {
              case NONE, L2, L2_INIT -> 0;
              case DECOUPLED -> eta * lambda * w;
              case INDEPENDENT -> s * lambda * w;
              case CONSTANT -> lambda * w;
              case CORRECTED -> eta * s * lambda * w;
              case CAUTIOUS -> u[i] * w >= 0 ? eta * lambda * w : 0;
              case TO_ONE -> eta * lambda * (w - 1);
              case NORMALIZED -> s * lambda / Math.sqrt(STEPS) * w;
              case STABLE -> eta / root * lambda * w;
            };
        theta[i] = w - decay - eta * u[i];
      }
    }
    return theta;
  }

  private static double[] doubles(float[] floats) {
    return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
  }

  private static double error(float[] found, double[] expected, ParameterSet parameters) {
    double error = 0;
    double largest = 0;
    for (Parameter p : parameters.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        error = Math.max(error, Math.abs(found[i] - expected[i]));
        largest = Math.max(largest, Math.abs(expected[i]));
      }
    }
    return error / largest;
  }
}
