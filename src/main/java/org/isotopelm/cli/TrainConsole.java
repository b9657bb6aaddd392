package org.isotopelm.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.isotopelm.cli.console.Output;
import org.isotopelm.train.Listener;
import org.isotopelm.train.TrainState;
import org.jspecify.annotations.Nullable;

/**
 * A training as people watch it: on a terminal one line that moves, with loss, tokens per second
 * and time left; elsewhere a plain line for every evaluation.
 */
final class TrainConsole implements Listener, AutoCloseable {

  private final Output output;
  private final long steps;
  private @Nullable ProgressBar bar;
  private final long startNanos = System.nanoTime();

  private double lossSum;
  private long lossSteps;
  private long tokens;
  private long stepsDone;

  /**
   * @param steps of the whole run
   */
  TrainConsole(Output output, long steps) {
    this.output = output;
    this.steps = steps;
  }

  private static ProgressBar bar(PrintStream err, long steps, long done) {
    return new ProgressBarBuilder()
        .setTaskName("train")
        .setUnit(" steps", 1)
        .setInitialMax(steps)
        .startsFrom(done, Duration.ZERO)
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
        .setUpdateIntervalMillis(250)
        .setConsumer(new ConsoleProgressBarConsumer(err))
        .build();
  }

  @Override
  public void begun(TrainState state) {
    bar = output.progress() ? bar(output.err(), steps, state.step()) : null;
  }

  @Override
  public void stepped(long step, double nll, int stepTokens) {
    lossSum += nll;
    lossSteps++;
    tokens += stepTokens;
    stepsDone++;
    if (bar != null) {
      bar.stepTo(step);
      if (stepsDone % 16 == 1) {
        bar.setExtraMessage(
            String.format(Locale.ROOT, "loss %.3f, %,.0f tokens/s", loss(), tokensPerSecond()));
      }
    }
  }

  @Override
  public void evaluated(long step, double nll, boolean best) {
    if (bar == null) {
      output.note(
          String.format(
              Locale.ROOT,
              "step %,d of %,d: train %.4f, validation %.4f nats (perplexity %.2f)%s, %,.0f tokens/s, %s left",
              step,
              steps,
              loss(),
              nll,
              Math.exp(nll),
              best ? ", best" : "",
              tokensPerSecond(),
              left(step)));
    }
    lossSum = 0;
    lossSteps = 0;
  }

  /** Mean over the steps since the last evaluation. */
  private double loss() {
    return lossSum / Math.max(1, lossSteps);
  }

  /** Steps taken in this session. */
  long steps() {
    return stepsDone;
  }

  private double tokensPerSecond() {
    return tokens / seconds();
  }

  private double seconds() {
    return Math.max(1e-9, (System.nanoTime() - startNanos) * 1e-9);
  }

  private String left(long step) {
    long seconds = Math.round((steps - step) * seconds() / Math.max(1, stepsDone));
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
