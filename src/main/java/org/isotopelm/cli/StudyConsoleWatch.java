package org.isotopelm.cli;

import java.util.function.Supplier;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.cli.text.StudyConsole;
import org.isotopelm.project.StudyWatching;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.study.Progress;
import org.isotopelm.study.training.Activity;
import org.jspecify.annotations.Nullable;

/** Tells the user on standard error, and by the live page, how a study goes. */
final class StudyConsoleWatch implements StudyWatching {
  private final Output output;
  private final @Nullable LiveServer live;
  private @Nullable StudyConsole console;

  StudyConsoleWatch(Output output, @Nullable LiveServer live) {
    this.output = output;
    this.live = live;
  }

  @Override
  public void note(String line) {
    output.note(line);
  }

  @Override
  public void warn(String line) {
    output.warn(line);
  }

  @Override
  public void begun(Activity activity) {
    console = new StudyConsole(output, activity);
  }

  @Override
  public void progressed(Progress progress, Supplier<ReportData> soFar) {
    if (console != null) {
      console.accept(progress);
    }
    if (live != null && progress.done() > 0) {
      live.show(soFar);
    }
  }

  @Override
  public void ended() {
    if (console != null) {
      console.close();
    }
  }

  @Override
  public void reported(ReportFiles files) {
    if (live != null) {
      live.show(files::data);
    }
  }

  @Override
  public void unreported(RuntimeException error) {
    unmade("a report", error, output);
  }

  /** What is made for display only may fail: the result stays, and so does the exit code. */
  static void unmade(String what, RuntimeException error, Output output) {
    output.warn(
        "%s of the study cannot be made (%s); its result is kept"
            .formatted(what, Failure.of(error).problems().getFirst()));
  }
}
