package org.isotopelm.study.training;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Where the tasks of a study are done: here or on other machines. A study's result does not depend
 * on it.
 */
public interface Site {
  /** What is known here without a training. */
  StudyFacts facts();

  /** What is made here of final models. */
  FinalModels finals();

  /**
   * How many tasks this site does side by side.
   *
   * @param workers that the user asks for
   */
  int atATime(int workers);

  /**
   * How many threads each of several final trainings may use.
   *
   * @param workers that the user asks for
   * @param trainings that can begin together, at least 1
   */
  int threadsEach(int workers, int trainings);

  /**
   * Does a task and waits for it. Several threads call this at once, and a task may be done more
   * than once. What a training throws, see {@link CellRunner}, is thrown here too.
   *
   * @param study the study's folder, which has afterwards what the task leaves there
   */
  <R> R perform(StudyTask<R> task, Path study, BooleanSupplier cancelled);

  /**
   * The site of the study inside one outer fold of nested cross-validation. All documents outside
   * the test split are cut into {@code folds} parts: part {@code fold} takes the place of the test
   * split, and cells are folds of the others.
   *
   * @param fold 0-based
   * @param folds parts, at least 2
   */
  Site outer(int fold, int folds);
}
