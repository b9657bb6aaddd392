package org.isotopelm.teacher;

/** Finds the K most probable tokens; of equals those with the lowest ids. One thread at a time. */
final class TopTokens {
  private final int top;
  private final int[] best; // [K] ids, the most probable first
  private final float[] theirs;

  TopTokens(int top) {
    this.top = top;
    best = new int[top];
    theirs = new float[top];
  }

  /**
   * Those of one distribution.
   *
   * @param probabilities from {@code from} on, [V]
   * @param vocabulary V, at least K
   * @param ids receives K ids from {@code at} on, ascending
   * @param kept receives their probabilities
   */
  void of(float[] probabilities, int from, int vocabulary, int[] ids, float[] kept, int at) {
    int found = 0;
    for (int id = 0; id < vocabulary; id++) {
      float p = probabilities[from + id];
      if (found < top || p > theirs[top - 1]) {
        found = Math.min(top, found + 1);
        insert(id, p, found);
      }
    }
    byId(ids, kept, at);
  }

  /** Puts a token where it belongs among the first {@code found}, the last of which is free. */
  private void insert(int id, float p, int found) {
    int i = found - 1;
    for (; i > 0 && theirs[i - 1] < p; i--) {
      best[i] = best[i - 1];
      theirs[i] = theirs[i - 1];
    }
    best[i] = id;
    theirs[i] = p;
  }

  private void byId(int[] ids, float[] kept, int at) {
    for (int n = 0; n < top; n++) {
      int i = at + n;
      for (; i > at && ids[i - 1] > best[n]; i--) {
        ids[i] = ids[i - 1];
        kept[i] = kept[i - 1];
      }
      ids[i] = best[n];
      kept[i] = theirs[n];
    }
  }
}
