package org.isotopelm.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.cli.console.Durations;
import org.isotopelm.cli.console.Output;
import org.isotopelm.train.Listener;
import org.isotopelm.train.LogPoint;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.TrainState.Evaluated;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * A training as people watch it: a line for every evaluation, which stays, and on a terminal one
 * below that moves. Both have their figures from {@link LogPoint}, as metrics.jsonl and the report
 * have: the loss is the mean nll of the steps since the last line there.
 */
public final class TrainConsole implements Listener, AutoCloseable {
  private final Output output;
  private final long steps;
  private final long startNanos = System.nanoTime();

  // Written by the training's thread alone, read by the moving line's.
  private volatile long tokens;
  private volatile long stepsDone;
  private volatile long step;
  private volatile @Nullable LogPoint last;
  private volatile @Nullable Evaluated held;

  /**
   * @param steps of the whole run
   */
  public TrainConsole(Output output, long steps) {
    this.output = output;
    this.steps = steps;
  }

  @Override
  public void begun(TrainState state) {
    step = state.step();
    output.show(this::parts);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes
  public void stepped(long now, double nll, int stepTokens) {
    tokens += stepTokens;
    stepsDone++;
    step = now;
  }

  @Override
  public void evaluated(long now, double nll, boolean isBest) {
    held = new Evaluated(now, nll);
  }

  @Override
  public void logged(LogPoint point) {
    last = point;
    point.warnings().forEach(output::warn);
    Double nll = point.validationNll();
    if (nll != null) {
      output.note(
          String.format(
              Locale.ROOT,
              "step %,d of %,d: train loss %s, validation nll %s (perplexity %s)",
              point.step(),
              steps,
              Figures.nats(point.trainNll()),
              Figures.nats(nll),
              Figures.perplexity(Math.exp(nll))));
    }
  }

  /** Of the line that moves. */
  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    parts.add(String.format(Locale.ROOT, "step %,d of %,d", step, steps));
    parts.add(stepsDone == 0 ? "the first step is under way" : left(step) + " left");
    LogPoint point = last;
    if (point != null) {
      parts.add("train loss " + Figures.nats(point.trainNll()));
    }
    Evaluated scored = held;
    if (scored != null) {
      parts.add("validation nll " + Figures.nats(scored.nll()));
    }
    if (stepsDone > 0) {
      parts.add(String.format(Locale.ROOT, "%,.0f tokens/s", tokensPerSecond()));
    }
    return parts;
  }

  /** Steps taken in this session. */
  public long steps() {
    return stepsDone;
  }

  private double tokensPerSecond() {
    return tokens / seconds();
  }

  private double seconds() {
    return Math.max(1e-9, (System.nanoTime() - startNanos) * 1e-9);
  }

  private String left(long at) {
    return Durations.text((steps - at) * seconds() / Math.max(1, stepsDone));
  }

  @Override
  public void close() {
    output.hide();
  }
}
