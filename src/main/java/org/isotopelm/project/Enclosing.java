package org.isotopelm.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.config.Config;
import org.isotopelm.study.Study;
import org.isotopelm.train.StartRun;
import org.isotopelm.train.TrainSpec;
import org.isotopelm.train.run.RunFolder;

/**
 * Keeps runs and studies out of each other's folders: what lies in one is deleted, replaced or
 * taken for a part of it sooner or later.
 */
public final class Enclosing {
  /** Inside a run's folder, where exports lie. */
  public static final String EXPORTS = "export";

  private Enclosing() {}

  /**
   * Refuses a folder inside a run's or a study's.
   *
   * @throws ProblemException exit code 1
   */
  public static void refuse(Path out) {
    for (Path above = RealPath.of(out).getParent(); above != null; above = above.getParent()) {
      boolean study = Study.isSurelyIn(above);
      if (study || RunFolder.isSurelyRun(above)) {
        throw ProblemException.failure(
            "%s lies inside %s, which holds a %s, and nothing else may lie there; "
                .formatted(out, above, study ? "study" : "run"),
            Remedy.FOLDER_OUTSIDE);
      }
    }
  }

  /**
   * Refuses the folder of a study inside one of the folders of its texts: the study's own files,
   * such as its report, would become a part of the text.
   *
   * @param texts files and folders
   * @throws ProblemException exit code 1
   */
  public static void refuseInTexts(Path out, List<String> texts) {
    Path real = RealPath.of(out);
    for (String text : texts) {
      if (real.startsWith(RealPath.of(Path.of(text)))) {
        throw ProblemException.failure(
            "%s lies inside %s, and the files of the study would become a part of its text; "
                .formatted(out, text),
            Remedy.FOLDER_OUTSIDE);
      }
    }
  }

  /**
   * Refuses an export inside a run's or a study's folder, where it could replace one of its files;
   * a run has a folder for exports.
   *
   * @throws ProblemException exit code 1
   */
  public static void refuseExport(Path out) {
    Path real = RealPath.of(out);
    for (Path above = real.getParent(); above != null; above = above.getParent()) {
      if (RunFolder.isSurelyRun(above) && real.startsWith(above.resolve(EXPORTS))) {
        return;
      }
    }
    refuse(out);
  }

  /**
   * Refuses a run or study in the place of the run that its training begins with or learns from:
   * {@code --force} would delete the weights before they are read.
   *
   * @throws ProblemException exit code 1
   */
  public static void refuseStart(Path out, Config config) {
    Optional.ofNullable(config.train())
        .flatMap(TrainSpec::learnsFrom)
        .filter(teacher -> RealPath.of(teacher.folder()).startsWith(RealPath.of(out)))
        .ifPresent(
            teacher -> {
              throw ProblemException.failure(
                  "%s holds the run that train.teacher names; ".formatted(out),
                  Remedy.ANOTHER_FOLDER);
            });
    Optional.ofNullable(config.train())
        .flatMap(TrainSpec::start)
        .map(StartRun::folder)
        .filter(start -> RealPath.of(start).startsWith(RealPath.of(out)))
        .ifPresent(
            start -> {
              throw ProblemException.failure(
                  "%s holds the run that train.from begins with; ".formatted(out),
                  Remedy.ANOTHER_FOLDER);
            });
  }
}
