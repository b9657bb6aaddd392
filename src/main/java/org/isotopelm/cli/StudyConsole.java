package org.isotopelm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.isotopelm.cli.console.Durations;
import org.isotopelm.cli.console.Output;
import org.isotopelm.study.Progress;
import org.isotopelm.words.Figures;

/**
 * A study as people watch it: on a terminal one line that moves, elsewhere a line for each cell.
 */
final class StudyConsole implements Consumer<Progress>, AutoCloseable {
  private final Output output;

  StudyConsole(Output output) {
    this.output = output;
  }

  @Override
  public void accept(Progress progress) {
    List<String> parts = parts(progress);
    output.show(() -> parts);
    if (!output.moves()) {
      output.note(String.join("; ", parts));
    }
  }

  private static List<String> parts(Progress progress) {
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%scell %,d of %,d",
            progress.part().isEmpty() ? "" : progress.part() + ": ",
            progress.done(),
            progress.total()));
    parts.add("about " + Durations.text(progress.secondsLeft()) + " left");
    if (progress.best() != null) {
      parts.add(
          "best so far "
              + progress.best()
              + ": "
              + Figures.nats(progress.bestFigure())
              + plusMinus(progress.bestError())
              + " "
              + progress.metric().shortUnit());
    }
    if (progress.failed() > 0) {
      parts.add(String.format(Locale.ROOT, "%,d failed", progress.failed()));
    }
    return parts;
  }

  private static String plusMinus(double error) {
    return Double.isNaN(error) ? "" : " ± " + Figures.nats(error);
  }

  @Override
  public void close() {
    output.hide();
  }
}
