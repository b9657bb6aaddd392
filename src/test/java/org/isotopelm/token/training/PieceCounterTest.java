package org.isotopelm.token.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.text.Texts;
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

  /** Three pieces of two bytes are nine places; the tenth ends the last row. */
  @Test
  void add_moreThanArraysHold_isAnErrorThatNamesTheRemedy() {
    CountedPieces pieces = new CountedPieces(9);
    pieces.add("aabbcc", 0, 2);
    pieces.add("aabbcc", 2, 4);
    pieces.add("aabbcc", 4, 6);
    pieces.add("aabbcc", 4, 6);

    assertThatThrownBy(() -> pieces.add("d", 0, 1))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("2 GB of different pieces")
        .hasMessageContaining("data.limit");
    assertThat(pieces.count(2)).isEqualTo(2);
  }

  /**
   * Threads count pieces in an order that is left to chance, and nothing that is learned shows it.
   */
  @Test
  void learn_anyNumberOfThreads_givesTheSame() {
    String text = words(60_000);
    Texts texts = List.of(text, text.substring(0, 1000))::forEach;
    List<List<String>> learned = new ArrayList<>();
    for (int threads : new int[] {1, 2, 7, 7}) {
      CountedPieces pieces = PieceCounter.count(texts, PieceCounterTest::cut, threads);
      List<String> all = new ArrayList<>();
      PairLearner.learn(rows(pieces), 256, 900, 2, (left, right) -> true)
          .forEach(join -> all.add(join.toString()));
      UnigramLearner.learn(pieces, 500, threads)
          .forEach(piece -> all.add(Arrays.toString(piece.bytes()) + piece.score()));
      all.addAll(WordPieceLearner.learn(pieces, 500, "##", Set.of()));
      learned.add(all);
    }

    assertThat(learned.getFirst()).hasSizeGreaterThan(1200);
    assertThat(learned).allSatisfy(each -> assertThat(each).isEqualTo(learned.getFirst()));
  }

  private static SymbolRows rows(CountedPieces pieces) {
    SymbolRows rows = new SymbolRows(256, pieces.bytes(), pieces.size());
    for (int piece = 0; piece < pieces.size(); piece++) {
      for (int i = 0; i < pieces.length(piece); i++) {
        rows.add(pieces.at(piece, i));
      }
      rows.endRow(pieces.count(piece));
    }
    return rows;
  }

  /** Words of 1 to 9 letters, short and early ones more often; several parts for threads. */
  private static String words(int count) {
    RandomStream stream = RandomStream.of(5, "words");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int length = 1 + stream.nextInt(1 + stream.nextInt(9));
      for (int j = 0; j < length; j++) {
        text.append((char) ('a' + stream.nextInt(1 + stream.nextInt(12))));
      }
      text.append(' ');
    }
    return text.toString();
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
