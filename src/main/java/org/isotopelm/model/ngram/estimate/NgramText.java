package org.isotopelm.model.ngram.estimate;

import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.TargetStream;
import org.isotopelm.data.TokenizedSplit;

/**
 * The text whose n-grams are counted, as the nodes of its unigrams: tokens plus 1, and before each
 * document the node of {@code <s>}, which is the largest. Without boundaries it is one stream with
 * no beginning.
 */
public final class NgramText {
  private static final int MOST = Integer.MAX_VALUE - 8;

  private final TargetStream stream;
  private final int vocabulary;

  /** Documents with a beginning; 0 for one stream. */
  private final int documents;

  private NgramText(TargetStream stream, int vocabulary, int documents) {
    this.stream = stream;
    this.vocabulary = vocabulary;
    this.documents = documents;
  }

  /**
   * The text of a split.
   *
   * @param vocabulary number of token ids
   * @throws ProblemException (data) if it is too long to be counted
   */
  public static NgramText of(TokenizedSplit split, int vocabulary) {
    int documents = split.boundaries() ? split.documents().length : 0;
    NgramText text = new NgramText(new TargetStream(split), vocabulary, documents);
    if (text.size() > MOST) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%,d tokens are more than n-grams can be counted of (%,d); use a part of the text, such as by data.limit",
              text.size(),
              MOST));
    }
    return text;
  }

  /** Number of token ids. */
  public int vocabulary() {
    return vocabulary;
  }

  /** The node that stands before each document. */
  int documentBegin() {
    return vocabulary + 1;
  }

  /** Number of nodes. */
  public long size() {
    return stream.size() + documents;
  }

  /** Copies nodes [from, from + n). */
  public void copy(long from, int[] to, int n) {
    if (documents == 0) {
      tokens(from, to, 0, n);
      return;
    }
    for (int d = documentOf(from), done = 0; done < n; d++) {
      if (from + done == begin(d)) {
        to[done++] = documentBegin();
      }
      int left = (int) Math.min(n - done, begin(d + 1) - from - done);
      tokens(from + done - d - 1, to, done, left);
      done += left;
    }
  }

  private void tokens(long from, int[] to, int at, int n) {
    if (n > 0) {
      stream.copy(from, to, at, n);
    }
    for (int i = at; i < at + n; i++) {
      to[i]++;
    }
  }

  /** Where a document begins. */
  private long begin(int d) {
    return stream.start(d) + d;
  }

  private int documentOf(long place) {
    int low = 0;
    int high = documents;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (begin(middle) <= place) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
