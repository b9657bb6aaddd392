package org.isotopelm.coding;

import java.util.stream.IntStream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.TokenModel;

/**
 * Whether scores stay as they are when later tokens are changed. Each round replaces every token
 * from some place on by another and scores all again: from a place in each document where documents
 * are scored for themselves, from one place in the whole text where one of them is seen while
 * another is scored.
 *
 * @param compared scores of tokens before those places
 * @param largestChange of them, in nats
 */
record Causality(long compared, double largestChange) {
  private static final int ROUNDS = 3;

  static Causality of(TokenModel model, Scores scores, Team team) {
    long compared = 0;
    double largest = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Change change =
          Change.of(
              scores.split(),
              model.sight().earlierDocuments(),
              model.vocabulary(),
              RandomStream.of(round, "prove"));
      float[] changed = model.score(change.split, team);
      Passages passages = new Passages(scores.split());
      for (int d = 0; d < passages.documents(); d++) {
        int first = passages.documentStart(d);
        for (int target = first; target < first + change.before[d]; target++) {
          compared++;
          largest = Math.max(largest, difference(scores.nll(target), changed[target]));
        }
      }
    }
    return new Causality(compared, largest);
  }

  /** Of two scores; 0 also where both are infinite. */
  static double difference(double a, double b) {
    return a == b ? 0 : Double.isNaN(a - b) ? Double.POSITIVE_INFINITY : Math.abs(a - b);
  }

  /**
   * A split whose later tokens are others.
   *
   * @param before [documents] targets of each that stand before what was changed
   */
  private record Change(TokenizedSplit split, int[] before) {
    static Change of(TokenizedSplit split, boolean together, int vocabulary, RandomStream random) {
      TokenStore store = split.store();
      int count = split.documents().length;
      int[][] ids = new int[count][];
      int[] before = new int[count];
      boolean one = together || !split.boundaries();
      long tokens = split.targets() - (split.boundaries() ? count : 0);
      long place = one && tokens > 0 ? random.nextLong(tokens) : 0;
      for (int d = 0; d < count; d++) {
        int document = split.documents()[d];
        ids[d] = new int[Math.toIntExact(store.end(document) - store.start(document))];
        store.copy(store.start(document), ids[d], 0, ids[d].length);
        if (one) {
          before[d] = Math.clamp(place, 0, ids[d].length);
          place -= ids[d].length;
        } else {
          before[d] = ids[d].length == 0 ? 0 : random.nextInt(ids[d].length);
        }
        replace(ids[d], before[d], vocabulary, split.endOfDocument(), random);
        if (one && place >= 0 && split.boundaries()) {
          before[d]++; // the document's end too
        }
      }
      long[] none = new long[count];
      TokenStore changed = TokenStore.of(ids, none, none, none, none);
      int[] all = IntStream.range(0, count).toArray();
      return new Change(
          new TokenizedSplit(changed, all, split.endOfDocument(), split.boundaries()), before);
    }

    /** Other tokens from {@code from} on; a vocabulary of one token and the end has no other. */
    private static void replace(
        int[] ids, int from, int vocabulary, int endOfDocument, RandomStream random) {
      for (int i = from; i < ids.length; i++) {
        int first = random.nextInt(vocabulary);
        for (int k = 0; k < vocabulary; k++) {
          int other = (first + k) % vocabulary;
          if (other != ids[i] && other != endOfDocument) {
            ids[i] = other;
            break;
          }
        }
      }
    }
  }
}
