package org.isotopelm.token.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceCounterTest {
  private static final String[] WORDS = {"a", "é", "中文", "👍🏽", "half-life", "", "x\u0000y"};

  @Test
  void add_pieces_keepsTextAndBytes() {
    CountedPieces pieces = new CountedPieces();
    pieces.add("aé中👍", 0, 5);
    pieces.add("xaé中👍", 1, 6);
    pieces.add("aé", 1, 1);

    assertThat(pieces.size()).isEqualTo(2);
    assertThat(pieces.text(0)).isEqualTo("aé中👍");
    assertThat(pieces.count(0)).isEqualTo(2);
    assertThat(pieces.length(0)).isEqualTo(1 + 2 + 3 + 4);
    assertThat(pieces.at(0, 1)).isEqualTo(0xC3);
    assertThat(pieces.length(1)).isZero();
    assertThat(pieces.bytes()).isEqualTo(10);
  }

  @Test
  void add_manyPieces_countsEach() {
    CountedPieces pieces = new CountedPieces();
    for (int i = 0; i < 60_000; i++) {
      String piece = Integer.toString(i % 20_000, 36);
      pieces.add(piece, 0, piece.length());
    }

    assertThat(pieces.size()).isEqualTo(20_000);
    assertThat(counts(pieces)).hasSize(20_000).allSatisfy((piece, n) -> assertThat(n).isEqualTo(3));
  }

  /** Words between blanks, counted by a map: 400,000 characters are several parts. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void count_longText_isThatOfAMap(int threads) {
    RandomStream stream = RandomStream.of(3, "pieces");
    StringBuilder text = new StringBuilder();
    Map<String, Long> expected = new HashMap<>();
    while (text.length() < 400_000) {
      String word = WORDS[stream.nextInt(WORDS.length)] + stream.nextInt(50);
      expected.merge(word, 1L, Long::sum);
      text.append(word).append(' ');
    }

    List<String> texts = List.of(text.toString(), "", "a0 a0");
    expected.merge("a0", 2L, Long::sum);
    assertThat(counts(PieceCounter.count(texts::forEach, PieceCounterTest::cut, threads)))
        .isEqualTo(expected);
  }

  private static void cut(String text, CountedPieces pieces) {
    for (int start = 0; start < text.length(); ) {
      int blank = text.indexOf(' ', start);
      int end = blank < 0 ? text.length() : blank;
      if (end > start) {
        pieces.add(text, start, end);
      }
      start = end + 1;
    }
  }

  private static Map<String, Long> counts(CountedPieces pieces) {
    return IntStream.range(0, pieces.size())
        .boxed()
        .collect(Collectors.toMap(pieces::text, pieces::count, Long::sum, TreeMap::new));
  }
}
