package org.isotopelm.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;

/** A training without steps: the model is made in one go, and does not go on from half of it. */
public sealed interface SteplessPlan extends TrainingPlan permits CountingPlan, MixingPlan {
  /**
   * What a model is made with.
   *
   * @param scratch a folder for temporary files, on the disk where the model will lie; made if
   *     needed
   * @param notes receives what a user should know, a sentence each
   * @param stop once true, the making ends with a {@link
   *     java.util.concurrent.CancellationException}
   */
  record Work(Team team, Path scratch, Consumer<String> notes, BooleanSupplier stop) {}

  /**
   * A model, and the files of a checkpoint from which it can be read again.
   *
   * @param files by name
   * @param validation scores of the validation split, where making the model has found them
   */
  record Made(
      TokenModel model, Map<String, AtomicFile.Writer> files, Optional<Scores> validation) {}

  /** What the model is, without an article, such as {@code counted 5-gram}. */
  String title();

  /** What the model consists of, in the plural. */
  String parts();

  @Override
  default long steps() {
    return 1;
  }

  @Override
  default double epochs(long steps) {
    return steps;
  }

  /** Makes the model: the same for any number of threads. */
  Made make(Work work);

  /** Reads the model from a checkpoint. */
  TokenModel read(Checkpoint checkpoint);
}
