package org.isotopelm.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.project.Project;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.study.Progress;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.train.run.RunFolder;
import org.jspecify.annotations.Nullable;

/**
 * Follows a study for its reports: keeps what they need besides the journal, and gives the live
 * page the newest figures.
 */
final class StudyWatch implements Consumer<Progress> {
  private final Project project;
  private final Config config;
  private final Path folder;
  private final Provenance origin;
  private final @Nullable LiveServer live;
  private boolean kept;

  /**
   * @param config as the study's folder keeps it
   */
  StudyWatch(
      Project project, Config config, Path folder, Provenance origin, @Nullable LiveServer live) {
    this.project = project;
    this.config = config;
    this.folder = folder;
    this.origin = origin;
    this.live = live;
  }

  @Override
  public void accept(Progress progress) {
    keep();
    if (live != null && progress.done() > 0) {
      StudySpec spec = Objects.requireNonNull(project.config().study());
      live.show(() -> StudyReport.live(spec, folder, origin, progress));
    }
  }

  /** The study is at its end. */
  void ended(ReportFiles files) {
    if (live != null) {
      live.show(files::data);
    }
  }

  /** Not before the study has begun: until then the folder may turn out to be another one's. */
  void keep() {
    if (kept) {
      return;
    }
    try {
      AtomicFile.write(folder.resolve(RunFolder.CONFIG), ConfigFile.toYaml(config));
      Origin.keep(folder, origin);
      kept = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
