package org.isotopelm.cli;

import java.util.function.Supplier;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.project.Watch;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.run.ReportData;
import org.jspecify.annotations.Nullable;

/** Tells the user on standard error, and by the live page, how a run or a study is made. */
abstract class ConsoleWatch implements Watch {
  private final Output output;
  private final @Nullable LiveServer live;

  ConsoleWatch(Output output, @Nullable LiveServer live) {
    this.output = output;
    this.live = live;
  }

  /** Where sentences go. */
  final Output output() {
    return output;
  }

  /** Shows this on the live page, if there is one. */
  final void show(Supplier<ReportData> data) {
    if (live != null) {
      live.show(data);
    }
  }

  @Override
  public final void note(String line) {
    output.note(line);
  }

  @Override
  public final void warn(String line) {
    output.warn(line);
  }

  @Override
  public final void reported(ReportFiles files) {
    show(files::data);
  }
}
