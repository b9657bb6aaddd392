package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.Samplers;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.CellTraining;
import org.isotopelm.study.training.StudyTask.TrainCell;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;

/** Trains the cells of a study that have not ended before, and keeps each as it ends. */
final class SearchTraining implements SearchFold.Beyond {
  private final StudyTasks tasks;
  private final Study.Session session;
  private final StudyFolder folder;
  private final Journal journal;
  private final RemainingBudget budget;
  private final Trials trials;
  private final Sampler sampler;
  private final BestSoFar best;

  /** Whether the cells are kept free that follow the search. */
  private boolean searching = true;

  SearchTraining(
      StudyTasks tasks,
      Study.Session session,
      StudyFolder folder,
      Journal journal,
      Trials trials,
      Plan plan) {
    this.tasks = tasks;
    this.session = session;
    this.folder = folder;
    this.journal = journal;
    this.trials = trials;
    budget = new RemainingBudget(plan.spec().budget(), ofSearch(session, journal), journal);
    sampler = Samplers.of(plan.spec(), plan.space());
    best = new BestSoFar(tasks, journal, plan.spec());
  }

  /** Once its choice is tested, a search that a deadline has cut stays as it is. */
  private static Deadline ofSearch(Study.Session session, Journal journal) {
    return journal.finals().isTested() ? session.deadline().over() : session.deadline();
  }

  @Override
  public Sampler.Proposal propose(Plan plan) {
    Sampler.Proposal next = sampler.next(plan.observations(trials));
    return budget.isLate() && !next.points().isEmpty()
        ? new Sampler.Proposal(List.of(), budget.usedUp())
        : next;
  }

  @Override
  public boolean isStandard(Contender contender) {
    return tasks.facts().isStandard(contender.point().overrides());
  }

  @Override
  public Plan train(Plan before, int round) {
    if (round == 1) {
      journal.standard(Objects.requireNonNull(before.standard()));
    }
    Plan plan = before;
    for (int batch = 0; batch < plan.batches(round); batch++) {
      List<Cell> missing = missing(plan.batch(round, batch));
      train(plan, budget.cells(missing, trials.size() + afterSearch(plan)), true);
      if (!missing(missing).isEmpty()) {
        return plan.stopped(budget.usedUp());
      }
      plan = prune(plan, round, batch + 1);
    }
    return plan;
  }

  /**
   * Trains what follows the search where it has trained only some cells of each point: the others
   * of the points that look best, see {@link Plan#closing}.
   */
  Plan close(Plan plan) {
    searching = false;
    for (List<Cell> next = plan.closing(trials); !next.isEmpty(); next = plan.closing(trials)) {
      List<Cell> missing = missing(next);
      List<Cell> affordable = budget.cells(missing, trials.size());
      if (affordable.size() == missing.size() || !plan.canChoose(trials)) {
        train(plan, affordable, true);
      }
      if (!missing(missing).isEmpty()) {
        break;
      }
    }
    return giveUp(plan, plan.givenUpAtLast(trials));
  }

  /** Cells for which a budget leaves room at the end of the search. */
  private int afterSearch(Plan plan) {
    double seconds = budget.secondsLeft() - afterwards(plan);
    double perCell = trials.meanSeconds() / tasks.atATime();
    return searching ? plan.keptFree(budget.cellsInAll(trials.size(), seconds, perCell)) : 0;
  }

  /** Trains all opponents, even if the budget is used up: without λ = 0 the study has no answer. */
  void trainOpponents(Plan plan) {
    plan.opponents().forEach(each -> train(plan, missing(plan.cells(each)), false));
  }

  private List<Cell> missing(List<Cell> cells) {
    return cells.stream().filter(cell -> !trials.contains(cell)).toList();
  }

  /** Gives up points by the pruning rule, if it acts. */
  private Plan prune(Plan plan, int round, int ended) {
    return giveUp(plan, plan.givenUp(round, ended, trials));
  }

  private Plan giveUp(Plan plan, Map<Point, String> pruned) {
    pruned.forEach(journal::prune);
    return plan.without(pruned);
  }

  /**
   * Trains these cells.
   *
   * @param timed whether no cell begins once the time of the budget is used up
   */
  private void train(Plan plan, List<Cell> cells, boolean timed) {
    RemainingTime time = new RemainingTime(plan);
    reserve(plan);
    if (!cells.isEmpty()) {
      session.progress().accept(time.before(trials, finals(plan)));
    }
    try {
      if (!cells.isEmpty()) {
        best.begin();
      }
      tasks.run(
          cells,
          cell ->
              timed && budget.isLate() ? Optional.<Trial>empty() : Optional.of(train(plan, cell)),
          ended -> ended.ifPresent(trial -> keep(trial, time)));
    } catch (CancellationException e) {
      throw Study.interrupted(
          "%s of %s cells are kept%s".formatted(trials.size(), plan.expectedCells(), best.kept()),
          e);
    }
  }

  private Trial train(Plan plan, Cell cell) {
    TrainCell task = new TrainCell(cell, tasks.relative(folder(cell)));
    return CellTraining.run(cell, plan.spec().retries(), () -> tasks.perform(task));
  }

  private void keep(Trial trial, RemainingTime time) {
    folder.requireHeld();
    // Before the cell counts as ended: after a kill it is trained, and offered, once more.
    best.offer(trial, trials, folder(trial.cell()));
    journal.record(trial);
    StudyFolder.delete(folder(trial.cell()));
    trials.add(trial);
    double afterwards = reserve(time.plan());
    session
        .progress()
        .accept(time.after(trials, finals(time.plan()), afterwards, budget.secondsLeft()));
  }

  /**
   * Reserves time for one more cell, for those after the search and for the final trainings;
   * returns the time of these.
   */
  private double reserve(Plan plan) {
    double afterwards = afterwards(plan);
    int cells = 1 + Math.ceilDiv(afterSearch(plan), tasks.atATime());
    budget.reserve(cells * trials.meanSeconds() + afterwards);
    return afterwards;
  }

  /** Seconds that the final trainings take. */
  private double afterwards(Plan plan) {
    return finals(plan) == 0 ? 0 : FinalTasks.seconds(plan, trials.meanSeconds(), tasks.atATime());
  }

  /** How many final trainings will follow. */
  private int finals(Plan plan) {
    return tasks.facts().testSplit().isEmpty() ? 0 : FinalTasks.count(plan);
  }

  private Path folder(Cell cell) {
    return session.folder().resolve(StudyFolder.CELLS).resolve(cell.name());
  }
}
