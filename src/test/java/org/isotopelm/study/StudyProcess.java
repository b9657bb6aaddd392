package org.isotopelm.study;

import java.nio.file.Path;
import org.isotopelm.study.Study.Session;

/** A study in a process of its own, slow enough to be killed; prints a line a cell. */
final class StudyProcess {
  private StudyProcess() {}

  public static void main(String[] arguments) {
    FakeRunner slow =
        new FakeRunner(
            cell -> {
              try {
                Thread.sleep(20);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            true);
    Session session =
        Studies.watched(
            Studies.session(Path.of(arguments[0]), 2),
            progress -> System.out.println(progress.done()),
            () -> false);
    Study.run(Studies.grid(0, 0.1, 0.2, 0.5, 1), slow, session);
  }
}
