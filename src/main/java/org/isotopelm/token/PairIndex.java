package org.isotopelm.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where every pair of neighbouring tokens stands, and how often, in the different pieces of a text.
 *
 * <p>The tokens of all pieces stand in one array; those of a piece form a doubly linked list, and
 * so do the places of a pair. A merge costs constant time a place, however long the pieces are.
 */
final class PairIndex {
  private static final int NONE = -1;

  /** Two neighbouring tokens. */
  static final class Pair {
    final int left;
    final int right;
    private long count;
    private int first = NONE;
    private int last = NONE;

    private Pair(int left, int right) {
      this.left = left;
      this.right = right;
    }

    /** How often the pair occurs in the text. */
    long count() {
      return count;
    }
  }

  private final long[] pieceCount;
  private final List<Pair> pairs = new ArrayList<>();
  private final PairMap numbers = new PairMap();

  // By place: the token, its piece, its neighbours in the piece, the pair that begins here, and
  // the places before and after this one where that pair stands.
  private final int[] token;
  private final int[] piece;
  private final int[] previous;
  private final int[] next;
  private final @Nullable Pair[] pair;
  private final int[] previousOfPair;
  private final int[] nextOfPair;

  /**
   * Indexes pieces of text.
   *
   * @param counts how often each piece occurs, in arrays of one element
   * @param idOfByte the token of each byte
   */
  PairIndex(Map<String, long[]> counts, int[] idOfByte) {
    List<byte[]> spellings =
        counts.keySet().stream().map(p -> p.getBytes(StandardCharsets.UTF_8)).toList();
    int places = Math.toIntExact(spellings.stream().mapToLong(s -> s.length).sum());
    pieceCount = counts.values().stream().mapToLong(count -> count[0]).toArray();
    token = new int[places];
    piece = new int[places];
    previous = new int[places];
    next = new int[places];
    pair = new Pair[places];
    previousOfPair = new int[places];
    nextOfPair = new int[places];
    int place = 0;
    for (int number = 0; number < pieceCount.length; number++) {
      place = append(spellings.get(number), number, place, idOfByte);
    }
  }

  private int append(byte[] spelling, int number, int start, int[] idOfByte) {
    int end = start + spelling.length;
    for (int place = start; place < end; place++) {
      token[place] = idOfByte[spelling[place - start] & 0xff];
      piece[place] = number;
      previous[place] = place == start ? NONE : place - 1;
      next[place] = place + 1 == end ? NONE : place + 1;
      if (place > start) {
        link(place - 1);
      }
    }
    return end;
  }

  /** Every pair that was met so far. */
  List<Pair> pairs() {
    return pairs;
  }

  /**
   * Makes one token of a pair, wherever it stands, from left to right.
   *
   * @return the pairs that arose, all of which hold the new token
   */
  List<Pair> merge(Pair merged, int newToken) {
    int known = pairs.size();
    while (merged.first != NONE) {
      merge(merged.first, newToken);
    }
    return pairs.subList(known, pairs.size());
  }

  private void merge(int place, int newToken) {
    int gone = next[place];
    int before = previous[place];
    int after = next[gone];
    unlink(place);
    token[place] = newToken;
    next[place] = after;
    if (before != NONE) {
      unlink(before);
      link(before);
    }
    if (after != NONE) {
      unlink(gone);
      previous[after] = place;
      link(place);
    }
  }

  /** Adds a place to the end of the list of the pair that begins there. */
  private void link(int place) {
    Pair here = pairOf(token[place], token[next[place]]);
    pair[place] = here;
    here.count += pieceCount[piece[place]];
    previousOfPair[place] = here.last;
    nextOfPair[place] = NONE;
    if (here.last == NONE) {
      here.first = place;
    } else {
      nextOfPair[here.last] = place;
    }
    here.last = place;
  }

  /** Takes a place out of the list of its pair. */
  private void unlink(int place) {
    Pair here = Objects.requireNonNull(pair[place]);
    int before = previousOfPair[place];
    int after = nextOfPair[place];
    here.count -= pieceCount[piece[place]];
    if (before == NONE) {
      here.first = after;
    } else {
      nextOfPair[before] = after;
    }
    if (after == NONE) {
      here.last = before;
    } else {
      previousOfPair[after] = before;
    }
  }

  private Pair pairOf(int left, int right) {
    int number = numbers.get(left, right);
    if (number != PairMap.ABSENT) {
      return pairs.get(number);
    }
    Pair fresh = new Pair(left, right);
    numbers.put(left, right, pairs.size());
    pairs.add(fresh);
    return fresh;
  }
}
