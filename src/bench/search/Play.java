package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Observation;

/**
 * One search on a {@link Board}: it pays for the cells that it asks for, and its choice is looked
 * at when it has spent a share of what the whole grid costs.
 */
final class Play {
  /** Shares of the grid's cost. */
  static final double[] SHARES = {0.125, 0.25, 0.375, 0.5};

  /** Thrown when all is spent. */
  static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  final Board board;
  final long seed;
  private final int training;
  private final int[] folds;
  private final double[][] seen;
  private final boolean[] failed;
  private final boolean[] dropped;
  private final double[] regrets = new double[SHARES.length];
  private IntUnaryOperator chosen = _ -> choice();
  private double spent;
  private IntUnaryOperator keptFree = _ -> 0;
  private int looked;

  /** A play with one of the recorded seeds and orders of the folds. */
  Play(Board board, long seed) {
    this.board = board;
    this.seed = seed;
    training = (int) (seed % board.seeds());
    RandomStream random = RandomStream.of(seed, "folds");
    List<Integer> order = new ArrayList<>(IntStream.range(0, board.folds()).boxed().toList());
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, (int) (random.nextDouble() * (i + 1)));
    }
    folds = order.stream().mapToInt(i -> i).toArray();
    seen = new double[board.points().size()][board.folds()];
    Arrays.stream(seen).forEach(row -> Arrays.fill(row, Double.NaN));
    failed = new boolean[seen.length];
    dropped = new boolean[seen.length];
    Arrays.fill(regrets, 1);
  }

  /** From now on another choice is looked at: that with so many cells left. */
  void chooseBy(IntUnaryOperator choice) {
    chosen = choice;
  }

  /** From now on some cells of each budget are left when a choice is looked at. */
  void keepFree(IntUnaryOperator ofBudget) {
    keptFree = ofBudget;
  }

  /** A cell's nll, without paying. */
  double peek(int point, int i) {
    return board.cells()[training][point][folds[i]].nll();
  }

  /** Trains one cell of a point, its {@code i}-th fold. */
  double train(int point, int i) {
    if (!Double.isNaN(seen[point][i])) {
      return seen[point][i];
    }
    pay(1);
    double nll = peek(point, i);
    failed[point] |= Double.isNaN(nll);
    seen[point][i] = nll;
    return nll;
  }

  /** A shorter training of the same; it is not part of what is chosen by. */
  double trainShort(int point, int i, int epochs) {
    pay((double) epochs / board.epochs());
    return board.shorter(epochs, training, point, folds[i]).nll();
  }

  /** What the cell would show after an epoch, without paying. */
  double curve(int point, int i, int epoch) {
    double[] curve = board.cells()[training][point][folds[i]].curve();
    return epoch <= curve.length ? curve[epoch - 1] : Double.NaN;
  }

  /** Pays for a part of a cell that was stopped. */
  void pay(double cells) {
    while (looked < SHARES.length && cells > left() - keptFree.applyAsInt((int) budget())) {
      regrets[looked] = regret();
      looked++;
    }
    if (looked == SHARES.length) {
      throw new Over();
    }
    spent += cells;
  }

  /** Cells that are spent when the next look comes. */
  private double budget() {
    return SHARES[looked] * board.cost() + 1e-9;
  }

  /** Cells until the next look. */
  private double left() {
    return budget() - spent;
  }

  double spent() {
    return spent;
  }

  /** Shares that were not reached have the last choice. */
  double[] regrets() {
    for (; looked < SHARES.length; looked++) {
      regrets[looked] = regret();
    }
    return regrets;
  }

  private double regret() {
    int choice = chosen.applyAsInt((int) left());
    return choice < 0 ? 1 : board.regret(choice);
  }

  /**
   * As a study chooses: among the points that were not given up, by the lowest mean; where most of
   * them lack folds, by the mean over the folds that all have. −1 where there is none.
   */
  int choice() {
    int[] live =
        IntStream.range(0, seen.length)
            .filter(p -> !failed[p] && !dropped[p] && count(p) > 0)
            .toArray();
    int[] whole = Arrays.stream(live).filter(p -> count(p) == seen[p].length).toArray();
    int[] candidates = 2 * whole.length >= live.length ? whole : live;
    int shared = Arrays.stream(candidates).map(this::count).min().orElse(0);
    return Arrays.stream(candidates)
        .boxed()
        .min(Comparator.comparingDouble(p -> Arrays.stream(seen[p]).limit(shared).sum()))
        .orElse(-1);
  }

  /** Gives a point up. */
  void drop(int point) {
    dropped[point] = true;
  }

  int count(int point) {
    return (int) Arrays.stream(seen[point]).filter(Double::isFinite).count();
  }

  double mean(int point) {
    return Arrays.stream(seen[point]).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  boolean isFailed(int point) {
    return failed[point];
  }

  Observation observation(Point point) {
    int p = board.points().indexOf(point);
    List<Double> figures = new ArrayList<>();
    for (double nll : seen[p]) {
      figures.add(Double.isNaN(nll) ? null : (Double) nll);
    }
    return new Observation(point, Collections.unmodifiableList(figures), failed[p]);
  }
}
