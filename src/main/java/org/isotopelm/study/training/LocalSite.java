package org.isotopelm.study.training;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** This process: a task is done on the thread that asks for it. */
public interface LocalSite extends Site, CellRunner, StudyFacts {
  @Override
  default StudyFacts facts() {
    return this;
  }

  @Override
  default int atATime(int workers) {
    return workers;
  }

  @Override
  default int threadsEach(int workers, int trainings) {
    return Math.max(1, workers / trainings);
  }

  @Override
  default <R> R perform(StudyTask<R> task, Path study, BooleanSupplier cancelled) {
    return task.perform(this, study, cancelled);
  }

  @Override
  LocalSite outer(int fold, int folds);
}
