package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.config.Config;
import org.isotopelm.config.Settings;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.study.Study;
import org.isotopelm.train.RunFolder;
import org.isotopelm.train.RunSeal;
import org.jspecify.annotations.Nullable;

/** {@code isotope report}. */
final class ReportCommand implements Command {
  /**
   * The JSON of {@code report}.
   *
   * @param kind {@code run} or {@code study}
   * @param report the page; null where only other files were asked for
   */
  record Report(String folder, String kind, @Nullable String report, List<String> files) {}

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "write the report of a run or study again, finished or not";
  }

  @Override
  public List<String> usage() {
    return List.of("report RUN|STUDY [--out FILE]…");
  }

  @Override
  public String details() {
    return "Writes report.html, one page that needs nothing else, and report.md into the folder; of"
        + " a study also curve.svg, curve.png, trials.csv and study.json. It trains nothing and"
        + " reads only what the folder holds, so that it can be asked while a study or run goes on.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            NewOption.values(
                "out",
                "FILE",
                "write only this; its name ends in .html, .md, .svg, .png, .csv or .json"));
  }

  @Override
  public boolean readsConfig() {
    return false;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("isotope report models/quickstart", "after a study was stopped, or to update"),
        new Example("isotope report models/shakespeare-gpt --out run.md", "for a ticket"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Path folder = Path.of(invocation.arguments(1, 1).getFirst());
    List<Path> out = invocation.paths("out");
    boolean study = Study.isIn(folder);
    ReportFiles files = study ? study(invocation, folder) : run(invocation, folder);
    for (Path file : out) {
      OwnFile.require(file, "a report", ReportFiles::isIn);
    }
    out.forEach(files::writeAs);
    List<String> written =
        (out.isEmpty() ? files.write(folder) : out).stream().map(Path::toString).toList();
    String page = written.stream().filter(path -> path.endsWith(".html")).findFirst().orElse(null);
    Report report = new Report(folder.toString(), study ? "study" : "run", page, written);
    invocation.output().result(report, text -> written.forEach(text::println));
    return ExitCode.DONE;
  }

  private static ReportFiles study(Invocation invocation, Path folder) {
    Config config = project(invocation, folder).goingOnWithStudy(folder).config();
    if (config.study() == null) {
      throw IsotopeException.data(
          folder + ": its config.yaml holds no study, though the folder does; restore it");
    }
    Study.requireConfig(folder, config);
    return StudyReport.soFar(config.study(), folder, Origin.read(folder));
  }

  private static ReportFiles run(Invocation invocation, Path folder) {
    if (Files.isRegularFile(folder)) {
      throw IsotopeException.data(LoadedRun.isFile(folder));
    }
    if (!Files.exists(folder.resolve(RunFolder.CONFIG))) {
      throw IsotopeException.data(
          Files.exists(folder)
              ? folder
                  + " holds neither a run nor a study; name a folder that 'isotope train' or 'isotope study' made"
              : folder
                  + " does not exist; name a folder that 'isotope train' or 'isotope study' made");
    }
    RunSeal.read(folder).ifPresent(seal -> seal.requireWhole(folder, RunFolder.CONFIG));
    // A run that may stop early has no step that is known to be its last.
    boolean fixed = project(invocation, folder).config().train().earlyStopping() == null;
    return RunReport.found(folder, Origin.read(folder), fixed);
  }

  private static Project project(Invocation invocation, Path folder) {
    return Project.read(
        invocation.home(), folder.resolve(RunFolder.CONFIG), Settings.of(List.of()));
  }
}
