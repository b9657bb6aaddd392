package org.isotopelm.study.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/**
 * All that a study trains, as far as it is known yet: points come round by round.
 *
 * @param spec the config's study
 * @param space what is searched
 * @param proposed the points so far, in the order in which they were proposed
 * @param opponents those of the config, and {@code zero} and {@code default} where they are needed
 * @param standard the contender that is the config without changes: a point, or an opponent; null
 *     before the first round
 * @param stopped why the search ended before its plan was done; null: it did not
 */
public record Plan(
    StudySpec spec,
    Space space,
    List<Proposed> proposed,
    List<Contender> opponents,
    @Nullable Contender standard,
    @Nullable String stopped) {

  /** Names of opponents that the study adds itself. */
  private static final List<String> KEPT = List.of(Contender.ZERO, Contender.DEFAULT);

  /**
   * A point of the search.
   *
   * @param round 1 for the first
   * @param origin who proposed it
   * @param pruned why it was given up; null: it was not
   */
  public record Proposed(Point point, int round, String origin, @Nullable String pruned) {

    /** A sampler's proposal as a round. */
    public static List<Proposed> round(int round, Sampler.Proposal proposal) {
      return proposal.points().stream()
          .map(point -> new Proposed(point, round, proposal.origin(), null))
          .toList();
    }
  }

  /**
   * The plan of a config before its first round.
   *
   * @throws ProblemException exit code 3, for a space that cannot be searched
   */
  public static Plan of(StudySpec spec) {
    Space space = Space.of(spec.space());
    for (String name : KEPT) {
      if (spec.opponents().containsKey(name)) {
        throw ProblemException.config(
            "study.opponents." + name, "the study itself uses this name; choose another");
      }
    }
    if (spec.search().warmStart().isPresent() && spec.pruning().acts()) {
      throw ProblemException.config(
          "study.pruning",
          "a path begins each point with the weights of the point before, so no point can be given up; use pruning: {kind: none}");
    }
    List<Contender> opponents =
        spec.opponents().entrySet().stream()
            .map(entry -> new Contender(entry.getKey(), new Point(Map.of(), entry.getValue())))
            .toList();
    return new Plan(spec, space, List.of(), opponents, null, null);
  }

  /** What contenders are compared by. */
  public Metric metric() {
    return spec.metric();
  }

  /** The points so far. */
  public List<Point> points() {
    return proposed.stream().map(Proposed::point).toList();
  }

  /** This plan with one more round. */
  public Plan with(List<Proposed> round) {
    List<Proposed> more = new ArrayList<>(proposed);
    more.addAll(round);
    return withProposed(more);
  }

  /** This plan, in which these points are given up. */
  public Plan without(Map<Point, String> pruned) {
    return withProposed(
        proposed.stream()
            .map(
                each ->
                    pruned.containsKey(each.point())
                        ? new Proposed(
                            each.point(), each.round(), each.origin(), pruned.get(each.point()))
                        : each)
            .toList());
  }

  private Plan withProposed(List<Proposed> points) {
    return new Plan(spec, space, List.copyOf(points), opponents, standard, stopped);
  }

  private Plan withOpponent(String name, Point point) {
    List<Contender> more = new ArrayList<>(opponents);
    more.add(new Contender(name, point));
    return new Plan(spec, space, proposed, List.copyOf(more), standard, stopped);
  }

  /** This plan with the reason why its search ended early; null: it did not. */
  public Plan stopped(@Nullable String why) {
    return new Plan(spec, space, proposed, opponents, standard, why);
  }

  /**
   * This plan with the opponents of every study, once its first round is known: λ = 0, if only
   * decay is searched (otherwise it waits for the best point), and the config without changes.
   */
  public Plan withOpponents(Predicate<Contender> isStandard) {
    boolean onlyDecay = space.decays().size() == space.axes().size();
    Plan plan = onlyDecay ? withZeroOf(points().getFirst()) : this;
    return plan.withStandard(isStandard);
  }

  private Plan withStandard(Predicate<Contender> isStandard) {
    Contender same =
        Stream.concat(points().stream().map(Contender::of), opponents.stream())
            .filter(isStandard)
            .findFirst()
            .orElse(null);
    Contender found =
        same == null ? new Contender(Contender.DEFAULT, new Point(Map.of(), Map.of())) : same;
    Plan plan = same == null ? withOpponent(Contender.DEFAULT, found.point()) : this;
    return new Plan(spec, space, plan.proposed, plan.opponents, found, stopped);
  }

  /** This plan, in which the point with every λ at 0 is trained as well, as an opponent. */
  public Plan withZeroOf(Point point) {
    Point zero = space.zeroOf(point);
    return zero == null || zeroOf(point) != null ? this : withOpponent(Contender.ZERO, zero);
  }

  /**
   * What a point is compared with: the same point with every λ at 0 if it is trained, as a point or
   * as the opponent {@code zero}; null where it is not. With a λ = 0 that has other values beside
   * it, their effect would be counted as that of λ.
   */
  public @Nullable Contender zeroOf(Point point) {
    Point zero = space.zeroOf(point);
    if (zero == null) {
      return null;
    }
    return points().contains(zero)
        ? Contender.of(zero)
        : opponents.stream()
            .filter(opponent -> Contender.ZERO.equals(opponent.opponent()))
            .filter(opponent -> opponent.point().values().equals(zero.values()))
            .findFirst()
            .orElse(null);
  }

  /**
   * Whether points differ in their training by more than their values, so that no difference is of
   * these alone: on a path each goes on from the one before.
   */
  public boolean confoundsDecay() {
    return spec.search().warmStart().isPresent();
  }

  /** How many opponents there will be, including a λ = 0 that waits for the best point. */
  public int expectedOpponents() {
    boolean waits =
        points().stream().anyMatch(each -> space.zeroOf(each) != null && zeroOf(each) == null);
    return opponents.size() + (waits ? 1 : 0);
  }

  /** How many trainings the study will have at most, without the final ones. */
  public int expectedCells() {
    return cells().expected();
  }

  /** How many points the study will have, by its trainings. */
  public int expectedPoints() {
    return cells().expectedPoints();
  }

  /** How many batches a round has; see {@link PlannedCells#batches}. */
  public int batches(int round) {
    return cells().batches(round);
  }

  /** The trainings of one batch of a round; see {@link PlannedCells#batch}. */
  public List<Cell> batch(int round, int batch) {
    return cells().batch(round, batch);
  }

  /** Whether a point was given up. */
  public boolean isPruned(Point point) {
    return proposed.stream().anyMatch(each -> each.pruned() != null && each.point().equals(point));
  }

  /** This plan without the points that were given up. */
  public Plan live() {
    return withProposed(proposed.stream().filter(each -> each.pruned() == null).toList());
  }

  /** The trainings of one contender, whether it is given up or not. */
  public List<Cell> cells(Contender contender) {
    return cells().of(contender);
  }

  /** The trainings of all contenders, of those given up too. */
  public List<Cell> everyCell() {
    return cells().all();
  }

  private PlannedCells cells() {
    return new PlannedCells(this);
  }

  /** What is known about the points so far. */
  public List<Observation> observations(Trials trials) {
    return points().stream()
        .map(point -> observation(point, spec.cellsPerPoint(), trials))
        .toList();
  }

  /** What is known about a point by so many of its first cells. */
  Observation observation(Point point, int first, Trials trials) {
    List<Cell> cells = cells(Contender.of(point));
    List<@Nullable Double> figures = new ArrayList<>(Collections.nCopies(cells.size(), null));
    boolean failed = false;
    for (int i = 0; i < first; i++) {
      Trial trial = trials.of(cells.subList(i, i + 1)).stream().findFirst().orElse(null);
      CellResult result = trial == null ? null : trial.result();
      figures.set(i, result == null ? null : (Double) metric().of(result));
      failed |= trial != null && result == null;
    }
    return new Observation(point, Collections.unmodifiableList(figures), failed);
  }

  /**
   * The points of a round that the pruning rule gives up, each with the reason; see {@link
   * PlannedPruning}.
   *
   * @param ended how many cells the points have ended that were not given up before
   */
  public Map<Point, String> givenUp(int round, int ended, Trials trials) {
    return new PlannedPruning(this, trials).after(round, ended);
  }

  /** Cells that a budget of so many keeps free for what follows the search. */
  public int keptFree(int budget) {
    return PlannedClosing.keptFree(spec, budget);
  }

  /**
   * The cells that come next after the search, where it has trained only some of each point; those
   * that have ended are among them. None where the choice can be made.
   */
  public List<Cell> closing(Trials trials) {
    return new PlannedClosing(this, trials).next();
  }

  /** Whether the choice can be made without the cells that come next. */
  public boolean canChoose(Trials trials) {
    return new PlannedClosing(this, trials).canEnd();
  }

  /** The points that lack cells when the closing is done, each with the reason to give it up. */
  public Map<Point, String> givenUpAtLast(Trials trials) {
    return new PlannedClosing(this, trials).givenUp();
  }

  /**
   * Whether other points are compared with this one: it has every λ at 0, or is the config without
   * changes.
   */
  public boolean isReference(Point point) {
    return point.equals(space.zeroOf(point)) || Contender.of(point).equals(standard);
  }

  public List<Proposed> ofRound(int round) {
    return proposed.stream().filter(each -> each.round() == round).toList();
  }
}
