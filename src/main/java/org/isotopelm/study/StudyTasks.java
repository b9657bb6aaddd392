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

/** A study's tasks while it runs: the site that does them, and the threads that wait for it. */
record StudyTasks(Site site, Workers workers, Study.Session session) {
  /** Tasks side by side. */
  int atATime() {
    return site.atATime(session.workers());
  }

  /** See {@link Site#threadsEach}. */
  int threadsEach(int trainings) {
    return site.threadsEach(session.workers(), trainings);
  }

  /** The study's folder. */
  Path study() {
    return session.folder();
  }

  StudyFacts facts() {
    return site.facts();
  }

  FinalModels finals() {
    return site.finals();
  }

  /** Does a task, and waits for it. */
  <R> R perform(StudyTask<R> task) {
    return site.perform(task, study(), workers::cancelled);
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
    return study().relativize(path).toString().replace('\\', '/');
  }
}
