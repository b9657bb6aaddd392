package org.isotopelm.cli;

import java.util.function.Supplier;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.cli.text.StudyConsole;
import org.isotopelm.project.StudyWatching;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.study.Progress;
import org.isotopelm.study.training.Activity;
import org.jspecify.annotations.Nullable;

/** Tells the user on standard error, and by the live page, how a study goes. */
final class StudyConsoleWatch extends ConsoleWatch implements StudyWatching {
  private @Nullable StudyConsole console;

  StudyConsoleWatch(Output output, @Nullable LiveServer live) {
    super(output, live);
  }

  @Override
  public void begun(Activity activity) {
    console = new StudyConsole(output(), activity);
  }

  @Override
  public void progressed(Progress progress, Supplier<ReportData> soFar) {
    if (console != null) {
      console.accept(progress);
    }
    if (progress.done() > 0) {
      show(soFar);
    }
  }

  @Override
  public void ended() {
    if (console != null) {
      console.close();
    }
  }

  @Override
  public void unreported(RuntimeException error) {
    unmade("a report", error, output());
  }

  /** What is made for display only may fail: the result stays, and so does the exit code. */
  static void unmade(String what, RuntimeException error, Output output) {
    output.warn(
        "%s of the study cannot be made (%s); its result is kept"
            .formatted(what, Failure.of(error).problems().getFirst()));
  }
}
