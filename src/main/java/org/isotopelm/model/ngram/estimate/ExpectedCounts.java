package org.isotopelm.model.ngram.estimate;

import java.util.Arrays;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.ngram.NgramTable;

/**
 * What a model expects after the contexts of a table, at all places of a text where they stand: the
 * sum of its probabilities for every n-gram of the table, and the number of places of every
 * context. A place counts for the longest context of the table there and for all its suffixes.
 *
 * <p>Sums are integers, in parts of 2⁻⁴⁰, so they are the same for any number of threads.
 */
final class ExpectedCounts {
  /** The longest text; with it the sums stay below 2⁶³. */
  static final int MOST_TOKENS = 1 << 22;

  private static final double ONE = 0x1p40;

  private final NgramTable table;
  private final TokenModel model;
  private final Passages passages;
  private final long[] sums; // [nodes]
  private final int[] places; // [contexts]

  private ExpectedCounts(NgramTable table, TokenModel model, TokenizedSplit text) {
    this.table = table;
    this.model = model;
    passages = new Passages(text);
    if (passages.targets() > MOST_TOKENS) {
      throw new IllegalArgumentException("a text of " + passages.targets() + " tokens");
    }
    sums = new long[table.sizes().nodes()];
    places = new int[table.sizes().contexts()];
  }

  static ExpectedCounts of(NgramTable table, TokenModel model, TokenizedSplit text, Team team) {
    ExpectedCounts counts = new ExpectedCounts(table, model, text);
    Reader[] readers = new Reader[team.threads()];
    Arrays.setAll(readers, thread -> counts.new Reader());
    team.run(counts.passages.count(), (passage, thread) -> readers[thread].read(passage));
    for (Reader reader : readers) {
      counts.add(reader);
    }
    return counts;
  }

  private void add(Reader reader) {
    for (int node = 0; node < sums.length; node++) {
      sums[node] += reader.ownSums[node];
    }
    for (int context = 0; context < places.length; context++) {
      places[context] += reader.ownPlaces[context];
    }
  }

  /** The share of the places that stand after a context. */
  double share(int context) {
    return (double) places[context] / places[NgramTable.ROOT];
  }

  /**
   * The mean probability of a node's last token after its context; never 0, as what is too small
   * for the sums counts as their least part.
   */
  double probability(int context, int node) {
    return Math.max(1, sums[node]) / (ONE * places[context]);
  }

  /** One thread's sums. */
  private final class Reader {
    private final TokenModel.Reader reader = model.reader();
    private final double[] probabilities = new double[model.vocabulary()];
    private final long[] ownSums = new long[sums.length];
    private final int[] ownPlaces = new int[places.length];
    private int[] targets = new int[1024];

    void read(int passage) {
      int length = passages.targets(passage);
      targets = targets.length < length ? new int[length] : targets;
      passages.copy(passages.first(passage), targets, 0, length);
      reader.begin();
      int context = table.next(table.sizes().documentBegin());
      for (int i = 0; i < length; i++) {
        reader.distribution(probabilities);
        add(context);
        if (i < length - 1) {
          reader.read(targets[i]);
          context = after(context, targets[i]);
        }
      }
    }

    private void add(int longest) {
      for (int context = longest; context != NgramTable.ROOT; context = table.suffix(context)) {
        add(context, table.firstChild(context), table.childrenEnd(context));
      }
      add(NgramTable.ROOT, 1, probabilities.length + 1);
    }

    private void add(int context, int begin, int end) {
      ownPlaces[context]++;
      for (int child = begin; child < end; child++) {
        ownSums[child] += Math.round(probabilities[table.token(child)] * ONE);
      }
    }

    private int after(int context, int token) {
      int at = context;
      int node = table.find(at, token);
      while (node == NgramTable.ABSENT) {
        at = table.suffix(at);
        node = table.find(at, token);
      }
      return table.next(node);
    }
  }
}
