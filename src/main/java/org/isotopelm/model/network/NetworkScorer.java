package org.isotopelm.model.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isotopelm.data.Batch;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.neural.NeuralModel;

/**
 * Scores a split: every token exactly once, with as much of its document before it as the {@link
 * Window} holds. Documents are scored independently; before the first token of each stands the
 * end-of-document token and nothing else.
 *
 * <p>Which target lies in which row is settled once, so an evaluator can be asked again and again
 * while a model is trained. Every score goes to a place of its own and sums are taken in the order
 * of the documents: the result is the same for any number of threads.
 */
public final class NetworkScorer {
  /** Inputs of a batch: enough to keep matrix products busy, few enough for the cache. */
  private static final int SEQUENCE_INPUTS = 1024;

  private static final int POSITIONAL_ROWS = 256;

  private final int vocabulary;
  private final Window window;
  private final Team team;
  private final Passages passages;
  private final Tasks tasks;
  private final List<Seat> seats;

  /**
   * @param team shares the batches
   * @param workers that share, one for each thread of the team; training may lend its own
   */
  public NetworkScorer(
      NeuralModel model,
      TokenizedSplit split,
      Window window,
      Team team,
      List<NeuralModel.Worker> workers) {
    vocabulary = model.vocabulary();
    this.window = window;
    this.team = team;
    passages = new Passages(split);
    tasks = window.carried() ? new Lanes(passages) : rowTasks(model, window, passages);
    seats =
        workers.stream()
            .limit(team.threads())
            .map(worker -> new Seat(worker, batch(model, window, tasks)))
            .toList();
    if (seats.size() < team.threads()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d workers for %d threads", workers.size(), team.threads()));
    }
  }

  private static Tasks rowTasks(NeuralModel model, Window window, Passages passages) {
    int context = model.context();
    boolean positional = model.targetsPerRow() == 1;
    Rows rows =
        positional
            ? new PositionalRows(passages, context)
            : new PackedRows(passages, window, context);
    int most = positional ? POSITIONAL_ROWS : Math.max(1, SEQUENCE_INPUTS / context);
    return new RowTasks(rows, Math.min(most, rows.count()));
  }

  private static Batch batch(NeuralModel model, Window window, Tasks tasks) {
    int rows = tasks.rows();
    int windows = tasks.windows(model.context());
    float[] state = new float[window.carried() ? rows * model.stateSize() : 0];
    return new Batch(rows, windows * model.context(), windows * model.targetsPerRow(), state);
  }

  /** With the default window. */
  public NetworkScorer(
      NeuralModel model, TokenizedSplit split, Team team, List<NeuralModel.Worker> workers) {
    this(model, split, Window.of(model), team, workers);
  }

  /** With the default window and workers of its own. */
  public NetworkScorer(NeuralModel model, TokenizedSplit split, Team team) {
    this(model, split, team, model.workers(team.threads()));
  }

  /** The targets in their order. */
  public Passages passages() {
    return passages;
  }

  /** What it shows the network of each document. */
  public Window window() {
    return window;
  }

  /** The nll of every target of the split with these values of the parameters. */
  public float[] score(float[] values) {
    float[] nll = new float[passages.targets()];
    Arrays.fill(nll, Float.NaN); // so that a target that no row scores shows
    run(seats, values, nll);
    return nll;
  }

  /**
   * What may stand in the place of every target of the split, with these values of the parameters.
   *
   * @param probabilities [targets, V]
   */
  public void distributions(float[] values, float[] probabilities) {
    List<Seat> whole = seats.stream().map(seat -> seat.ofDistributions(vocabulary)).toList();
    run(whole, values, probabilities);
  }

  private void run(List<Seat> at, float[] values, float[] results) {
    Weights weights = new Weights(values);
    team.run(tasks.count(), (task, thread) -> tasks.score(task, at.get(thread), weights, results));
  }
}
