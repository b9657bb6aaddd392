package org.isotopelm.study.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.study.plan.Samplers;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.text.FoldOrder;

/** Plays searches and prints their regret: see README.md. */
final class SearchBench {
  private static final int[] TRIALS = {4, 5, 6, 8, 10, 11, 12};
  private static final List<String> METHODS =
      List.of("grid", "random", "sobol", "gp", "gp, one at a time");

  private SearchBench() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "export" -> {
        RecordedTable table = RecordedTable.ofJournal(Path.of(arguments[1]));
        table.write(Path.of(arguments[2]));
        System.out.printf(
            "%d seeds × %d folds × %d values%n",
            table.repetitions(), table.folds(), table.lambdas().length + 1);
      }
      case "recorded" -> {
        Task task = Task.recorded(RecordedTable.read(Path.of(arguments[1])));
        compare(task.name(), Integer.parseInt(arguments[2]), _ -> task);
      }
      case "synthetic" -> {
        for (int i = 0; i < Task.synthetic(0).size(); i++) {
          int which = i;
          compare(
              Task.synthetic(0).get(i).name(),
              Integer.parseInt(arguments[1]),
              repetition -> Task.synthetic(repetition).get(which));
        }
      }
      default -> throw new IllegalArgumentException("export, recorded or synthetic");
    }
  }

  private interface Tasks {
    Task of(int repetition);
  }

  private static void compare(String name, int repetitions, Tasks tasks) {
    System.out.printf(
        "%n| %s | points | mean regret %% | median %% | 95th %% | mean nats | share of nll %% |%n|---|---|---|---|---|---|---|%n",
        name);
    for (String method : METHODS) {
      for (int trials : TRIALS) {
        double[] regrets = new double[repetitions];
        double nats = 0;
        double share = 0;
        for (int r = 0; r < repetitions; r++) {
          Task task = tasks.of(r);
          Point chosen = search(method, trials, task, r);
          regrets[r] = 100 * task.regret(chosen);
          double excess = task.truth().applyAsDouble(chosen) - task.best();
          nats += excess / repetitions;
          share += 100 * excess / task.best() / repetitions;
        }
        Arrays.sort(regrets);
        System.out.printf(
            "| %s | %d | %.2f | %.2f | %.2f | %.4f | %.3f |%n",
            method,
            trials,
            Arrays.stream(regrets).average().orElseThrow(),
            regrets[repetitions / 2],
            regrets[(int) Math.ceil(0.95 * repetitions) - 1],
            nats,
            share);
      }
    }
  }

  /** The point of the lowest mean over its cells. */
  private static Point search(String method, int trials, Task task, int repetition) {
    Space space = Space.of(task.space());
    List<Observation> seen = new ArrayList<>();
    if (method.equals("grid")) {
      grid(space, trials, repetition).forEach(p -> seen.add(observe(task, p, repetition)));
    } else {
      Sampler sampler = Samplers.of(spec(method, trials, task, repetition), space);
      for (List<Point> round = sampler.next(seen).points();
          !round.isEmpty();
          round = sampler.next(seen).points()) {
        round.forEach(point -> seen.add(observe(task, point, repetition)));
      }
    }
    return seen.stream().min(Comparator.comparingDouble(SearchBench::mean)).orElseThrow().point();
  }

  private static double mean(Observation observation) {
    return observation.figures().stream()
        .mapToDouble(Objects::requireNonNull)
        .average()
        .orElseThrow();
  }

  private static Observation observe(Task task, Point point, int repetition) {
    return new Observation(point, List.copyOf(task.cells().nll(point, repetition)), false);
  }

  /** Equally spaced values in each dimension, from a random offset. */
  private static List<Point> grid(Space space, int trials, int repetition) {
    RandomStream random = RandomStream.of(repetition, "offset");
    int dimensions = space.axes().size();
    int levels = (int) Math.round(Math.pow(trials, 1.0 / dimensions));
    double[] offset = new double[dimensions];
    Arrays.setAll(offset, _ -> random.nextDouble());
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < Math.pow(levels, dimensions); i++) {
      double[] shares = new double[dimensions];
      for (int d = 0, rest = i; d < dimensions; d++, rest /= levels) {
        shares[d] = (rest % levels + offset[d]) / levels;
      }
      points.add(space.at(shares));
    }
    return points;
  }

  private static StudySpec spec(String method, int trials, Task task, int repetition) {
    int initial = Math.min(trials - 1, 2 + 2 * task.space().size()); // the config's default
    Search search =
        switch (method) {
          case "random" -> new RandomSearch(trials);
          case "sobol" -> new SobolSearch(trials);
          case "gp" -> new GpSearch(trials, initial, 2, GpSearch.Stop.NEVER);
          default -> new GpSearch(trials, initial, 1, GpSearch.Stop.NEVER);
        };
    return new StudySpec(
        search,
        task.space(),
        List.of(),
        new NoPruning(),
        StudySpec.Budget.NONE,
        3,
        FoldOrder.HASH,
        0,
        StudySpec.TokenizerFit.REFIT,
        1,
        1000 + repetition,
        0,
        StudySpec.Hold.LAMBDA,
        Map.of(),
        null,
        null);
  }
}
