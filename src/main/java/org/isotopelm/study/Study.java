package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.study.comparison.Baseline;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.Selection;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.journal.Identity;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.KeptPlan;
import org.isotopelm.study.journal.KeptRuns;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.journal.TestSplitLooks;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudyChoice;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.Site;
import org.isotopelm.study.training.Workers;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/**
 * Searches config values, above all λ: proposes points round by round, trains each on every fold
 * and seed side by side, keeps each cell when it ends, chooses the best point and tests it against
 * λ = 0 on text that no training has seen.
 *
 * <p>Cells of one repetition start from the same weights and see the same batches whatever the
 * point, so that differences between points are paired. Results do not depend on the number of
 * workers, on the order in which cells end, or on how often the study was killed.
 */
public final class Study {

  /**
   * Where and how a study runs. Nothing here but a deadline changes the result.
   *
   * @param folder the study's own folder
   * @param ledger the file in which this study and its neighbours record their looks at test splits
   * @param identity all that determines the result besides the code, such as the resolved config
   *     and the fingerprint of the corpus: any tree of records, maps and lists. A study in a folder
   *     goes on only with the same identity
   * @param workers trainings side by side, at least 1
   * @param anew whether to delete the study that the folder holds
   * @param lookAgain whether the test split may be scored again, after it was scored for another
   *     choice
   * @param deadline when it has no more time
   * @param progress receives how far the study is, on the caller's thread
   * @param cancelled asked from all threads; once true, running cells are abandoned
   */
  public record Session(
      Path folder,
      Path ledger,
      Object identity,
      int workers,
      boolean anew,
      boolean lookAgain,
      Deadline deadline,
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
          deadline,
          each -> progress.accept(each.of(name)),
          cancelled);
    }
  }

  private final StudyTasks tasks;
  private final Session session;
  private final StudyFolder folder;
  private final Journal journal;
  private final Trials trials = new Trials();

  private Study(StudyTasks tasks, Session session, StudyFolder folder, Journal journal) {
    this.tasks = tasks;
    this.session = session;
    this.folder = folder;
    this.journal = journal;
  }

  /**
   * Runs a study, continues it, or reads it if it is finished.
   *
   * @throws ProblemException exit code 130 if it was cancelled; 1 if the folder holds another study
   *     or is in use, or if starting anew could only lead to a second look at the test split; 3 for
   *     a space that cannot be searched. Also whatever a training throws, except divergence and
   *     crashes, which are recorded
   */
  public static StudyOutcome run(StudySpec spec, Site site, Session session) {
    Plan plan = Plan.of(spec);
    Identity identity = Identity.of(session.identity());
    if (session.anew()) {
      looks(session, site, identity, identity).requireFirst(spec.finals());
    }
    try (StudyFolder folder = StudyFolder.take(session.folder(), session.anew());
        Journal journal = Journal.open(folder.path(), identity);
        Workers workers = new Workers(site.atATime(session.workers()), session.cancelled())) {
      StudyTasks tasks = new StudyTasks(site, workers, session);
      return new Study(tasks, session, folder, journal)
          .run(plan, looks(session, site, identity, journal.signed()));
    }
  }

  private static TestSplitLooks looks(
      Session session, Site site, Identity identity, Identity signed) {
    return TestSplitLooks.of(
        session.folder(),
        session.ledger(),
        session.lookAgain(),
        site.facts().testSplit(),
        identity,
        signed);
  }

  /**
   * Whether a folder holds a study from the time when all folds were contiguous and the config had
   * no key for that.
   *
   * @throws ProblemException exit code 4 where its journal cannot be read
   */
  public static boolean predatesFoldOrder(Path folder) {
    return Journal.signedIn(folder).map(Identity::predatesFoldOrder).orElse(false);
  }

  /**
   * What multiplies matrices in the study that a folder holds, as recorded when it began; nothing
   * where there is no study.
   *
   * @throws ProblemException exit code 4 where its journal cannot be read
   */
  public static Optional<ProductsKind> products(Path folder) {
    return Journal.signedIn(folder)
        .flatMap(Identity::products)
        .map(name -> Json.mapper().convertValue(name, ProductsKind.class));
  }

  /**
   * Refuses to read a study with a config that is not its own: its figures would be taken for those
   * of another.
   *
   * @param config as the folder keeps it; keys that later programs have added do not count, nor
   *     values that may grow
   * @throws ProblemException exit code 4, with what differs
   */
  public static void requireConfig(Path folder, Object config) {
    List<String> differences =
        Journal.signedIn(folder).map(signed -> signed.differences(config)).orElse(List.of());
    if (!differences.isEmpty()) {
      throw ProblemException.data(
          folder
              + ": its config.yaml is not that of its journal: "
              + String.join("; ", differences)
              + ". Run the study again, which writes it again");
    }
  }

  /**
   * Refuses a folder that cannot become a study's.
   *
   * @throws ProblemException exit code 1, where it holds a run or what is not a study's
   */
  public static void requireUsable(Path folder) {
    StudyFolder.refuseOthers(folder);
    if (isIn(folder)) {
      throw ProblemException.failure(
          folder + " holds a study without its config.yaml; ", Remedy.ANOTHER_FOLDER);
    }
  }

  /** Whether a folder holds a study, whole or begun. */
  public static boolean isIn(Path folder) {
    return Journal.isIn(folder);
  }

  /** Whether a folder certainly holds a study, so that nothing else may be put into it. */
  public static boolean isSurelyIn(Path folder) {
    return Journal.isSurelyIn(folder);
  }

  /**
   * What the study in a folder has found so far. Trains nothing. The study may be running.
   *
   * @throws ProblemException exit code 4 where the folder holds no study
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
      StudyChoice choice = best == null ? null : new StudyChoice(best, spec.finals());
      TestResult test = choice == null ? null : journal.finals().test(choice).orElse(null);
      NestedResult nested = NestedValidation.read(spec, folder);
      Baseline baseline = new CountedFolds(spec, journal).kept();
      Rungs ladder = choice == null ? null : journal.finals().ladder(choice).orElse(null);
      StudyOutcome outcome =
          Summary.of(folder, whole, trials, baseline, test, ladder, nested, journal.secondsKept());
      return test == null && best != null && journal.finals().isTested()
          ? outcome.refused(TestSplitLooks.refusal(folder))
          : outcome;
    }
  }

  private StudyOutcome run(Plan before, TestSplitLooks looks) {
    SearchTraining training = new SearchTraining(tasks, session, folder, journal, trials, before);
    Plan plan = training.close(new SearchFold(journal, trials, training).search(before));
    journal.stopped(Objects.requireNonNullElse(plan.stopped(), ""));
    Point best = Selection.of(plan, trials).best();
    if (best == null) {
      return outcome(plan, null, null);
    }
    Plan whole = plan.withZeroOf(best);
    journal.load(whole, trials);
    training.trainOpponents(whole);
    StudyFolder.deleteNamed(session.folder().resolve(StudyFolder.CELLS));
    new CountedFolds(whole.spec(), journal).made(tasks);
    NestedResult nested = NestedValidation.run(whole.spec(), tasks.site(), session);
    StudyChoice choice = new StudyChoice(best, whole.spec().finals());
    Optional<TestResult> tested = StudyEnd.found(journal, choice);
    new KeptRuns(session.folder(), journal).require();
    KeptPlan.of(session.folder(), journal).mend();
    if (tested.isPresent() || tasks.facts().testSplit().isEmpty()) {
      StudyOutcome outcome = outcome(whole, tested.orElse(null), nested);
      return tested.isEmpty() && choice.finals() != null ? outcome.withoutFinals() : outcome;
    }
    StudyEnd end = new StudyEnd(tasks, session, folder, journal, trials);
    return looks.allows(choice)
        ? outcome(whole, end.test(whole, choice, looks), nested)
        : outcome(whole, null, nested).refused(looks.refusal());
  }

  private StudyOutcome outcome(
      Plan plan, @Nullable TestResult test, @Nullable NestedResult nested) {
    Baseline baseline = new CountedFolds(plan.spec(), journal).kept();
    Point best = Selection.of(plan, trials).best();
    Rungs ladder =
        best == null || test == null
            ? null
            : journal.finals().ladder(new StudyChoice(best, plan.spec().finals())).orElse(null);
    return Summary.of(
        session.folder(), plan, trials, baseline, test, ladder, nested, journal.secondsKept());
  }

  static ProblemException interrupted(String kept, @Nullable Throwable cause) {
    String message = "interrupted: " + kept + "; run the same command again to go on from there";
    return new ProblemException(ExitCode.INTERRUPTED, List.of(Problem.of(message)), cause);
  }
}
