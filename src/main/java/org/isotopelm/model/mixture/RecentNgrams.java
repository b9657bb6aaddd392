package org.isotopelm.model.mixture;

import java.util.Arrays;

/**
 * The last tokens that were read, and where each was read before: the places whose token is the
 * last one are compared backwards with the text that was just read.
 */
final class RecentNgrams implements Counts {
  /** Places that are compared, the latest first; more of them would hardly say more. */
  private static final int MOST_PLACES = 512;

  private static final int NOWHERE = -1;

  private final int most;
  private final RecentTokens counts;

  /** Rings: the token at a place, and the place before it with the same token. */
  private final int[] tokens;

  private final int[] before;

  /** [V] the last place of a token. */
  private final int[] last;

  /** How many were read. */
  private int read;

  /** What followed at the places that were found, and how long the context agrees there. */
  private final int[] followers = new int[MOST_PLACES];

  private final int[] lengths = new int[MOST_PLACES];
  private int found;
  private int longest;

  /** For each length of context: how many places agree so far, and their different followers. */
  private final int[] places = new int[NgramCache.LONGEST + 1];

  private final int[] kinds = new int[NgramCache.LONGEST + 1];

  /** [V] a follower's number among the places of one length. */
  private final int[] seen;

  private final double[] recalled;

  /**
   * @param most how many it remembers
   */
  RecentNgrams(int most, int vocabulary) {
    this.most = most;
    counts = new RecentTokens(most, vocabulary);
    tokens = new int[most];
    before = new int[most];
    last = new int[vocabulary];
    Arrays.fill(last, NOWHERE);
    seen = new int[vocabulary];
    recalled = new double[vocabulary];
  }

  /** What was read goes on across documents. */
  @Override
  public void begin() {}

  @Override
  public void read(int token) {
    int place = read % most;
    tokens[place] = token;
    before[place] = last[token];
    last[token] = read;
    counts.read(token);
    read++;
    find();
  }

  @Override
  public boolean isEmpty() {
    return read == 0;
  }

  @Override
  public int level() {
    return longest;
  }

  private int first() {
    return Math.max(0, read - most);
  }

  /** Finds where the last tokens were read before. */
  private void find() {
    found = 0;
    longest = 0;
    int place = before[(read - 1) % most];
    while (place >= first() && found < MOST_PLACES) {
      followers[found] = tokens[(place + 1) % most];
      lengths[found] = agreement(place);
      longest = Math.max(longest, lengths[found]);
      found++;
      place = before[place % most];
    }
    for (int length = 1; length <= longest; length++) {
      count(length);
      forget(length);
    }
  }

  /** How many tokens up to a place are those that were just read. */
  private int agreement(int place) {
    int length = 1;
    while (length < NgramCache.LONGEST
        && place - length >= first()
        && tokens[(place - length) % most] == tokens[(read - 1 - length) % most]) {
      length++;
    }
    return length;
  }

  /** Leaves in {@link #seen} how often each token followed a context of this length. */
  private void count(int length) {
    places[length] = 0;
    kinds[length] = 0;
    for (int i = 0; i < found; i++) {
      if (lengths[i] >= length) {
        places[length]++;
        kinds[length] += seen[followers[i]]++ == 0 ? 1 : 0;
      }
    }
  }

  private void forget(int length) {
    for (int i = 0; i < found; i++) {
      if (lengths[i] >= length) {
        seen[followers[i]] = 0;
      }
    }
  }

  private int followed(int token, int length) {
    int times = 0;
    for (int i = 0; i < found; i++) {
      times += lengths[i] >= length && followers[i] == token ? 1 : 0;
    }
    return times;
  }

  @Override
  public double probability(int token) {
    double p = counts.probability(token);
    for (int length = 1; length <= longest; length++) {
      p = interpolated(p, followed(token, length), length);
    }
    return p;
  }

  /** Witten and Bell's rule: as many new tokens are expected as there were different ones. */
  private double interpolated(double shorter, int times, int length) {
    return (times + kinds[length] * shorter) / (places[length] + kinds[length]);
  }

  @Override
  public void mixInto(double[] probabilities, double weight) {
    for (int id = 0; id < recalled.length; id++) {
      recalled[id] = counts.probability(id);
    }
    for (int length = 1; length <= longest; length++) {
      count(length);
      for (int id = 0; id < recalled.length; id++) {
        recalled[id] = interpolated(recalled[id], seen[id], length);
      }
      forget(length);
    }
    for (int id = 0; id < probabilities.length; id++) {
      probabilities[id] = (1 - weight) * probabilities[id] + weight * recalled[id];
    }
  }
}
