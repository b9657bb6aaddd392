package org.isotopelm.eval;

import java.util.Arrays;
import org.isotopelm.IsotopeException;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;

/**
 * A split as passages that are scored each for itself: its documents, or with no boundaries one
 * stream of them all. A passage of tokens t1..tn has inputs EOD, t1, t2, … and targets t1..tn, then
 * EOD where documents end.
 *
 * <p>All targets have one numbering, in the order of the split; it is the index into every array of
 * scores.
 */
final class Passages {
  private final TokenizedSplit split;
  private final TokenStore store;

  /** [documents + 1]: the first target of each document. */
  private final int[] firstTarget;

  Passages(TokenizedSplit split) {
    this.split = split;
    store = split.store();
    if (split.targets() > Integer.MAX_VALUE - 8) {
      throw IsotopeException.data(
          "%,d tokens are more than can be scored at once; divide the text"
              .formatted(split.targets()));
    }
    if (split.targets() == 0) {
      throw IsotopeException.data("there is no token to score: the text is empty");
    }
    int[] documents = split.documents();
    firstTarget = new int[documents.length + 1];
    int end = split.boundaries() ? 1 : 0;
    for (int d = 0; d < documents.length; d++) {
      long tokens = store.end(documents[d]) - store.start(documents[d]);
      firstTarget[d + 1] = Math.toIntExact(firstTarget[d] + tokens + end);
    }
  }

  TokenizedSplit split() {
    return split;
  }

  int documents() {
    return firstTarget.length - 1;
  }

  /** The first target of document {@code d} of the split; of none, the number of targets. */
  int documentStart(int d) {
    return firstTarget[d];
  }

  /** The document of the split in which this target stands. */
  int documentOf(int target) {
    int found = Arrays.binarySearch(firstTarget, target);
    int d = found >= 0 ? found : -found - 2;
    // An empty document begins where the next one does.
    while (firstTarget[d + 1] == target) {
      d++;
    }
    return d;
  }

  int targets() {
    return firstTarget[documents()];
  }

  int count() {
    return split.boundaries() ? documents() : 1;
  }

  /** The first target of a passage. */
  int first(int passage) {
    return split.boundaries() ? firstTarget[passage] : 0;
  }

  int targets(int passage) {
    return split.boundaries() ? firstTarget[passage + 1] - firstTarget[passage] : targets();
  }

  int passageOf(int target) {
    return split.boundaries() ? documentOf(target) : 0;
  }

  /** Copies inputs [from, from + n) of a passage. */
  void inputs(int passage, int from, int[] to, int at, int n) {
    if (from == 0) {
      to[at] = split.endOfDocument();
      copy(first(passage), to, at + 1, n - 1);
    } else {
      copy(first(passage) + from - 1, to, at, n);
    }
  }

  /** Copies targets [from, from + n) of a passage. */
  void targets(int passage, int from, int[] to, int at, int n) {
    copy(first(passage) + from, to, at, n);
  }

  /** Copies targets by their number among all. */
  void copy(int target, int[] to, int at, int n) {
    int done = 0;
    while (done < n) {
      int d = documentOf(target + done);
      int within = target + done - firstTarget[d];
      int document = split.documents()[d];
      int tokens = Math.toIntExact(store.end(document) - store.start(document));
      int copied = Math.min(n - done, tokens - within);
      store.copy(store.start(document) + within, to, at + done, copied);
      done += copied;
      if (done < n && split.boundaries()) {
        to[at + done++] = split.endOfDocument();
      }
    }
  }
}
