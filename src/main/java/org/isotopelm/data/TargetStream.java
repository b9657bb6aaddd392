package org.isotopelm.data;

/**
 * The targets of a split one after another: each document's tokens and, if documents have
 * boundaries, the token that ends it. The input of a position is the target before it.
 */
public final class TargetStream {
  private final TokenStore store;
  private final int endOfDocument;
  private final boolean boundaries;

  /** [documents] one past each document's last target. */
  private final long[] ends;

  /** [documents] the difference between a token's number in the store and its position here. */
  private final long[] shifts;

  public TargetStream(TokenizedSplit split) {
    store = split.store();
    endOfDocument = split.endOfDocument();
    boundaries = split.boundaries();
    ends = new long[split.documents().length];
    shifts = new long[ends.length];
    long before = 0;
    for (int d = 0; d < ends.length; d++) {
      int document = split.documents()[d];
      shifts[d] = store.start(document) - before;
      before += store.end(document) - store.start(document) + (boundaries ? 1 : 0);
      ends[d] = before;
    }
  }

  /** Number of targets. */
  public long size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /** The document that contains a position: the first that ends after it, so never an empty one. */
  int documentOf(long position) {
    int first = 0;
    int count = ends.length;
    // Without a branch, because random positions would make the processor guess wrong.
    while (count > 1) {
      int half = count >>> 1;
      first += ends[first + half - 1] <= position ? half : 0;
      count -= half;
    }
    return first;
  }

  /** The passage of a position: its document, or 0 without boundaries. */
  public int passageOf(long position) {
    return boundaries ? documentOf(position) : 0;
  }

  /** The first target of a passage, or of the passage that contains a document. */
  public long passageStart(int document) {
    return boundaries ? start(document) : 0;
  }

  /** One past the last target of a passage, or of the passage that contains a document. */
  public long passageEnd(int document) {
    return boundaries ? ends[document] : size();
  }

  /**
   * The first target of document {@code d} of the split; {@link #size()} if there is no such
   * document.
   */
  public long start(int d) {
    return d == 0 ? 0 : ends[d - 1];
  }

  /** Copies targets [from, from + n). */
  public void copy(long from, int[] to, int at, int n) {
    copy(documentOf(from), from, to, at, n);
  }

  /**
   * Copies targets [from, from + n).
   *
   * @param document that contains the first of them, or a later one
   */
  void copy(int document, long from, int[] to, int at, int n) {
    int d = document;
    while (start(d) > from) {
      d--;
    }
    for (int done = 0; done < n; d++) {
      long position = from + done;
      long tokens = ends[d] - position - (boundaries ? 1 : 0);
      int copied = (int) Math.min(n - done, tokens);
      store.copy(position + shifts[d], to, at + done, copied);
      done += copied;
      if (boundaries && done < n) {
        to[at + done++] = endOfDocument;
      }
    }
  }
}
