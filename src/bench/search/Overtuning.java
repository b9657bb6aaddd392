package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isotopelm.math.random.RandomStream;

/**
 * How often is the pick of a search worse than a default on new text (Schneider, Bischl and Feurer
 * 2025)? The pick is the lowest mean over the folds of one seed; new text is the table's test text,
 * scored by the trainings of the other seed.
 */
final class Overtuning {
  private Overtuning() {}

  static void print(Board board, int repetitions) {
    if (board.seeds() < 2) {
      return;
    }
    List<List<Integer>> rows = board.byEta();
    List<Integer> middle = rows.get(rows.size() / 2);
    int weak = middle.getFirst();
    System.out.printf(
        "%n| %s: points tried | folds | picks worse than %s on new text | mean gain on the folds | on new text |%n|---|---|---|---|---|%n",
        board.name(), board.points().get(weak));
    for (int tried : new int[] {3, 6, 12, board.points().size()}) {
      for (int folds : new int[] {1, board.folds()}) {
        print(board, weak, Math.min(tried, board.points().size()), folds, repetitions);
      }
    }
  }

  private static void print(Board board, int standard, int tried, int folds, int repetitions) {
    int worse = 0;
    double seen = 0;
    double unseen = 0;
    for (int r = 0; r < repetitions; r++) {
      RandomStream random = RandomStream.of(r, "overtuning");
      int seed = r % board.seeds();
      int fold = (int) (random.nextDouble() * board.folds());
      List<Integer> points = new ArrayList<>(List.of(standard));
      List<Integer> others =
          new ArrayList<>(IntStream.range(0, board.points().size()).boxed().toList());
      others.remove(Integer.valueOf(standard));
      while (points.size() < tried) {
        points.add(others.remove((int) (random.nextDouble() * others.size())));
      }
      int pick =
          points.stream()
              .min(Comparator.comparingDouble(p -> held(board, seed, p, fold, folds)))
              .orElseThrow();
      double gain =
          test(board, (seed + 1) % board.seeds(), standard)
              - test(board, (seed + 1) % board.seeds(), pick);
      worse += gain < 0 ? 1 : 0;
      seen +=
          (held(board, seed, standard, fold, folds) - held(board, seed, pick, fold, folds))
              / repetitions;
      unseen += gain / repetitions;
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.1f %% | %.4f | %.4f |%n",
        tried,
        folds,
        100.0 * worse / repetitions,
        seen,
        unseen);
  }

  private static double held(Board board, int seed, int point, int fold, int folds) {
    return IntStream.range(0, folds)
        .mapToDouble(i -> finite(board.cells()[seed][point][(fold + i) % board.folds()].nll()))
        .average()
        .orElseThrow();
  }

  private static double test(Board board, int seed, int point) {
    return Arrays.stream(board.cells()[seed][point])
        .mapToDouble(cell -> finite(cell.test()))
        .average()
        .orElseThrow();
  }

  private static double finite(double nll) {
    return Double.isFinite(nll) ? nll : 100;
  }
}
