package org.isotopelm.teacher;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.data.TargetStream;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;

/**
 * A split in pieces that are read side by side: its documents, or parts of long ones. Before a part
 * stand some tokens that are read for it and belong to the one before.
 *
 * @param most targets of a piece, those before it among them
 */
record Pieces(TokenizedSplit split, int most) {
  /** Of the way in which a split is cut: it is a part of what decides what a teacher says. */
  static final int VERSION = 1;

  /** Tokens that are read before a part of a document. */
  static final int LEAD = 128;

  /**
   * A piece.
   *
   * @param first target that belongs to it
   * @param lead targets before it that are read first
   * @param count targets that belong to it
   * @param closes whether the last of them is the end of its document
   */
  record Piece(long first, int lead, int count, boolean closes) {
    /** Targets of the piece as a document of its own, which has an end. */
    int rows() {
      return lead + count + (closes ? 0 : 1);
    }
  }

  /** The pieces in the order of the split. */
  List<Piece> all() {
    TargetStream stream = new TargetStream(split);
    List<Piece> pieces = new ArrayList<>();
    for (int d = 0; d < split.documents().length; d++) {
      long begin = split.boundaries() ? stream.start(d) : 0;
      long end = stream.passageEnd(d);
      if (split.boundaries() || d == 0) {
        cut(begin, end, pieces);
      }
    }
    return pieces;
  }

  private void cut(long begin, long end, List<Piece> pieces) {
    for (long at = begin; at < end; ) {
      int lead = (int) Math.min(LEAD, at - begin);
      int count = (int) Math.min(end - at, most - lead);
      boolean closes = split.boundaries() && at + count == end;
      pieces.add(new Piece(at, lead, count, closes));
      at += count;
    }
  }

  /** Pieces as documents of a split. */
  TokenizedSplit documents(List<Piece> pieces) {
    TargetStream stream = new TargetStream(split);
    int n = pieces.size();
    int[][] ids = new int[n][];
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      Piece piece = pieces.get(i);
      ids[i] = new int[piece.rows() - 1];
      if (ids[i].length > 0) {
        stream.copy(piece.first() - piece.lead(), ids[i], 0, ids[i].length);
      }
      numbers[i] = i;
    }
    TokenStore store = TokenStore.of(ids, new long[n], new long[n], new long[n], new long[n]);
    return new TokenizedSplit(store, numbers, split.endOfDocument(), true, split.beginOfDocument());
  }
}
