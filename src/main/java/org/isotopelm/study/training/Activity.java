package org.isotopelm.study.training;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.isotopelm.train.Listener;
import org.isotopelm.train.TrainState;

/** The trainings that run at this moment, to be watched from other threads. */
public final class Activity {
  private final List<Training> running = new CopyOnWriteArrayList<>();

  /** Those that have begun and not ended, the oldest first. */
  public List<Training> running() {
    return List.copyOf(running);
  }

  /**
   * A training begins; it ends when it is closed.
   *
   * @param steps of the whole training, at most
   */
  Training begin(long steps) {
    Training training = new Training(steps);
    running.add(training);
    return training;
  }

  /** One training. Its own thread writes, others read. */
  public final class Training implements Listener, AutoCloseable {
    private final long steps;
    private volatile long step;

    private Training(long steps) {
      this.steps = steps;
    }

    /** Steps taken. */
    public long step() {
      return step;
    }

    /** Steps of the whole training, at most. */
    public long steps() {
      return steps;
    }

    @Override
    public void begun(TrainState state) {
      step = state.step();
    }

    @Override
    public void stepped(long now, double nll, int tokens) {
      step = now;
    }

    @Override
    public void close() {
      running.remove(this);
    }
  }
}
