package org.isotopelm.token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.isotopelm.token.Merges.Merge;
import org.isotopelm.token.PairIndex.Pair;

/**
 * Learns the merges of byte-pair encoding (Sennrich et al. 2016): the most frequent pair of
 * neighbours becomes a token, again and again. Equally frequent pairs are taken by the lower id on
 * the left, then on the right.
 *
 * <p>Counts are kept up to date by visiting only the places where the merged pair stands, and the
 * most frequent pair is found by a heap of candidates, which may be out of date: no pair grows
 * after the step in which it arose, so a candidate is checked when it comes out.
 */
final class BpeTrainer {
  /** A pair with the count it had when it was put into the queue. */
  private record Candidate(long count, Pair pair) {}

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingLong((Candidate c) -> -c.count)
          .thenComparingInt(c -> c.pair.left)
          .thenComparingInt(c -> c.pair.right);

  private final PairIndex index;
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(ORDER);
  private final List<String> names = new ArrayList<>(ByteAlphabet.inSymbolOrder());
  private final List<Merge> merges = new ArrayList<>();

  /** A trainer for pieces that occur so often; the counts are arrays of one element. */
  BpeTrainer(Map<String, long[]> counts) {
    index = new PairIndex(counts, ByteAlphabet.ids(names::indexOf));
  }

  /** The tokens' names by id: the bytes in the order of their symbols, then the merged ones. */
  List<String> names() {
    return names;
  }

  /** The merges in their order. */
  List<Merge> merges() {
    return merges;
  }

  /**
   * Learns until there are {@code vocabulary} tokens, or no pair occurs twice any more. No token
   * gets the name of the token that ends documents.
   */
  void train(int vocabulary) {
    index.pairs().forEach(this::propose);
    while (names.size() < vocabulary && !queue.isEmpty()) {
      Candidate candidate = queue.poll();
      if (candidate.count == candidate.pair.count()) {
        accept(candidate.pair);
      } else {
        propose(candidate.pair);
      }
    }
  }

  private void accept(Pair pair) {
    String name = names.get(pair.left) + names.get(pair.right);
    if (!name.equals(Tokenizer.END_OF_DOCUMENT)) {
      int token = names.size();
      names.add(name);
      merges.add(new Merge(pair.left, pair.right, token));
      index.merge(pair, token).forEach(this::propose);
    }
  }

  private void propose(Pair pair) {
    if (pair.count() > 1) {
      queue.add(new Candidate(pair.count(), pair));
    }
  }
}
