package org.isotopelm;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.isotopelm.config.Settings;
import org.isotopelm.project.MadeFolder;
import org.isotopelm.project.Project;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.project.StudyWatching;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.study.Deadline;
import org.isotopelm.study.Progress;
import org.isotopelm.study.Study;

/** Runs a study for a program, and tells its listener. */
record Studying(StudyListener listener) implements StudyWatching {
  static StudyFindings run(Path config, Path out, StudyOptions options) {
    Project project = Project.read(options.home(), config, Settings.of(options.settings()));
    StudyRunner study =
        new StudyRunner(
            project,
            out,
            Errors.threads(options.workers(), project.config().engine().threads()),
            options.anew(),
            options.lookAgain(),
            Deadline.NONE,
            "Isotope.study(\"%s\", \"%s\")".formatted(config, out));
    study.doubt().ifPresent(options.listener()::warned);
    return new StudyFindings(
        out, options.home(), study.run(new Studying(options.listener()), options.stop()).result());
  }

  static StudyFindings read(Path folder, Path home) {
    MadeFolder made = new MadeFolder(folder);
    if (!made.isStudy()) {
      made.requireRun();
      throw Errors.usage("study", folder + " holds a run and no study; open it as a run");
    }
    return new StudyFindings(
        folder, home, Study.read(made.spec(made.study(home)), folder).result());
  }

  @Override
  public void note(String line) {
    listener.noted(line);
  }

  @Override
  public void warn(String line) {
    listener.warned(line);
  }

  @Override
  public void progressed(Progress progress, Supplier<ReportData> soFar) {
    listener.progressed(progress);
  }

  @Override
  public void unreported(RuntimeException error) {
    listener.warned("a report could not be made: " + error.getMessage());
  }
}
