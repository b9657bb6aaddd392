package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isotopelm.math.random.RandomStream;

/**
 * Does a search go on to points that look better and are worse (Schneider, Bischl and Feurer 2025)?
 * A search looks at the folds of one world, a seed or a draw of the folds. What its points are worth
 * is told by the table's test text and the trainings of the other worlds. A point that was the best
 * so far and is worth more than the last one was lost by overtuning.
 */
final class Overtuning {
  /**
   * The trainings of one seed on one draw of folds.
   *
   * @param held nll by point and fold
   * @param test nll of the test text by point, the mean over the folds
   */
  private record World(double[][] held, double[] test) {
    static World of(Board board, int seed) {
      RecordedCells.Cell[][] cells = board.cells()[seed];
      double[][] held =
          Arrays.stream(cells)
              .map(each -> Arrays.stream(each).mapToDouble(cell -> finite(cell.nll())).toArray())
              .toArray(double[][]::new);
      double[] test =
          Arrays.stream(cells)
              .mapToDouble(
                  each ->
                      Arrays.stream(each).mapToDouble(c -> finite(c.test())).average().orElseThrow())
              .toArray();
      return new World(held, test);
    }

    /** The mean over some folds of a point, from one on. */
    double held(int point, int first, int folds) {
      double[] all = held[point];
      return IntStream.range(0, folds)
          .mapToDouble(i -> all[(first + i) % all.length])
          .average()
          .orElseThrow();
    }
  }

  private final Board board;
  private final List<World> worlds;
  private final int standard;

  private Overtuning(Board board, List<World> worlds) {
    this.board = board;
    this.worlds = worlds;
    List<List<Integer>> rows = board.byEta();
    standard = rows.get(rows.size() / 2).getFirst();
  }

  static void print(RecordedCells table, int repetitions) {
    Board several = Board.ofSeveralSeeds(table);
    if (several != null) {
      List<World> seeds =
          IntStream.range(0, several.seeds()).mapToObj(s -> World.of(several, s)).toList();
      new Overtuning(several, seeds).print("seeds", repetitions);
    }
    List<Board> draws = Reshuffling.draws(table);
    if (draws.size() > 1) {
      List<World> worlds = draws.stream().map(draw -> World.of(draw, 0)).toList();
      new Overtuning(draws.getFirst(), worlds).print("draws of folds", repetitions);
    }
  }

  private void print(String kind, int repetitions) {
    System.out.printf(
        "%n| %s, %d %s, %d points: tried | folds | runs that lost by it | share of the gain lost, %% | picks worse than %s | gain on the folds, mill nats | on new text |%n|---|---|---|---|---|---|---|%n",
        board.name(), worlds.size(), kind, board.points().size(), board.points().get(standard));
    int all = board.points().size();
    for (int tried : new int[] {Math.min(6, all), Math.min(12, all), all}) {
      for (int folds : new int[] {1, board.folds()}) {
        print(tried, folds, repetitions);
      }
    }
  }

  private void print(int tried, int folds, int repetitions) {
    double lost = 0;
    double share = 0;
    double worse = 0;
    double seen = 0;
    double unseen = 0;
    for (int r = 0; r < repetitions; r++) {
      RandomStream random = RandomStream.of(r, "overtuning");
      int at = r % worlds.size();
      int fold = (int) (random.nextDouble() * board.folds());
      World world = worlds.get(at);
      double lowest = world.held(standard, fold, folds);
      double first = worth(standard, at);
      double most = first;
      int pick = standard;
      for (int point : others(random, tried - 1)) {
        double held = world.held(point, fold, folds);
        if (held < lowest) {
          lowest = held;
          pick = point;
          most = Math.min(most, worth(point, at));
        }
      }
      double last = worth(pick, at);
      lost += last > most ? 1 : 0;
      share += first > most ? Math.min(1, (last - most) / (first - most)) : 0;
      worse += last > first ? 1 : 0;
      seen += world.held(standard, fold, folds) - lowest;
      unseen += first - last;
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.1f %% | %.2f | %.1f %% | %.1f | %.1f |%n",
        tried,
        folds,
        100 * lost / repetitions,
        100 * share / repetitions,
        100 * worse / repetitions,
        1000 * seen / repetitions,
        1000 * unseen / repetitions);
  }

  /** So many other points, in the order in which a search tries them. */
  private List<Integer> others(RandomStream random, int count) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, board.points().size()).boxed().toList());
    all.remove(Integer.valueOf(standard));
    List<Integer> some = new ArrayList<>();
    while (some.size() < count) {
      some.add(all.remove((int) (random.nextDouble() * all.size())));
    }
    return some;
  }

  /** Nll of the test text by the other worlds. */
  private double worth(int point, int at) {
    return IntStream.range(0, worlds.size())
        .filter(other -> other != at)
        .mapToDouble(other -> worlds.get(other).test()[point])
        .average()
        .orElseThrow();
  }

  private static double finite(double nll) {
    return Double.isFinite(nll) ? nll : 100;
  }
}
