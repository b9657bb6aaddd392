package org.isotopelm.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.study.FinalTask.Whole;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.trial.Contender;
import org.jspecify.annotations.Nullable;

/** What the trainings that a study ends with gave, as far as they have ended. */
final class FinalScores {
  private final Map<Whole, @Nullable FinalScore> scores = new HashMap<>();
  private @Nullable MixtureWeights weights;
  private @Nullable FinalScore student;

  /**
   * Adds a score.
   *
   * @param score null where the training failed
   */
  void add(Whole task, @Nullable FinalScore score) {
    scores.put(task, score);
  }

  /** Adds the weights of the mixture; null where they cannot be had. */
  void weights(@Nullable MixtureWeights fitted) {
    weights = fitted;
  }

  @Nullable MixtureWeights weights() {
    return weights;
  }

  /** Adds that of the student; null where its training failed. */
  void student(@Nullable FinalScore score) {
    student = score;
  }

  @Nullable FinalScore student() {
    return student;
  }

  /** The score on the test split; null where the training failed or has not ended. */
  @Nullable FinalScore score(Contender contender, long seed) {
    return score(new Whole(contender, seed));
  }

  @Nullable FinalScore score(Whole task) {
    return scores.get(task);
  }

  /**
   * The trainings of the ensemble that ended well; none where they are not several, or where the
   * single model is not one of them.
   */
  List<Whole> ensemble(FinalTasks tasks) {
    List<Whole> members =
        tasks.members().stream().filter(each -> scores.get(each) != null).toList();
    return members.size() > 1 && members.getFirst().equals(tasks.members().getFirst())
        ? members
        : List.of();
  }

  /** Whether these have all ended, well or not. */
  boolean hasEnded(List<Whole> tasks) {
    return scores.keySet().containsAll(tasks);
  }
}
