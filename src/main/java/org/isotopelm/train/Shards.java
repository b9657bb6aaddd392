package org.isotopelm.train;

import org.isotopelm.math.Team;

/** Where the shards of a training's steps are computed. */
@FunctionalInterface
public interface Shards {
  /** On the threads of the training. */
  Shards HERE = ShardPass::compute;

  /**
   * Computes the gradient and the nll of each shard of the step whose batches the pass holds, and
   * the state behind it.
   *
   * @param team the training's threads
   * @throws java.util.concurrent.CancellationException where the user stops the training meanwhile;
   *     it stands as before the step
   */
  void compute(ShardPass pass, Team team);
}
