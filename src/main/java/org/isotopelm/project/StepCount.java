package org.isotopelm.project;

import org.isotopelm.train.Listener;
import org.isotopelm.train.LogPoint;
import org.isotopelm.train.Snapshot;
import org.isotopelm.train.TrainState;

/** Counts the steps of a training, and passes all on. */
final class StepCount implements Listener {
  private final Listener inner;
  private long count;

  StepCount(Listener inner) {
    this.inner = inner;
  }

  /** Steps so far. */
  long count() {
    return count;
  }

  @Override
  public void begun(TrainState state) {
    inner.begun(state);
  }

  @Override
  public void stepped(long step, double nll, int tokens) {
    count++;
    inner.stepped(step, nll, tokens);
  }

  @Override
  public boolean logs() {
    return inner.logs();
  }

  @Override
  public void logged(LogPoint point) {
    inner.logged(point);
  }

  @Override
  public void evaluated(long step, double nll, boolean best) {
    inner.evaluated(step, nll, best);
  }

  @Override
  public void diverged(long step) {
    inner.diverged(step);
  }

  @Override
  public boolean wantsSave() {
    return inner.wantsSave();
  }

  @Override
  public void save(Snapshot snapshot) {
    inner.save(snapshot);
  }
}
