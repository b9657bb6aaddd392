package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.cli.text.TrainConsole;
import org.isotopelm.cli.text.UnknownShare;
import org.isotopelm.optim.explain.DecayTable;
import org.isotopelm.project.TrainWatch;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.train.Listener;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.cost.Memory;
import org.jspecify.annotations.Nullable;

/** Tells the user on standard error, and by the live page, how a training goes. */
final class TrainConsoleWatch extends ConsoleWatch implements TrainWatch {
  private final Path out;
  private @Nullable TrainConsole console;

  TrainConsoleWatch(Path out, Output output, @Nullable LiveServer live) {
    super(output, live);
    this.out = out;
  }

  @Override
  public void planned(TrainingPlan plan, Optional<Memory> memory) {
    DecayTable.lines(plan.explanation(), output().errColumns()).forEach(this::note);
    memory.map(Memory::text).ifPresent(this::note);
    UnknownShare.lines(plan.text()).forEach(this::note);
    console = new TrainConsole(output(), plan.steps());
  }

  @Override
  public void begun(Supplier<ReportData> soFar) {
    show(soFar);
  }

  @Override
  public Listener listener() {
    return console == null ? Listener.NONE : console;
  }

  @Override
  public void ended() {
    if (console != null) {
      console.close();
    }
  }

  @Override
  public void unreported(RuntimeException error) {
    unreported(out, error, output());
  }

  /** The result is printed all the same. */
  static void unreported(Path run, RuntimeException error, Output output) {
    output.warn(
        "the report could not be written: %s; 'isotope report %s' writes it"
            .formatted(Failure.of(error).problems().getFirst(), run));
  }
}
