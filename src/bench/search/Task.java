package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.space.Point;

/**
 * Something to search: a space, cells that can be trained at a point, and what is true.
 *
 * @param cells nll at a point in a repetition, by fold
 * @param truth expected nll of a point
 * @param best the lowest truth
 * @param zero truth without decay, or where there is none of a point in the middle
 */
record Task(
    String name,
    Map<String, Dimension> space,
    Cells cells,
    ToDoubleFunction<Point> truth,
    double best,
    double zero) {

  interface Cells {
    List<Double> nll(Point point, int repetition);
  }

  private static final int FOLDS = 3;
  private static final double LOW = 0.0063;
  private static final double HIGH = 2;

  double regret(Point point) {
    return (truth.applyAsDouble(point) - best) / (zero - best);
  }

  /** λ of the recorded study. */
  static Task recorded(RecordedTable table) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 4000; i++) {
      best = Math.min(best, table.reference(LOW * Math.pow(HIGH / LOW, i / 4000.0)));
    }
    Cells cells =
        (point, repetition) -> {
          List<Double> nll = new ArrayList<>();
          for (int fold = 0; fold < table.folds(); fold++) {
            nll.add(table.nll(number(point, "lambda"), repetition % table.repetitions(), fold));
          }
          return nll;
        };
    return new Task(
        "recorded",
        Map.of("lambda", range(LOW, HIGH)),
        cells,
        point -> table.reference(number(point, "lambda")),
        best,
        table.reference(0));
  }

  /** Functions that no search was tuned on: their optimum moves with the repetition. */
  static List<Task> synthetic(int repetition) {
    RandomStream random = RandomStream.of(repetition, "task");
    double a = 0.15 + 0.7 * random.nextDouble();
    double b = 0.15 + 0.7 * random.nextDouble();
    double steep = 2 + 4 * random.nextDouble();
    return List.of(
        synthetic("plateau", 1, u -> u(u[0], a, steep)),
        synthetic("parabola", 1, u -> 2 * (u[0] - a) * (u[0] - a)),
        synthetic("kink", 1, u -> Math.abs(u[0] - a)),
        synthetic("irrelevant", 2, u -> u(u[0], a, steep) + 0 * u[1]),
        synthetic(
            "valley",
            2,
            u -> {
              double along = u[0] - a + u[1] - b;
              double across = u[0] - a - (u[1] - b);
              return 0.3 * across * across + 1.5 * along * along;
            }));
  }

  /** A plateau on the left, a parabola around a, a steep rise on the right. */
  private static double u(double x, double a, double steep) {
    double t = steep * (x - a);
    return t < 0 ? 0.4 * (1 - Math.exp(-t * t)) : 0.4 * t * t / (1 + 0.2 * t);
  }

  private static Task synthetic(String name, int dimensions, ToDoubleFunction<double[]> function) {
    Map<String, Dimension> space = new LinkedHashMap<>();
    String[] names = {"lambda", "eta"};
    for (int i = 0; i < dimensions; i++) {
      space.put(
          names[i],
          new Dimension(List.of("x." + names[i]), null, List.of(1e-3, 1.0), null, false, Map.of()));
    }
    ToDoubleFunction<Point> truth =
        point -> {
          double[] unit = new double[dimensions];
          for (int i = 0; i < dimensions; i++) {
            unit[i] = 1 + Math.log(number(point, names[i])) / Math.log(1e3);
          }
          return 4 + function.applyAsDouble(unit);
        };
    Cells cells =
        (point, repetition) -> {
          List<Double> nll = new ArrayList<>();
          for (int fold = 0; fold < FOLDS; fold++) {
            RandomStream noise = RandomStream.of(repetition, point.key() + fold);
            nll.add(truth.applyAsDouble(point) + 0.03 * fold + 0.003 * noise.nextGaussian());
          }
          return nll;
        };
    return new Task(name, space, cells, truth, 4, 4.4);
  }

  private static Dimension range(double low, double high) {
    return new Dimension(List.of("x.lambda"), null, List.of(low, high), null, false, Map.of());
  }

  private static double number(Point point, String name) {
    return ((Number) point.values().get(name)).doubleValue();
  }
}
