package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Does nll depend on η·λ rather than on λ? The best λ of each η, and the spread within equal
 * values.
 */
final class Coupling {
  private Coupling() {}

  static void print(Board board) {
    System.out.printf(
        "%n| %s: η | best λ | best η·λ | nll there |%n|---|---|---|---|%n", board.name());
    List<double[]> logs = new ArrayList<>();
    for (List<Integer> row : board.byEta()) {
      double[] nll = row.stream().mapToDouble(p -> board.truth()[p]).toArray();
      double eta = Board.number(board.points().get(row.getFirst()), "eta");
      double[] lambdas =
          row.stream().mapToDouble(p -> Board.number(board.points().get(p), "lambda")).toArray();
      double best = minimum(lambdas, nll);
      logs.add(new double[] {Math.log(eta), Math.log(best)});
      System.out.printf(
          Locale.ROOT,
          "| %.5f | %.4f | %.5f | %.4f |%n",
          eta,
          best,
          eta * best,
          Arrays.stream(nll).min().orElseThrow());
    }
    System.out.printf(
        Locale.ROOT, "slope of ln best λ over ln η: %.2f (−1: only η·λ counts)%n", slope(logs));
    System.out.printf(
        Locale.ROOT,
        "share of the variance of the better half's nll that is explained by λ %.2f, by η·λ %.2f, by η %.2f%n",
        explained(board, p -> round(at(board, p, "lambda"))),
        explained(board, p -> round(at(board, p, "lambda") * at(board, p, "eta"))),
        explained(board, p -> round(at(board, p, "eta"))));
  }

  private static double at(Board board, int point, String name) {
    return Board.number(board.points().get(point), name);
  }

  private static long round(double value) {
    return Math.round(100 * Math.log(value));
  }

  /** By the parabola in ln λ through the lowest and its neighbours. */
  private static double minimum(double[] lambdas, double[] nll) {
    int i = PlayBench.argmin(nll);
    if (i == 0 || i == nll.length - 1 || !Double.isFinite(nll[i + 1])) {
      return lambdas[i];
    }
    double step = Math.log(lambdas[i + 1] / lambdas[i]);
    double bend = nll[i - 1] - 2 * nll[i] + nll[i + 1];
    return lambdas[i] * Math.exp(0.5 * step * (nll[i - 1] - nll[i + 1]) / bend);
  }

  private static double slope(List<double[]> points) {
    double x = points.stream().mapToDouble(p -> p[0]).average().orElseThrow();
    double y = points.stream().mapToDouble(p -> p[1]).average().orElseThrow();
    return points.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum()
        / points.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
  }

  /**
   * 1 − the variance within groups of equal keys over the whole, of the points below the median.
   */
  private static double explained(Board board, Function<Integer, Long> key) {
    double[] sorted = board.truth().clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    List<Integer> better =
        IntStream.range(0, sorted.length).filter(p -> board.truth()[p] < median).boxed().toList();
    Map<Long, List<Integer>> groups = better.stream().collect(Collectors.groupingBy(key));
    double within = groups.values().stream().mapToDouble(group -> squares(board, group)).sum();
    return 1 - within / squares(board, better);
  }

  private static double squares(Board board, List<Integer> points) {
    double mean = points.stream().mapToDouble(p -> board.truth()[p]).average().orElseThrow();
    return points.stream().mapToDouble(p -> Math.pow(board.truth()[p] - mean, 2)).sum();
  }
}
