package org.isotopelm.token.training;

import java.util.Arrays;

/**
 * Pieces of text as rows of tokens, of which neighbours become one.
 *
 * <p>All rows stand in one array with an edge before, between and after them. A token of n symbols
 * takes n places: the first and the last hold its id, so that both neighbours are found from the
 * widths alone.
 */
public final class SymbolRows {
  /** Stands where a row begins or ends. */
  static final int EDGE = -1;

  private static final int INSIDE = -2;

  private final int[] token;
  private final int[] row;
  private long[] counts;
  private int[] width;
  private int places = 1;
  private int rows;

  /**
   * Room for rows.
   *
   * @param symbols number of different symbols: the first ids
   * @param places symbols of all rows together
   * @param rows their number; more have room where there are as many fewer symbols
   */
  public SymbolRows(int symbols, int places, int rows) {
    token = new int[Math.addExact(places, rows + 1)];
    row = new int[token.length];
    counts = new long[rows];
    width = new int[Math.max(symbols, 1)];
    Arrays.fill(width, 1);
    token[0] = EDGE;
  }

  /** Appends a symbol to the row that is being written. */
  public void add(int symbol) {
    row[places] = rows;
    token[places++] = symbol;
  }

  /** Ends a row, which occurs so often. */
  public void endRow(long count) {
    row[places] = rows;
    token[places++] = EDGE;
    if (rows == counts.length) {
      counts = Arrays.copyOf(counts, 2 * rows + 1);
    }
    counts[rows++] = count;
  }

  /** One past the last place. */
  int end() {
    return places;
  }

  /** The token that begins or ends at a place, or {@link #EDGE}. */
  int token(int place) {
    return token[place];
  }

  /** How often the row of a place occurs. */
  long count(int place) {
    return counts[row[place]];
  }

  /** Where the token after this one begins, or the edge. */
  int next(int place) {
    return place + width[token[place]];
  }

  /** Where the token before this one begins; its last place is {@code place − 1}. */
  int previous(int place) {
    return place - width[token[place - 1]];
  }

  /** States how wide a token is that arises from two. */
  void join(int left, int right, int result) {
    if (result >= width.length) {
      width = Arrays.copyOf(width, Math.max(result + 1, 2 * width.length));
    }
    width[result] = width[left] + width[right];
  }

  /** Makes one token of that at a place and the next one. */
  void merge(int place, int result) {
    token[next(place)] = INSIDE;
    token[place] = result;
    token[place + width[result] - 1] = result;
  }
}
