package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;
import org.isotopelm.study.StudyResult.TestResult;
import org.jspecify.annotations.Nullable;

/**
 * Searches config values, λ above all: trains every point on every fold and seed side by side,
 * keeps each cell as it ends, picks the best and tests it against λ = 0 on text that nothing has
 * seen.
 *
 * <p>Cells of one repetition start from the same weights and see the same batches whatever the
 * point, so that differences between points are paired. Results depend neither on the number of
 * workers nor on the order in which cells end nor on how often the study was killed.
 */
public final class Study {

  /**
   * Where and how a study runs; nothing of it changes the result.
   *
   * @param folder the study's own folder
   * @param identity what the result follows from besides the runner's code, such as the resolved
   *     config and the corpus' fingerprint: any tree of records, maps and lists. A folder goes on
   *     with the same identity only
   * @param workers trainings side by side, at least 1
   * @param anew throws away the study that the folder holds
   * @param progress told after each cell, on the caller's thread
   * @param cancelled polled from all threads; once true, running cells are abandoned
   */
  public record Session(
      Path folder,
      Object identity,
      int workers,
      boolean anew,
      Consumer<Progress> progress,
      BooleanSupplier cancelled) {}

  private final CellRunner runner;
  private final Session session;
  private final Journal journal;
  private final Workers workers;
  private final Trials trials = new Trials();

  private Study(CellRunner runner, Session session, Journal journal, Workers workers) {
    this.runner = runner;
    this.session = session;
    this.journal = journal;
    this.workers = workers;
  }

  /**
   * Runs a study, or goes on with it, or reads the finished one.
   *
   * @throws IsotopeException exit code 130 if it was cancelled, 1 if the folder is another study's
   *     or in use, 3 for a space that cannot be searched; and whatever the runner throws, except
   *     for divergence, which is recorded
   */
  public static StudyOutcome run(StudySpec spec, CellRunner runner, Session session) {
    Plan plan = Plan.of(spec);
    try (StudyFolder folder = StudyFolder.take(session.folder(), session.anew());
        Journal journal = Journal.open(folder.path(), Identity.of(session.identity()));
        Workers workers = new Workers(session.workers(), session.cancelled())) {
      return new Study(runner, session, journal, workers).run(plan);
    }
  }

  private StudyOutcome run(Plan plan) {
    train(plan);
    Selection selection = Selection.of(plan.space(), plan.points(), trials);
    Point best = selection.best();
    Plan whole = best == null ? plan : plan.withZeroOf(best);
    train(whole);
    TestResult test = best == null || !runner.hasTest() ? null : test(whole, best);
    return Summary.of(session.folder(), whole, trials, selection, test, journal.secondsKept());
  }

  /** Trains those of the plan's cells that have not ended before. */
  private void train(Plan plan) {
    List<Cell> cells = plan.cells();
    cells.stream().map(journal::find).forEach(trial -> trial.ifPresent(trials::add));
    List<Cell> missing = cells.stream().filter(cell -> !trials.contains(cell)).toList();
    Pace pace = new Pace(plan.points(), cells.size(), missing.size());
    try {
      workers.run(
          missing,
          this::train,
          trial -> {
            journal.record(trial);
            trials.add(trial);
            session.progress().accept(pace.after(trial, trials));
          });
    } catch (CancellationException e) {
      throw interrupted(trials.size() + " of " + cells.size() + " cells are kept", e);
    }
  }

  private Trial train(Cell cell) {
    try {
      return Trial.of(cell, runner.run(cell, folder(cell), workers::cancelled));
    } catch (IsotopeException e) {
      if (e.exitCode() == ExitCode.DIVERGED) {
        return Trial.diverged(cell, Objects.requireNonNullElse(e.getMessage(), "diverged"));
      }
      throw e;
    }
  }

  private Path folder(Cell cell) {
    return session.folder().resolve("cells").resolve(cell.name());
  }

  /** Tests the best point, unless that was done before. */
  private TestResult test(Plan plan, Point best) {
    return journal
        .test(best)
        .orElseGet(
            () -> {
              TestResult test = new FinalTest(runner, workers, session).run(plan, best);
              journal.record(best, test);
              return test;
            });
  }

  static IsotopeException interrupted(String kept, @Nullable Throwable cause) {
    String message = "interrupted: " + kept + "; the same command goes on from there";
    return new IsotopeException(ExitCode.INTERRUPTED, List.of(Problem.of(message)), cause);
  }
}
