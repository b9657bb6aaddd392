package org.isotopelm.model.mixture;

import java.util.Arrays;

/** The last tokens that were read, and how often each is among them. */
final class RecentTokens implements Counts {
  private static final int FIRST_ROOM = 1 << 10;

  private final int most;

  /** [V] */
  private final int[] counts;

  /** The tokens, in a ring once there are {@link #most}. */
  private int[] ring;

  private int size;
  private int next;

  /**
   * @param most how many it remembers
   */
  RecentTokens(int most, int vocabulary) {
    this.most = most;
    counts = new int[vocabulary];
    ring = new int[Math.min(most, FIRST_ROOM)];
  }

  /** Counts go on across documents. */
  @Override
  public void begin() {}

  @Override
  public void read(int token) {
    if (size == most) {
      counts[ring[next]]--;
    } else {
      if (size == ring.length) {
        ring = Arrays.copyOf(ring, (int) Math.min(most, 2L * size));
      }
      size++;
    }
    ring[next] = token;
    next = next + 1 == most ? 0 : next + 1;
    counts[token]++;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public void mixInto(double[] probabilities, double weight) {
    for (int id = 0; id < probabilities.length; id++) {
      probabilities[id] = (1 - weight) * probabilities[id] + weight * probability(id);
    }
  }

  /** Its share among the last tokens. */
  @Override
  public double probability(int token) {
    return (double) counts[token] / size;
  }
}
