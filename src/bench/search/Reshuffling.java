package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.math.random.RandomStream;

/**
 * Does a choice generalise better where each point has folds of its own (Nagler, Schneider, Bischl
 * and Feurer 2024)? Plays both on the draws of folds of a table; what counts is the nll of the test
 * text, the mean over all draws, folds and seeds of the chosen point. Where the points have one
 * fold each, it is one of all folds of all draws, as a holdout that is drawn anew.
 */
final class Reshuffling {
  private Reshuffling() {}

  static void print(RecordedCells table, int repetitions) {
    List<Board> same = draws(table);
    int points = same.stream().mapToInt(board -> board.points().size()).min().orElse(0);
    if (same.isEmpty()) {
      return;
    }
    double[] truth = new double[points];
    Arrays.setAll(
        truth, p -> same.stream().mapToDouble(board -> test(board, p)).average().orElseThrow());
    System.out.printf(
        "%n| %s, %d draws, %d points: folds | points tried | test nll above the best, mill nats: fixed | reshuffled | difference ± standard error |%n|---|---|---|---|---|%n",
        table.name(), same.size(), points);
    // With one draw only a single fold can be another for each point.
    int most = same.size() == 1 ? 1 : same.getFirst().folds();
    for (int folds = 1; folds <= most; folds++) {
      for (int tried : new int[] {Math.min(6, points), Math.min(12, points), points}) {
        compare(same, truth, folds, tried, repetitions);
      }
    }
  }

  /** The boards of all draws, of the same points; without other draws that of the first draw. */
  static List<Board> draws(RecordedCells table) {
    List<Board> coarse =
        table.values(RecordedCells.Key::draw).stream()
            .map(draw -> Board.coarse(table, draw.intValue()))
            .filter(Objects::nonNull)
            .toList();
    return coarse.size() > 1
        ? coarse
        : Stream.of(Board.of(table, 1)).filter(Objects::nonNull).toList();
  }

  private static void compare(
      List<Board> draws, double[] truth, int folds, int tried, int repetitions) {
    double best = Arrays.stream(truth).min().orElseThrow();
    double[] fixed = new double[repetitions];
    double[] reshuffled = new double[repetitions];
    for (int r = 0; r < repetitions; r++) {
      RandomStream random = RandomStream.of(r, "reshuffling");
      List<Integer> points = sample(random, truth.length, tried);
      int draw = (int) (random.nextDouble() * draws.size());
      int fold = (int) (random.nextDouble() * draws.getFirst().folds());
      double lowestFixed = Double.POSITIVE_INFINITY;
      double lowestOwn = Double.POSITIVE_INFINITY;
      for (int point : points) {
        double nll = held(draws.get(draw), point, fold, folds);
        double own =
            held(
                draws.get((int) (random.nextDouble() * draws.size())),
                point,
                (int) (random.nextDouble() * draws.getFirst().folds()),
                folds);
        if (nll < lowestFixed) {
          lowestFixed = nll;
          fixed[r] = 1000 * (truth[point] - best);
        }
        if (own < lowestOwn) {
          lowestOwn = own;
          reshuffled[r] = 1000 * (truth[point] - best);
        }
      }
    }
    double[] difference = new double[repetitions];
    Arrays.setAll(difference, r -> reshuffled[r] - fixed[r]);
    double mean = Arrays.stream(difference).average().orElseThrow();
    double error =
        Math.sqrt(
            Arrays.stream(difference).map(d -> (d - mean) * (d - mean)).sum()
                / repetitions
                / (repetitions - 1.0));
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.2f | %.2f | %.2f ± %.2f |%n",
        folds,
        tried,
        Arrays.stream(fixed).average().orElseThrow(),
        Arrays.stream(reshuffled).average().orElseThrow(),
        mean,
        error);
  }

  private static List<Integer> sample(RandomStream random, int of, int count) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, of).boxed().toList());
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.remove((int) (random.nextDouble() * all.size())));
    }
    return some;
  }

  private static double held(Board board, int point, int fold, int folds) {
    return IntStream.range(0, folds)
        .mapToDouble(i -> finite(board.cells()[0][point][(fold + i) % board.folds()].nll()))
        .average()
        .orElseThrow();
  }

  private static double test(Board board, int point) {
    return Arrays.stream(board.cells())
        .flatMap(seed -> Arrays.stream(seed[point]))
        .mapToDouble(cell -> finite(cell.test()))
        .average()
        .orElseThrow();
  }

  private static double finite(double nll) {
    return Double.isFinite(nll) ? nll : 100;
  }
}
