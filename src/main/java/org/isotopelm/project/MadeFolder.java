package org.isotopelm.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.AtomicFolder;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.config.Settings;
import org.isotopelm.study.Study;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.train.run.RunFolder;

/** A folder that a training or a study made, named by the user. */
public record MadeFolder(Path path) {

  public boolean isStudy() {
    return Study.isIn(path);
  }

  /**
   * Refuses what holds no run.
   *
   * @throws ProblemException exit code 4
   */
  public void requireRun() {
    if (Files.notExists(path)) {
      AtomicFolder.mend(path);
    }
    if (Files.isRegularFile(path)) {
      throw ProblemException.data(LoadedRun.isFile(path));
    }
    if (!Files.exists(path.resolve(RunFolder.CONFIG))) {
      throw ProblemException.data(
          Files.exists(path)
              ? path
                  + " holds neither a run nor a study; name a folder that 'isotope train' or 'isotope study' made"
              : path
                  + " does not exist; name a folder that 'isotope train' or 'isotope study' made");
    }
    RunSeal.read(path).ifPresent(seal -> seal.requireWhole(path, RunFolder.CONFIG));
  }

  /** Its config, as it was begun. */
  public Project project(Path home) {
    return Project.read(home, path.resolve(RunFolder.CONFIG), Settings.of(List.of()));
  }

  /** Of a study: its config, which must be that of its journal. */
  public Project study(Path home) {
    Project project = project(home).goingOnWithStudy(path);
    spec(project);
    Study.requireConfig(path, project.config());
    return project;
  }

  /**
   * Of a study: what it searches.
   *
   * @throws ProblemException exit code 4 where the config does not say
   */
  public StudySpec spec(Project project) {
    StudySpec spec = project.config().study();
    if (spec == null) {
      throw ProblemException.data(
          path + ": its config.yaml holds no study, though the folder does; restore it");
    }
    return spec;
  }
}
