package org.isotopelm.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.train.run.RunFolder;

/** Keeps in a study's folder what its reports need besides the journal. */
final class StudyKeeper {
  private final Path folder;
  private final Config config;
  private final boolean own;
  private final Provenance origin;
  private boolean kept;

  /**
   * @param config as the study's folder keeps it
   * @param own whether the folder's config.yaml is what the user runs: it stays as it is, with its
   *     comments
   */
  StudyKeeper(Path folder, Config config, boolean own, Provenance origin) {
    this.folder = folder;
    this.config = config;
    this.own = own;
    this.origin = origin;
  }

  Provenance origin() {
    return origin;
  }

  /** Not before the study has begun: until then the folder may turn out to be another one's. */
  void keep() {
    if (kept) {
      return;
    }
    try {
      if (!own) {
        AtomicFile.write(folder.resolve(RunFolder.CONFIG), ConfigFile.toYaml(config));
      }
      Origin.keep(folder, origin);
      kept = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
