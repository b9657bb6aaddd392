package org.isotopelm.train;

/** Hears what happens in a training. */
public interface Listener {
  /** Hears nothing. */
  Listener NONE = new Listener() {};

  /** Training begins, or goes on. */
  default void begun(TrainState state) {}

  /**
   * After every step; must not allocate or wait.
   *
   * @param nll mean over the step's tokens, in nats
   */
  default void stepped(long step, double nll, int tokens) {}

  /** Whether {@link #logged} is wanted; the norms in it cost a copy of the weights. */
  default boolean logs() {
    return false;
  }

  /** A line of metrics.jsonl. */
  default void logged(LogPoint point) {}

  /**
   * The validation split was scored.
   *
   * @param nll mean over its tokens, in nats
   */
  default void evaluated(long step, double nll, boolean best) {}

  /** Training ends here because the loss or a gradient is not finite; the error follows. */
  default void diverged(long step) {}

  /** Whether the run should be saved now, whatever its config says; asked after every step. */
  default boolean wantsSave() {
    return false;
  }

  /** The run is at a point where it should be saved. */
  default void save(Snapshot snapshot) {}
}
