package org.isotopelm.study.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * What cheaper figures say of the final one: their rank correlation, and the regret of choosing by
 * them.
 */
final class EarlyFigures {
  /** A figure of a point, with a seed and a fold. */
  private interface Figure {
    double of(int seed, int point, int fold);
  }

  private final Board board;

  private EarlyFigures(Board board) {
    this.board = board;
  }

  static void print(Board board) {
    EarlyFigures figures = new EarlyFigures(board);
    System.out.printf(
        "%n| %s: choosing by | cost, cells | rank correlation | regret %% |%n|---|---|---|---|%n",
        board.name());
    for (int epoch = 1; epoch <= board.epochs(); epoch++) {
      int e = epoch;
      figures.print(
          "one fold, epoch " + e + " of " + board.epochs(),
          e / (double) board.epochs(),
          (s, p, f) -> curve(board.cells()[s][p][f], e));
    }
    board
        .shorter()
        .forEach(
            (epochs, _) -> {
              int factor = board.epochs() / epochs;
              figures.print(
                  "one fold, " + epochs + " epochs of their own",
                  1.0 / factor,
                  (s, p, f) -> board.shorter(epochs, s, p, f).nll());
              figures.print(
                  "one fold, " + epochs + " epochs at equal κ",
                  1.0 / factor,
                  (s, p, f) -> board.shorter(epochs, s, Methods.stronger(board, p, factor), f).nll());
            });
    IntBinaryOperator other = (f, i) -> (f + i) % board.folds();
    for (int folds = 2; folds <= board.folds(); folds++) {
      int n = folds;
      figures.print(
          n + " folds",
          n,
          (s, p, f) ->
              IntStream.range(0, n)
                  .mapToDouble(i -> board.cells()[s][p][other.applyAsInt(f, i)].nll())
                  .average()
                  .orElseThrow());
    }
  }

  private static double curve(RecordedCells.Cell cell, int epoch) {
    return epoch <= cell.curve().length ? cell.curve()[epoch - 1] : Double.NaN;
  }

  private void print(String name, double cost, Figure figure) {
    double correlation = 0;
    double regret = 0;
    int count = board.seeds() * board.folds();
    for (int seed = 0; seed < board.seeds(); seed++) {
      for (int fold = 0; fold < board.folds(); fold++) {
        int s = seed;
        int f = fold;
        double[] early =
            IntStream.range(0, board.points().size())
                .mapToDouble(p -> finite(figure.of(s, p, f)))
                .toArray();
        double[] truth = Arrays.stream(board.truth()).map(EarlyFigures::finite).toArray();
        correlation += new SpearmansCorrelation().correlation(early, truth) / count;
        regret += 100 * board.regret(PlayBench.argmin(early)) / count;
      }
    }
    System.out.printf(
        Locale.ROOT, "| %s | %.2f | %.3f | %.2f |%n", name, cost, correlation, regret);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 100;
  }
}
