package org.isotopelm.model.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.isotopelm.data.Batch;
import org.isotopelm.data.Passages;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.neural.NeuralModel;

/**
 * Scores every passage in order, the model's state carried from window to window. Passages are
 * dealt to a fixed number of lanes, the longest first, each to the lane that is shortest (Graham
 * 1969); some lanes of about one length, a row each, are a task.
 */
final class Lanes implements Tasks {
  private static final int MOST_LANES = 128;

  /** Lanes of a task: enough for a product with the recurrent weights to be worth its while. */
  private static final int MOST_ROWS = 16;

  /** Few passages make as many tasks, so that a few threads have something to do. */
  private static final int WANTED_TASKS = 4;

  private final int rows;

  /** The longest first. */
  private final List<Lane> lanes;

  Lanes(Passages passages) {
    int count = Math.min(MOST_LANES, passages.count());
    rows = Math.clamp(Math.ceilDiv(count, WANTED_TASKS), 1, MOST_ROWS);
    lanes = deal(passages, count);
  }

  private static List<Lane> deal(Passages passages, int count) {
    record Load(int lane, int length) {}
    List<List<Integer>> members = new ArrayList<>();
    PriorityQueue<Load> shortest =
        new PriorityQueue<>(Comparator.comparingInt(Load::length).thenComparingInt(Load::lane));
    for (int lane = 0; lane < count; lane++) {
      members.add(new ArrayList<>());
      shortest.add(new Load(lane, 0));
    }
    IntStream.range(0, passages.count())
        .boxed()
        .sorted(Comparator.comparing(passages::targets, Comparator.reverseOrder()))
        .forEach(
            passage -> {
              Load load = shortest.remove();
              members.get(load.lane()).add(passage);
              shortest.add(new Load(load.lane(), load.length() + passages.targets(passage)));
            });
    return members.stream()
        .map(lane -> new Lane(passages, lane))
        .sorted(Comparator.comparingInt(Lane::length).reversed())
        .toList();
  }

  @Override
  public int count() {
    return Math.ceilDiv(lanes.size(), rows);
  }

  @Override
  public int rows() {
    return rows;
  }

  /** As many as a worker takes: a state does not mind where a window ends. */
  @Override
  public int windows(int context) {
    int needed = Math.ceilDiv(lanes.getFirst().length(), context);
    return Math.clamp(needed, 1, Math.max(1, NeuralModel.MOST_POSITIONS / (rows * context)));
  }

  @Override
  public void score(int task, Seat seat, Weights weights, float[] scores) {
    Batch batch = seat.batch;
    List<Lane> group = lanes.subList(task * rows, Math.min((task + 1) * rows, lanes.size()));
    int active = group.size();
    for (int from = 0; from < group.getFirst().length(); from += batch.context()) {
      while (group.get(active - 1).length() <= from) {
        active--;
      }
      for (int row = 0; row < active; row++) {
        group.get(row).fill(from, batch, row);
      }
      seat.score(weights, active);
      for (int row = 0; row < active; row++) {
        group.get(row).collect(from, seat, row, scores);
      }
    }
  }
}
