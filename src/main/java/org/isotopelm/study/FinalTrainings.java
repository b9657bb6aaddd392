package org.isotopelm.study;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.study.FinalTask.Student;
import org.isotopelm.study.FinalTask.Weights;
import org.isotopelm.study.FinalTask.Whole;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.training.NoProbabilitiesException;
import org.isotopelm.study.training.StudyTask.FitWeights;
import org.isotopelm.study.training.StudyTask.FitWeightsOf;
import org.isotopelm.study.training.StudyTask.TrainFinal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a study: what is trained on all text outside the test split, side by side, and scored
 * once on the test split, all in one look.
 */
final class FinalTrainings {
  private static final Logger LOG = LoggerFactory.getLogger(FinalTrainings.class);

  private sealed interface Ended {
    /** A score; null where the training failed. */
    record Score(Whole task, @Nullable FinalScore score) implements Ended {}

    /** The score of the student; null where its training failed. */
    record Taught(@Nullable FinalScore score) implements Ended {}

    /** The weights of the mixture; null where their training failed. */
    record Fitted(@Nullable MixtureWeights weights) implements Ended {}
  }

  private final StudyTasks work;
  private final FinalTasks tasks;
  private final FinalScores scores = new FinalScores();

  FinalTrainings(StudyTasks work, FinalTasks tasks) {
    this.work = work;
    this.tasks = tasks;
  }

  /**
   * Trains and scores.
   *
   * @param ended receives how many trainings have ended and how many there are; called first when
   *     they begin
   */
  FinalScores run(BiConsumer<Integer, Integer> ended) {
    List<FinalTask> all = tasks.all();
    int number = all.size() + tasks.later().size();
    int threads = work.site().threadsEach(work.threads(), all.size());
    int[] done = new int[1];
    ended.accept(0, number);
    try {
      work.workers()
          .runGrowing(
              all,
              task -> work(task, threads),
              result -> {
                List<FinalTask> next = keep(result);
                ended.accept(++done[0], number);
                return next;
              });
      return scores;
    } catch (CancellationException e) {
      throw Study.interrupted(
          "the cells that were trained are kept, the final trainings are not finished", e);
    }
  }

  private Ended work(FinalTask task, int threads) {
    return switch (task) {
      case Whole whole -> new Ended.Score(whole, train(whole, threads));
      case Student _ -> new Ended.Taught(taught(threads));
      case Weights _ -> new Ended.Fitted(fitted());
    };
  }

  private @Nullable FinalScore train(Whole task, int threads) {
    try {
      return work.perform(
          new TrainFinal(
              task.contender().point().overrides(),
              task.seed(),
              work.relative(tasks.folder(task)),
              threads));
    } catch (NoProbabilitiesException e) {
      LOG.warn("{} has no test score: {}", task.contender().label(), e.getMessage());
      return null;
    } catch (ProblemException e) {
      requireDiverged(e);
      LOG.warn("{} has no test score: {}", task.contender().label(), e.getMessage());
      return null;
    }
  }

  private @Nullable FinalScore taught(int threads) {
    boolean alone = scores.ensemble(tasks).isEmpty();
    try {
      return work.finals()
          .student(
              tasks.folder(alone ? StudyFolder.SINGLE : StudyFolder.ENSEMBLE),
              Objects.requireNonNull(Objects.requireNonNull(tasks.finals()).student()).width(),
              tasks.best().point().overrides(),
              tasks.seed(0),
              tasks.folder(StudyFolder.STUDENT),
              threads,
              work::cancelled);
    } catch (ProblemException e) {
      requireDiverged(e);
      LOG.warn("there is no student: {}", e.getMessage());
      return null;
    }
  }

  private @Nullable MixtureWeights fitted() {
    return tasks
        .substitute()
        .map(
            run ->
                work.perform(
                    new FitWeightsOf(
                        work.relative(run),
                        tasks.best().point().overrides(),
                        tasks.counted(),
                        FinalSpec.CACHE)))
        .orElseGet(this::trained);
  }

  private @Nullable MixtureWeights trained() {
    try {
      return work.perform(
          new FitWeights(
              tasks.best().point().overrides(),
              tasks.seed(0),
              tasks.counted(),
              FinalSpec.CACHE,
              work.relative(tasks.weightsFolder())));
    } catch (ProblemException e) {
      requireDiverged(e);
      LOG.warn("there is no mixture: {}", e.getMessage());
      return null;
    }
  }

  private static void requireDiverged(ProblemException e) {
    if (e.exitCode() != ExitCode.DIVERGED) {
      throw e;
    }
  }

  /** Keeps a result; gives the tasks that can begin now. */
  private List<FinalTask> keep(Ended result) {
    switch (result) {
      case Ended.Score score -> scores.add(score.task(), score.score());
      case Ended.Taught taught -> scores.student(taught.score());
      case Ended.Fitted fitted -> scores.weights(fitted.weights());
    }
    if (result instanceof Ended.Score(Whole task, _)
        && tasks.members().contains(task)
        && scores.hasEnded(tasks.members())) {
      makeEnsemble();
      // A counted model has no widths and no steps to learn in.
      return tasks.later().isEmpty()
              || scores.score(tasks.members().getFirst()) == null
              || !work.finals().isSeeded(tasks.best().point().overrides())
          ? List.of()
          : List.copyOf(tasks.later());
    }
    return List.of();
  }

  private void makeEnsemble() {
    List<Whole> members = scores.ensemble(tasks);
    if (!members.isEmpty()) {
      work.finals()
          .mix(
              members.stream().map(tasks::folder).toList(),
              tasks.best().point().overrides(),
              MixtureWeights.equal(members.size()),
              tasks.folder(StudyFolder.ENSEMBLE));
    }
  }
}
