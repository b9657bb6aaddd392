package org.isotopelm.eval;

import java.util.List;
import org.isotopelm.data.Batch;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.NeuralModel;

/**
 * Scores a split: every token exactly once, with as much of its document before it as the {@link
 * Window} gives. Documents know nothing of each other; before the first token of each stands the
 * end-of-document token and nothing else.
 *
 * <p>Which target lies in which row is settled once, so an evaluator can be asked again and again
 * while a model is trained. Every score goes to a place of its own and sums are taken in the order
 * of the documents: the result is the same for any number of threads.
 */
public final class Evaluator {
  /** Inputs of a batch: enough to keep matrix products busy, few enough for the cache. */
  private static final int SEQUENCE_INPUTS = 1024;

  private static final int POSITIONAL_ROWS = 256;

  private final Window window;
  private final Team team;
  private final Passages passages;
  private final Rows rows;
  private final int batchRows;
  private final List<Seat> seats;

  /**
   * @param team shares the batches
   * @param workers that share, one for each thread of the team; training may lend its own
   */
  public Evaluator(
      NeuralModel model,
      TokenizedSplit split,
      Window window,
      Team team,
      List<NeuralModel.Worker> workers) {
    this.window = window;
    this.team = team;
    passages = new Passages(split);
    int context = model.context();
    int targetsPerRow = model.targetsPerRow();
    boolean positional = targetsPerRow == 1;
    rows =
        positional
            ? new PositionalRows(passages, context)
            : new PackedRows(passages, window, context);
    int most = positional ? POSITIONAL_ROWS : Math.max(1, SEQUENCE_INPUTS / context);
    batchRows = Math.min(most, rows.count());
    seats =
        workers.stream()
            .limit(team.threads())
            .map(worker -> new Seat(worker, new Batch(batchRows, context, targetsPerRow)))
            .toList();
    if (seats.size() < team.threads()) {
      throw new IllegalArgumentException(
          "%d workers for %d threads".formatted(workers.size(), team.threads()));
    }
  }

  /** With the default window and workers of its own. */
  public Evaluator(NeuralModel model, TokenizedSplit split, Team team) {
    this(model, split, Window.of(model), team, workers(model, team));
  }

  /** A worker for each thread of a team. */
  public static List<NeuralModel.Worker> workers(NeuralModel model, Team team) {
    return model.workers(team.threads());
  }

  /** Scores the whole split with these values of the parameters. */
  public Scores score(float[] values) {
    float[] nll = new float[passages.targets()];
    seats.getFirst().worker.weightsChanged();
    team.run(
        Math.ceilDiv(rows.count(), batchRows),
        (batch, thread) -> score(values, batch, seats.get(thread), nll));
    return new Scores(passages, window, nll);
  }

  private void score(float[] values, int number, Seat seat, float[] nll) {
    int from = number * batchRows;
    int count = Math.min(batchRows, rows.count() - from);
    for (int at = 0; at < count; at++) {
      rows.fill(from + at, seat.batch, at);
    }
    seat.worker.sameWeights();
    seat.worker.score(values, seat.batch, 0, count, seat.nll);
    for (int at = 0; at < count; at++) {
      rows.collect(from + at, seat.nll, at, nll);
    }
  }

  /** What one thread works with. */
  private static final class Seat {
    final NeuralModel.Worker worker;
    final Batch batch;
    final float[] nll;

    Seat(NeuralModel.Worker worker, Batch batch) {
      this.worker = worker;
      this.batch = batch;
      nll = new float[batch.targets().length];
    }
  }
}
