package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.Problem;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.Selection;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.journal.Identity;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.KeptPlan;
import org.isotopelm.study.journal.KeptRuns;
import org.isotopelm.study.journal.TestSplitLooks;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.CellRunner;
import org.isotopelm.study.training.Workers;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/**
 * Searches config values, λ above all: proposes points round by round, trains each on every fold
 * and seed side by side, keeps each cell as it ends, picks the best and tests it against λ = 0 on
 * text that nothing has seen.
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
   * @param ledger the file in which the studies around it write down their looks at test splits
   * @param identity what the result follows from besides the runner's code, such as the resolved
   *     config and the corpus' fingerprint: any tree of records, maps and lists. A folder goes on
   *     with the same identity only
   * @param workers trainings side by side, at least 1
   * @param anew throws away the study that the folder holds
   * @param lookAgain whether the test split may be scored though it was before, for another choice
   * @param progress told how far the study is, on the caller's thread
   * @param cancelled polled from all threads; once true, running cells are abandoned
   */
  public record Session(
      Path folder,
      Path ledger,
      Object identity,
      int workers,
      boolean anew,
      boolean lookAgain,
      Consumer<Progress> progress,
      BooleanSupplier cancelled) {

    /** The session of a study inside this one. */
    Session inside(String name) {
      Map<String, Object> part = Map.of("study", identity, "part", name);
      Path inner = folder.resolve(name);
      return new Session(
          inner,
          inner.resolve(TestSplitLooks.FILE),
          part,
          workers,
          false,
          true,
          each -> progress.accept(each.of(name)),
          cancelled);
    }
  }

  private final CellRunner runner;
  private final Session session;
  private final StudyFolder folder;
  private final Journal journal;
  private final Workers workers;
  private final Trials trials = new Trials();

  private Study(
      CellRunner runner, Session session, StudyFolder folder, Journal journal, Workers workers) {
    this.runner = runner;
    this.session = session;
    this.folder = folder;
    this.journal = journal;
    this.workers = workers;
  }

  /**
   * Runs a study, or goes on with it, or reads the finished one.
   *
   * @throws IsotopeException exit code 130 if it was cancelled, 1 if the folder is another study's
   *     or in use, or starting anew would only lead to a second look at the test split, 3 for a
   *     space that cannot be searched; and whatever the runner throws, except for what is recorded:
   *     divergence and crashes
   */
  public static StudyOutcome run(StudySpec spec, CellRunner runner, Session session) {
    Plan plan = Plan.of(spec);
    Identity identity = Identity.of(session.identity());
    if (session.anew()) {
      looks(session, runner, identity, identity).requireFirst();
    }
    try (StudyFolder folder = StudyFolder.take(session.folder(), session.anew());
        Journal journal = Journal.open(folder.path(), identity);
        Workers workers = new Workers(session.workers(), session.cancelled())) {
      return new Study(runner, session, folder, journal, workers)
          .run(plan, looks(session, runner, identity, journal.signed()));
    }
  }

  private static TestSplitLooks looks(
      Session session, CellRunner runner, Identity identity, Identity signed) {
    return TestSplitLooks.of(
        session.folder(),
        session.ledger(),
        session.lookAgain(),
        runner.testSplit(),
        identity,
        signed);
  }

  /**
   * Whether a folder holds a study that was begun when all folds were contiguous and no config said
   * so.
   *
   * @throws IsotopeException exit code 4 where its journal cannot be read
   */
  public static boolean predatesFoldOrder(Path folder) {
    return Journal.signedIn(folder).map(Identity::predatesFoldOrder).orElse(false);
  }

  /**
   * Who multiplies matrices in the study that a folder holds, as it was begun; nothing where there
   * is none.
   *
   * @throws IsotopeException exit code 4 where its journal cannot be read
   */
  public static Optional<ProductsKind> products(Path folder) {
    return Journal.signedIn(folder)
        .flatMap(Identity::products)
        .map(name -> Json.mapper().convertValue(name, ProductsKind.class));
  }

  /**
   * Refuses to read a study by a config that is not its own: a figure would be taken for another.
   *
   * @param config as the folder keeps it; what later programs have added to it does not count, nor
   *     what may grow
   * @throws IsotopeException exit code 4, with what differs
   */
  public static void requireConfig(Path folder, Object config) {
    List<String> differences =
        Journal.signedIn(folder).map(signed -> signed.differences(config)).orElse(List.of());
    if (!differences.isEmpty()) {
      throw IsotopeException.data(
          folder
              + ": its config.yaml is not that of its journal: "
              + String.join("; ", differences)
              + ". Run the study again, which writes it anew");
    }
  }

  /** Whether a folder holds a study, whole or begun. */
  public static boolean isIn(Path folder) {
    return Journal.isIn(folder);
  }

  /** Whether a folder is a study beyond doubt, so that nothing else may be put into it. */
  public static boolean isSurelyIn(Path folder) {
    return Journal.isSurelyIn(folder);
  }

  /**
   * What the study in a folder has found so far. Trains nothing; the study may be running.
   *
   * @throws IsotopeException exit code 4 where the folder holds no study
   */
  public static StudyOutcome read(StudySpec spec, Path folder) {
    try (Journal journal = Journal.read(folder)) {
      Trials trials = new Trials();
      Plan plan =
          new SearchFold(journal, trials, new SearchFold.Reading())
              .search(Plan.of(spec))
              .stopped(journal.stopped());
      Point best = Selection.of(plan, trials).best();
      Plan whole = best == null ? plan : plan.withZeroOf(best);
      journal.load(whole, trials);
      new KeptRuns(folder, journal).require();
      KeptPlan.of(folder, journal).require();
      TestResult test = best == null ? null : journal.finals().test(best).orElse(null);
      NestedResult nested = NestedValidation.read(spec, folder);
      StudyOutcome outcome = Summary.of(folder, whole, trials, test, nested, journal.secondsKept());
      return test == null && best != null && journal.finals().isTested()
          ? outcome.refused(TestSplitLooks.refusal(folder))
          : outcome;
    }
  }

  private StudyOutcome run(Plan before, TestSplitLooks looks) {
    SearchTraining training =
        new SearchTraining(runner, session, folder, journal, workers, trials, before);
    Plan plan = new SearchFold(journal, trials, training).search(before);
    journal.stopped(Objects.requireNonNullElse(plan.stopped(), ""));
    Point best = Selection.of(plan, trials).best();
    if (best == null) {
      return outcome(plan, null, null);
    }
    Plan whole = plan.withZeroOf(best);
    journal.load(whole, trials);
    training.trainOpponents(whole);
    StudyFolder.deleteNamed(session.folder().resolve(StudyFolder.CELLS));
    NestedResult nested = NestedValidation.run(whole.spec(), runner, session);
    Optional<TestResult> tested = journal.finals().test(best);
    new KeptRuns(session.folder(), journal).require();
    KeptPlan.of(session.folder(), journal).mend();
    if (tested.isPresent() || runner.testSplit().isEmpty()) {
      return outcome(whole, tested.orElse(null), nested);
    }
    return looks.allows(best)
        ? outcome(whole, test(whole, best, looks), nested)
        : outcome(whole, null, nested).refused(looks.refusal());
  }

  private StudyOutcome outcome(
      Plan plan, @Nullable TestResult test, @Nullable NestedResult nested) {
    return Summary.of(session.folder(), plan, trials, test, nested, journal.secondsKept());
  }

  /** Tests the best point; a look that a kill cut short is gone on with. */
  private TestResult test(Plan plan, Point best, TestSplitLooks looks) {
    int look = looks.take(best);
    if (!journal.finals().mayBeOf(best)) {
      folder.deleteFinals();
    }
    journal.finals().belongTo(best);
    RemainingTime time = new RemainingTime(plan);
    double seconds = FinalTrainings.seconds(plan, trials, session.workers());
    TestResult test =
        new FinalTrainings(runner, workers, session, plan, best)
            .run(
                look,
                (done, all) ->
                    session.progress().accept(time.inFinals(trials, done, all, seconds)));
    folder.requireHeld();
    KeptPlan.of(session.folder(), journal).keep();
    new KeptRuns(session.folder(), journal).keep();
    journal.record(best, test);
    StudyFolder.deleteNamed(session.folder().resolve(StudyFolder.FINALS));
    return test;
  }

  static IsotopeException interrupted(String kept, @Nullable Throwable cause) {
    String message = "interrupted: " + kept + "; the same command goes on from there";
    return new IsotopeException(ExitCode.INTERRUPTED, List.of(Problem.of(message)), cause);
  }
}
