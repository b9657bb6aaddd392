package org.isotopelm.study.plan;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.jspecify.annotations.Nullable;

/**
 * The trainings of a plan, and the batches in which they begin.
 *
 * <p>If each point begins with the weights of the one before, as on a path, a batch is one point
 * with all its cells. Otherwise, with pruning, a batch is one fold and seed for all points of a
 * round that were not given up. Without pruning a round is one batch: first one fold for all
 * points, so that the whole curve shows early, then the next fold. Opponents belong to the first
 * round.
 */
record PlannedCells(Plan plan) {

  /** How many batches a round has: between two of them, points may be given up. */
  int batches(int round) {
    if (isChain()) {
      return plan.ofRound(round).size();
    }
    return prunes() ? inSearch() : 1;
  }

  /** The trainings of one batch of a round, in the order in which they are begun. */
  List<Cell> batch(int round, int batch) {
    List<Plan.Proposed> points = plan.ofRound(round);
    boolean first = round == 1;
    if (isChain()) {
      List<Plan.Proposed> one = points.subList(batch, batch + 1);
      return cells(contenders(one, first && batch == 0), 0, perPoint());
    }
    return prunes()
        ? cells(contenders(points, first), batch, batch + 1)
        : cells(contenders(points, first), 0, perPoint());
  }

  /** All cells of one contender. */
  List<Cell> of(Contender contender) {
    return cells(List.of(contender), 0, perPoint());
  }

  /** All cells of all contenders, of points that were given up too. */
  List<Cell> all() {
    return Stream.concat(plan.points().stream().map(Contender::of), plan.opponents().stream())
        .flatMap(contender -> of(contender).stream())
        .toList();
  }

  /**
   * How many there will be, by the size of the search and by the budget; pruning may spare some.
   */
  int expected() {
    // The budget does not limit the λ = 0 that waits for the best point.
    return withinBudget() + (plan.expectedOpponents() - plan.opponents().size()) * perPoint();
  }

  private int withinBudget() {
    int afterwards = PlannedClosing.cells(plan.spec(), trials());
    return atMost(plan.spec().budget().cells(), trials() * inSearch() + afterwards + ofOpponents());
  }

  private int trials() {
    int trials = plan.spec().search().points(plan.proposed().size());
    return atMost(plan.spec().budget().trials(), trials);
  }

  private int ofOpponents() {
    return plan.opponents().size() * perPoint();
  }

  /** How many points these are enough for, without opponents. */
  int expectedPoints() {
    int others = ofOpponents() + plan.keptFree(withinBudget());
    return Math.clamp((withinBudget() - others) / inSearch(), 0, trials());
  }

  private static int atMost(@Nullable Integer limit, int count) {
    return limit == null ? count : Math.min(limit, count);
  }

  private int perPoint() {
    return plan.spec().cellsPerPoint();
  }

  private int inSearch() {
    return plan.spec().cellsInSearch();
  }

  private boolean prunes() {
    return plan.spec().pruning().acts();
  }

  /** Whether each point begins with the weights of the one before. */
  private boolean isChain() {
    return plan.spec().search().warmStart().isPresent();
  }

  private static List<Contender> contenders(List<Plan.Proposed> points, List<Contender> opponents) {
    return Stream.concat(
            points.stream()
                .filter(each -> each.pruned() == null)
                .map(each -> Contender.of(each.point())),
            opponents.stream())
        .toList();
  }

  private List<Contender> contenders(List<Plan.Proposed> points, boolean opponentsToo) {
    return contenders(points, opponentsToo ? plan.opponents() : List.of());
  }

  /** Cells of the (seed, fold) pairs from one to before another. */
  private List<Cell> cells(List<Contender> contenders, int from, int to) {
    return IntStream.range(from, to)
        .boxed()
        .flatMap(pair -> contenders.stream().map(contender -> cell(contender, pair)))
        .toList();
  }

  private Cell cell(Contender contender, int pair) {
    Contender before = before(contender);
    int folds = plan.spec().folds();
    return new Cell(
        contender,
        pair % folds,
        plan.spec().seed() + pair / folds,
        before == null ? null : cell(before, pair));
  }

  /** The point with whose weights this one begins; null where it begins with initial weights. */
  private @Nullable Contender before(Contender contender) {
    if (!isChain() || contender.opponent() != null) {
      return null;
    }
    int index = plan.points().indexOf(contender.point());
    return index == 0 ? null : Contender.of(plan.points().get(index - 1));
  }
}
