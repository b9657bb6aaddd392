package org.isotopelm.token.piece;

import org.jspecify.annotations.Nullable;

/**
 * The ids of pieces met before, at one of two places that their hash gives; it never grows.
 *
 * <p>Threads share it without a lock: entries are immutable and each stands for itself, so a lost
 * write costs a second look and nothing else.
 */
final class PieceCache {
  private static final int SETS = 1 << 15;

  private static final class Piece {
    final int hash;
    final String text;
    final int[] ids;

    Piece(int hash, String text, int[] ids) {
      this.hash = hash;
      this.text = text;
      this.ids = ids;
    }
  }

  private final @Nullable Piece[] pieces = new Piece[2 * SETS];

  /** The hash of a stretch of a text. */
  static int hash(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash * 0x9E3779B9;
  }

  /** The ids of a stretch of a text; null if they are not here. */
  int @Nullable [] find(String text, int start, int end, int hash) {
    int place = place(hash);
    Piece piece = pieces[place];
    if (piece != null && is(piece, text, start, end, hash)) {
      return piece.ids;
    }
    piece = pieces[place + 1];
    return piece != null && is(piece, text, start, end, hash) ? piece.ids : null;
  }

  /** Takes the first of the two places and leaves the second to the piece that was there. */
  void put(String text, int hash, int[] ids) {
    int place = place(hash);
    pieces[place + 1] = pieces[place];
    pieces[place] = new Piece(hash, text, ids);
  }

  private static int place(int hash) {
    return hash >>> 17 << 1;
  }

  private static boolean is(Piece piece, String text, int start, int end, int hash) {
    return piece.hash == hash
        && piece.text.length() == end - start
        && text.startsWith(piece.text, start);
  }
}
