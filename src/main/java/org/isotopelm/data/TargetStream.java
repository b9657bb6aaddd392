package org.isotopelm.data;

/**
 * The targets of a split one after another: each document's tokens and, where documents have
 * boundaries, the token that ends it. What a model reads at a position is the target before it.
 */
public final class TargetStream {
  private final TokenizedSplit split;
  private final TokenStore store;
  private final int end;

  /** [documents] one past each document's last target. */
  private final long[] ends;

  public TargetStream(TokenizedSplit split) {
    this.split = split;
    store = split.store();
    end = split.boundaries() ? 1 : 0;
    ends = new long[split.documents().length];
    long before = 0;
    for (int d = 0; d < ends.length; d++) {
      int document = split.documents()[d];
      before += store.end(document) - store.start(document) + end;
      ends[d] = before;
    }
  }

  /** Number of targets. */
  public long size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /** The passage of a position: its document, or 0 where there are no boundaries. */
  public int passageOf(long position) {
    return split.boundaries() ? documentOf(position) : 0;
  }

  /** The first target of a passage. */
  public long passageStart(int passage) {
    return start(passage);
  }

  /** One past the last target of a passage. */
  public long passageEnd(int passage) {
    return split.boundaries() ? ends[passage] : size();
  }

  /** Copies targets [from, from + n). */
  public void copy(long from, int[] to, int at, int n) {
    int done = 0;
    int d = n == 0 ? 0 : documentOf(from);
    while (done < n) {
      int document = split.documents()[d];
      long within = from + done - start(d);
      int tokens = (int) Math.min(n - done, ends[d] - end - start(d) - within);
      store.copy(store.start(document) + within, to, at + done, tokens);
      done += tokens;
      if (done < n && end == 1) {
        to[at + done++] = split.endOfDocument();
      }
      d++;
    }
  }

  /** The first target of document {@code d} of the split; of none, {@link #size()}. */
  public long start(int d) {
    return d == 0 ? 0 : ends[d - 1];
  }

  /** The document that holds a position: the first that ends beyond it, so never an empty one. */
  private int documentOf(long position) {
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
