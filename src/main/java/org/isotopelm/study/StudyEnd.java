package org.isotopelm.study;

import java.util.Optional;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.KeptPlan;
import org.isotopelm.study.journal.KeptRuns;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.journal.TestSplitLooks;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudyChoice;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/** The end of a study: the final models of its choice, and their test in one look. */
final class StudyEnd {
  private final StudyTasks tasks;
  private final Study.Session session;
  private final StudyFolder folder;
  private final Journal journal;
  private final Trials trials;

  StudyEnd(
      StudyTasks tasks, Study.Session session, StudyFolder folder, Journal journal, Trials trials) {
    this.tasks = tasks;
    this.session = session;
    this.folder = folder;
    this.journal = journal;
    this.trials = trials;
  }

  /** The test of a choice whose runs are in the folder, if there is one. */
  static Optional<TestResult> found(Journal journal, StudyChoice choice) {
    return journal.finals().mayBeOf(choice) ? journal.finals().test(choice) : Optional.empty();
  }

  /** Tests a choice. A look that a kill interrupted is continued. */
  TestResult test(Plan plan, StudyChoice choice, TestSplitLooks looks) {
    Point best = choice.point();
    if (!journal.finals().mayBeOf(choice)) {
      folder.deleteFinals();
    }
    int look = looks.take(choice);
    journal.finals().belongTo(choice);
    RemainingTime time = new RemainingTime(plan);
    boolean kept = KeptNetwork.isKept(FinalTasks.of(plan, best, null, session.folder()));
    boolean substitute = KeptNetwork.any(session.folder(), plan.spec()).isPresent();
    FinalBudget budget =
        new FinalBudget(plan, Contender.of(best), trials, tasks.atATime(), kept, substitute);
    FinalWork work = work(plan, choice, budget);
    double seconds = budget.seconds(work);
    FinalTasks finals = FinalTasks.of(plan, best, work, session.folder());
    FinalScores scores =
        new FinalTrainings(tasks, finals)
            .run(
                (done, all) ->
                    session.progress().accept(time.inFinals(trials, done, all, seconds)));
    TestResult test = TestFigures.of(tasks, finals, scores, look);
    folder.requireHeld();
    Rungs ladder =
        work == null || test.chosen() == null ? null : new Ladder(tasks, finals, scores).climb();
    KeptPlan.of(session.folder(), journal).keep();
    new KeptRuns(session.folder(), journal).keep();
    journal.record(choice, test, ladder);
    StudyFolder.deleteNamed(session.folder().resolve(StudyFolder.FINALS));
    return test;
  }

  /**
   * What is made of the chosen point: what an earlier session began to make, or what the time that
   * is left is enough for. Null for one model.
   */
  private @Nullable FinalWork work(Plan plan, StudyChoice choice, FinalBudget budget) {
    FinalSpec asked = choice.finals();
    if (asked == null) {
      return null;
    }
    Optional<FinalWork> begun = journal.finals().tried();
    if (begun.isPresent()) {
      return begun.get();
    }
    boolean seeded = tasks.finals().isSeeded(choice.point().overrides());
    double left =
        new RemainingBudget(plan.spec().budget(), session.deadline(), journal).secondsLeft();
    FinalWork tried = budget.within(seeded ? asked : asked.counted(), left);
    journal.finals().tried(tried);
    return tried;
  }
}
