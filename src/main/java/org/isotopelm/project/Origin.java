package org.isotopelm.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Version;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.text.DataSpec;
import org.isotopelm.train.run.RunFolder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** How and where a study or run is made: known then, kept in its folder for later reports. */
public final class Origin {
  private static final String FILE = "provenance.json";

  private Origin() {}

  /**
   * What this process makes, the config but for what only a run resolves.
   *
   * @param command that may be typed again, or the method that a program called
   */
  public static Provenance of(String command, Project project) {
    DataSpec data = project.config().text();
    return Provenance.here(
        command,
        ConfigFile.toYaml(project.config()),
        Version.text(),
        data.corpus() == null ? String.join(", ", data.files()) : data.corpus(),
        project.corpus().fingerprint());
  }

  /**
   * Keeps it in a folder, apart from the config. One that is already there stays: it is of the
   * beginning, and later sessions continue that.
   */
  public static void keep(Path folder, Provenance origin) {
    if (Files.exists(folder.resolve(FILE))) {
      return;
    }
    try {
      AtomicFile.write(folder.resolve(FILE), Json.pretty(withConfig(origin, null)) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a folder keeps, with its config.yaml. */
  public static Provenance read(Path folder) {
    try {
      Path file = folder.resolve(FILE);
      Path config = folder.resolve(RunFolder.CONFIG);
      Provenance kept =
          Files.exists(file)
              ? Json.mapper().readValue(Files.readAllBytes(file), Provenance.class)
              : Provenance.UNKNOWN;
      return withConfig(kept, Files.exists(config) ? Files.readString(config) : null);
    } catch (JacksonException e) {
      throw ProblemException.data(folder.resolve(FILE) + " is damaged; remove it", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Provenance withConfig(Provenance of, @Nullable String config) {
    return new Provenance(
        of.command(),
        config,
        of.isotope(),
        of.java(),
        of.system(),
        of.processor(),
        of.cores(),
        of.date(),
        of.corpus(),
        of.fingerprint());
  }
}
