package org.isotopelm.token.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Learns the merges of byte-pair encoding (Sennrich et al. 2016): the most frequent pair of
 * neighbours becomes a token, again and again. Equally frequent pairs are taken by the lower id on
 * the left, then on the right.
 *
 * <p>Counts are kept up to date by visiting only the places where the merged pair stands. The queue
 * of pairs may be out of date: no pair grows after the step in which it arose, so its count is
 * checked when it comes out.
 */
public final class PairLearner {
  /** Two neighbours that become the token {@code result}. */
  public record Join(int left, int right, int result) {}

  /** Decides whether two neighbours may become the next token. */
  @FunctionalInterface
  public interface Joiner {
    boolean join(int left, int right);
  }

  private final SymbolRows rows;
  private final Joiner joiner;
  private final long minimum;
  private final PairTable table = new PairTable();
  private final PairPlaces places;
  private final PairQueue queue = new PairQueue(table);
  private final List<Join> joins = new ArrayList<>();
  private int tokens;

  private PairLearner(SymbolRows rows, int symbols, long minimum, Joiner joiner) {
    this.rows = rows;
    this.joiner = joiner;
    this.minimum = minimum;
    tokens = symbols;
    places = new PairPlaces(table, minimum);
  }

  /**
   * Learns until there are {@code vocabulary} tokens, or no pair is frequent enough.
   *
   * @param rows the text as symbols; used up
   * @param symbols number of different symbols: the first ids
   * @param minimum how often a pair must occur
   * @param joiner is asked once for each new token, in their order
   */
  public static List<Join> learn(
      SymbolRows rows, int symbols, int vocabulary, long minimum, Joiner joiner) {
    PairLearner learner = new PairLearner(rows, symbols, minimum, joiner);
    learner.index();
    learner.run(vocabulary);
    return learner.joins;
  }

  private void index() {
    for (int place = 1; place + 1 < rows.end(); place++) {
      int left = rows.token(place);
      int right = rows.token(place + 1);
      if (left != SymbolRows.EDGE && right != SymbolRows.EDGE) {
        places.note(table.add(left, right, rows.count(place)), place);
      }
    }
    finishStep();
  }

  private void run(int vocabulary) {
    while (tokens < vocabulary && !queue.isEmpty()) {
      long before = queue.firstCount();
      int pair = queue.poll();
      if (table.count(pair) != before) {
        propose(pair);
      } else if (joiner.join(table.left(pair), table.right(pair))) {
        accept(pair);
      }
    }
  }

  private void accept(int pair) {
    int left = table.left(pair);
    int right = table.right(pair);
    int result = tokens++;
    joins.add(new Join(left, right, result));
    rows.join(left, right, result);
    for (int i = places.start(pair); i < places.end(pair); i++) {
      int place = places.at(i);
      if (rows.token(place) == left && rows.token(rows.next(place)) == right) {
        merge(place, left, right, result);
      }
    }
    finishStep();
  }

  private void merge(int place, int left, int right, int result) {
    long count = rows.count(place);
    table.add(left, right, -count);
    int before = rows.token(place - 1);
    if (before != SymbolRows.EDGE) {
      table.add(before, left, -count);
      places.note(table.add(before, result, count), rows.previous(place));
    }
    int after = rows.token(rows.next(rows.next(place)));
    if (after != SymbolRows.EDGE) {
      table.add(right, after, -count);
      places.note(table.add(result, after, count), place);
    }
    rows.merge(place, result);
  }

  private void finishStep() {
    int known = places.known();
    places.finishStep();
    for (int pair = known; pair < table.size(); pair++) {
      propose(pair);
    }
  }

  private void propose(int pair) {
    if (table.count(pair) >= minimum) {
      queue.add(pair);
    }
  }
}
