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

  private final StudyTasks tasks;
  private final FinalTasks finals;
  private final FinalScores scores = new FinalScores();

  FinalTrainings(StudyTasks tasks, FinalTasks finals) {
    this.tasks = tasks;
    this.finals = finals;
  }

  /**
   * Trains and scores.
   *
   * @param ended receives how many trainings have ended and how many there are; called first when
   *     they begin
   */
  FinalScores run(BiConsumer<Integer, Integer> ended) {
    List<FinalTask> all = finals.all();
    int number = all.size() + finals.later().size();
    int threads = tasks.threadsEach(all.size());
    int[] done = new int[1];
    ended.accept(0, number);
    try {
      tasks
          .workers()
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
      return tasks.perform(
          new TrainFinal(
              task.contender().point().overrides(),
              task.seed(),
              tasks.relative(finals.folder(task)),
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
    boolean alone = scores.ensemble(finals).isEmpty();
    try {
      return tasks
          .finals()
          .student(
              finals.folder(alone ? StudyFolder.SINGLE : StudyFolder.ENSEMBLE),
              Objects.requireNonNull(Objects.requireNonNull(finals.finals()).student()).width(),
              finals.best().point().overrides(),
              finals.seed(0),
              finals.folder(StudyFolder.STUDENT),
              threads,
              tasks::cancelled);
    } catch (ProblemException e) {
      requireDiverged(e);
      LOG.warn("there is no student: {}", e.getMessage());
      return null;
    }
  }

  private @Nullable MixtureWeights fitted() {
    return finals
        .substitute()
        .map(
            run ->
                tasks.perform(
                    new FitWeightsOf(
                        tasks.relative(run),
                        finals.best().point().overrides(),
                        finals.counted(),
                        FinalSpec.CACHE)))
        .orElseGet(this::trained);
  }

  private @Nullable MixtureWeights trained() {
    try {
      return tasks.perform(
          new FitWeights(
              finals.best().point().overrides(),
              finals.seed(0),
              finals.counted(),
              FinalSpec.CACHE,
              tasks.relative(finals.weightsFolder())));
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
        && finals.members().contains(task)
        && scores.hasEnded(finals.members())) {
      makeEnsemble();
      // A counted model has no widths and no steps to learn in.
      return finals.later().isEmpty()
              || scores.score(finals.members().getFirst()) == null
              || !tasks.finals().isSeeded(finals.best().point().overrides())
          ? List.of()
          : List.copyOf(finals.later());
    }
    return List.of();
  }

  private void makeEnsemble() {
    List<Whole> members = scores.ensemble(finals);
    if (!members.isEmpty()) {
      tasks
          .finals()
          .mix(
              members.stream().map(finals::folder).toList(),
              finals.best().point().overrides(),
              MixtureWeights.equal(members.size()),
              finals.folder(StudyFolder.ENSEMBLE));
    }
  }
}
