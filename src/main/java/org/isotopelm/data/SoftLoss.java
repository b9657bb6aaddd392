package org.isotopelm.data;

import org.jspecify.annotations.Nullable;

/**
 * The part of a training's loss that is the cross-entropy to soft targets: the loss of a target is
 * (1 − α)·nll + α·H(q, p), in which H is taken over the K tokens of {@link SoftTargets} and all
 * others together.
 */
public final class SoftLoss {
  /** The nll alone: α = 0. */
  public static final SoftLoss NONE = new SoftLoss(null, 0);

  private final @Nullable SoftTargets targets;
  private final float weight;

  private SoftLoss(@Nullable SoftTargets targets, double weight) {
    this.targets = targets;
    this.weight = (float) weight;
  }

  /**
   * A loss with soft targets.
   *
   * @param weight α, above 0 and at most 1
   */
  public static SoftLoss of(SoftTargets targets, double weight) {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("a weight of " + weight);
    }
    return new SoftLoss(targets, weight);
  }

  /** K; 0 where there are no soft targets. */
  public int top() {
    return targets == null ? 0 : targets.top();
  }

  /** α. */
  public float weight() {
    return weight;
  }

  /** As {@link SoftTargets#copy}. */
  public void copy(long target, int[] ids, float[] probabilities, int at) {
    if (targets != null) {
      targets.copy(target, ids, probabilities, at);
    }
  }
}
