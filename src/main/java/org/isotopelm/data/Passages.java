package org.isotopelm.data;

import java.util.Locale;
import org.isotopelm.base.ProblemException;

/**
 * A split as passages that are scored each for itself: its documents, or with no boundaries one
 * stream of them all. The inputs of a passage are the end-of-document token and then its targets.
 *
 * <p>All targets have one numbering, in the order of the split; it is the index into every array of
 * scores.
 */
public final class Passages {
  private final TokenizedSplit split;
  private final TargetStream stream;

  public Passages(TokenizedSplit split) {
    this.split = split;
    stream = new TargetStream(split);
    if (stream.size() > Integer.MAX_VALUE - 8) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%,d tokens are more than can be scored at once; divide the text",
              stream.size()));
    }
    if (stream.size() == 0) {
      throw ProblemException.data("there is no token to score: the text is empty");
    }
  }

  public TokenizedSplit split() {
    return split;
  }

  public int documents() {
    return split.documents().length;
  }

  /** The first target of document {@code d} of the split; of none, the number of targets. */
  public int documentStart(int d) {
    return (int) stream.start(d);
  }

  /** Number of passages. */
  public int count() {
    return split.boundaries() ? documents() : 1;
  }

  /** Number of targets. */
  public int targets() {
    return (int) stream.size();
  }

  /** The first target of a passage. */
  public int first(int passage) {
    return (int) stream.passageStart(passage);
  }

  /** Number of targets of a passage. */
  public int targets(int passage) {
    return (int) stream.passageEnd(passage) - first(passage);
  }

  /** The passage in which a target stands. */
  public int passageOf(int target) {
    return stream.passageOf(target);
  }

  /** Copies targets [from, from + n). */
  public void copy(int from, int[] to, int at, int n) {
    stream.copy(from, to, at, n);
  }

  /** Copies what is read before targets [from, from + n) of a passage. */
  public void inputs(int passage, int from, int[] to, int at, int n) {
    int skipped = from == 0 ? 1 : 0;
    if (from == 0) {
      to[at] = split.beginOfDocument();
    }
    copy(first(passage) + from - 1 + skipped, to, at + skipped, n - skipped);
  }
}
