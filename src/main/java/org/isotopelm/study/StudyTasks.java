package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.isotopelm.study.training.FinalModels;
import org.isotopelm.study.training.Site;
import org.isotopelm.study.training.StudyFacts;
import org.isotopelm.study.training.StudyTask;
import org.isotopelm.study.training.Workers;

/**
 * A study's tasks while it runs: the site that does them, and the threads that wait for it.
 *
 * @param threads of this process, at least 1
 * @param study the study's folder
 */
record StudyTasks(Site site, Workers workers, int threads, Path study) {
  /** Tasks side by side. */
  int atATime() {
    return site.atATime(threads);
  }

  StudyFacts facts() {
    return site.facts();
  }

  FinalModels finals() {
    return site.finals();
  }

  /** Does a task, and waits for it. */
  <R> R perform(StudyTask<R> task) {
    return site.perform(task, study, workers::cancelled);
  }

  /** See {@link Workers#run}. */
  <T, R> void run(List<T> tasks, Function<T, R> work, Consumer<R> ended) {
    workers.run(tasks, work, ended);
  }

  /** Whether the user wants to stop. */
  boolean cancelled() {
    return workers.cancelled();
  }

  /** The path of a file or folder of the study, relative to its folder. */
  String relative(Path path) {
    return study.relativize(path).toString().replace('\\', '/');
  }
}
