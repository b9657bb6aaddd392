package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.files.OwnFile;
import org.isotopelm.config.Config;
import org.isotopelm.project.MadeFolder;
import org.isotopelm.project.Origin;
import org.isotopelm.project.RealPath;
import org.isotopelm.project.RunReport;
import org.isotopelm.project.StudyReport;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.RunsData;
import org.isotopelm.study.Study;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.run.RunFolder;
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

  /**
   * The JSON of {@code report} with several runs.
   *
   * @param report the page; null where only other files were asked for
   */
  record Runs(List<String> runs, @Nullable String report, List<String> files) {}

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "write the report of a run, of several runs together or of a study";
  }

  @Override
  public List<String> usage() {
    return List.of("report RUN|STUDY [--out FILE]…", "report RUN RUN… [--out FILE]…");
  }

  @Override
  public String details() {
    return "Writes report.html, one page that needs nothing else, and report.md into the folder; of"
        + " a run also decay.svg, of a study curve.svg, curve.png, trials.csv and study.json. It trains nothing and"
        + " reads only what the folder holds, so that it can be asked while a study or run goes on."
        + " Of several runs it writes runs.html and runs.md beside the first (or beside the study that it"
        + " is in): their learning curves in the same charts, and tables of their results and decay plans.";
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
        new Example("isotope report models/shakespeare-gpt --out run.md", "for a ticket"),
        new Example("isotope report models/a models/b --out ab.html", "runs side by side"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    List<Path> folders = invocation.arguments(1, Integer.MAX_VALUE).stream().map(Path::of).toList();
    return folders.size() == 1 ? one(invocation, folders.getFirst()) : several(invocation, folders);
  }

  private static ExitCode one(Invocation invocation, Path folder) throws IOException {
    MadeFolder made = new MadeFolder(folder);
    boolean study = made.isStudy();
    ReportFiles files = study ? study(invocation, made) : run(invocation, made);
    List<String> written = written(invocation, files, folder);
    Report report = new Report(folder.toString(), study ? "study" : "run", page(written), written);
    invocation.output().result(report, text -> written.forEach(text::println));
    return ExitCode.DONE;
  }

  private static ExitCode several(Invocation invocation, List<Path> folders) throws IOException {
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      if (!seen.add(RealPath.of(folder))) {
        throw ProblemException.usage(folder + " is named twice; name each run once");
      }
      if (Study.isIn(folder)) {
        throw ProblemException.usage(
            "%s is a study; with several arguments report shows runs: name the study alone, or its runs, such as %s"
                .formatted(folder, folder.resolve("chosen")));
      }
      new MadeFolder(folder).requireRun();
    }
    Path beside = outsideStudies(folders.getFirst().resolveSibling(""));
    ReportFiles files = ReportFiles.ofRuns(RunsData.of(folders, Provenance.UNKNOWN));
    List<String> written = written(invocation, files, beside);
    Runs report = new Runs(folders.stream().map(Path::toString).toList(), page(written), written);
    invocation.output().result(report, text -> written.forEach(text::println));
    return ExitCode.DONE;
  }

  /** This folder, or the one around the study that it is in: nothing else may lie in a study. */
  private static Path outsideStudies(Path folder) {
    Path outside = folder;
    for (Path above = folder.toAbsolutePath(); above != null; above = above.getParent()) {
      if (Study.isIn(above) && above.getParent() != null) {
        outside = above.getParent();
      }
    }
    return outside;
  }

  private static List<String> written(Invocation invocation, ReportFiles files, Path folder)
      throws IOException {
    List<Path> out = invocation.paths("out");
    for (Path file : out) {
      OwnFile.require(file, "a report", ReportFiles::isIn);
    }
    if (out.isEmpty()) {
      return files.write(folder).stream().map(Path::toString).toList();
    }
    out.forEach(files::writeAs);
    return out.stream().map(Path::toString).toList();
  }

  private static @Nullable String page(List<String> written) {
    return written.stream().filter(path -> path.endsWith(".html")).findFirst().orElse(null);
  }

  private static ReportFiles study(Invocation invocation, MadeFolder made) {
    StudySpec spec = made.spec(made.study(invocation.home()));
    return StudyReport.soFar(spec, made.path(), Origin.read(made.path()));
  }

  private static ReportFiles run(Invocation invocation, MadeFolder made) {
    made.requireRun();
    requireBegun(made, made.project(invocation.home()).config());
    // A run that may stop early has no step that is known to be its last.
    Recipe recipe = made.project(invocation.home()).config().recipe();
    boolean fixed =
        !(recipe instanceof GradientRecipe gradients) || gradients.train().earlyStopping() == null;
    return RunReport.found(made.path(), Origin.read(made.path()), fixed);
  }

  /** Refuses what a draft of a study leaves, which is no run. */
  private static void requireBegun(MadeFolder made, Config config) {
    if (config.study() != null && !RunFolder.isRun(made.path())) {
      throw ProblemException.data(
          "%s holds the config of a study that has not begun; 'isotope study %s' begins it"
              .formatted(made.path(), made.path().resolve(RunFolder.CONFIG)));
    }
  }
}
