package org.isotopelm.token.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceCacheTest {
  private final List<String> asked = new ArrayList<>();
  private final PieceCache cache = new PieceCache(this::lengthAndHash, 1 << 10);

  private void lengthAndHash(String text, int begin, int end, IntList ids) {
    String piece = text.substring(begin, end);
    asked.add(piece);
    for (int i = 0; i < 1 + piece.length() % 3; i++) {
      ids.add(piece.hashCode() + i);
    }
  }

  private int[] encoded(String piece) {
    IntList ids = new IntList();
    ids.add(7);
    cache.encode("<" + piece + ">", 1, 1 + piece.length(), ids);
    return ids.toArray();
  }

  private int[] asEncoder(String piece) {
    IntList ids = new IntList();
    ids.add(7);
    lengthAndHash(piece, 0, piece.length(), ids);
    asked.removeLast();
    return ids.toArray();
  }

  @Test
  void encode_samePieceTwice_asksTheEncoderOnce() {
    assertThat(encoded("the")).isEqualTo(encoded("the"));
    assertThat(asked).containsExactly("the");
  }

  @Test
  void encode_piecesThatDifferByTheirEndOnly_areDifferent() {
    for (String piece : List.of("ab", "ab\0", "ab\uFFFF", "ab\0\0", "abc", "b\0a", "\0ab")) {
      assertThat(encoded(piece)).isEqualTo(asEncoder(piece));
    }
    assertThat(asked).hasSize(7);
  }

  @Test
  void encode_morePiecesThanThereIsRoomFor_givesTheIdsOfTheEncoder() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5_000; i++) {
        String piece = "piece " + i * 31;
        assertThat(encoded(piece)).isEqualTo(asEncoder(piece));
      }
    }
    assertThat(asked).hasSize(15_000);
  }

  @Test
  void encode_pieceMetAgainAndAgain_isNotForgotten() {
    for (int i = 0; i < 10_000; i++) {
      encoded("other " + i);
      encoded("the");
    }
    assertThat(asked.stream().filter("the"::equals)).hasSize(1);
  }

  @Test
  void encode_longPiece_isAskedEachTime() {
    String piece = "x".repeat(PieceCache.LONGEST + 1);
    assertThat(encoded(piece)).isEqualTo(encoded(piece));
    assertThat(asked).hasSize(2);
  }
}
