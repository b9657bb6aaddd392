package org.isotopelm.token.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordPieceLearnerTest {
  /**
   * By hand: low 5 times, lower 2, new 3, newer 4. l-##o 7, ##o-##w 7, n-##e 7, ##e-##w 7, ##e-##r
   * 6, ##w-##e 6. The symbols are all letters and then ##e, ##o, ##r, ##w, so of the pairs that
   * stand 7 times l-##o comes first, then n-##e; then lo-##w and ne-##w (7 each), then ##e-##r (6),
   * and new-##er (4) before low-##er (2).
   */
  @Test
  void learn_exampleWorkedByHand_hasItsTokens() {
    CountedPieces words = words("low", 5, "lower", 2, "new", 3, "newer", 4);

    assertThat(WordPieceLearner.learn(words, 28, "##", Set.of()))
        .startsWith(
            "e", "l", "n", "o", "r", "w", "##e", "##o", "##r", "##w", "lo", "ne", "low", "new",
            "##er", "newer");
  }

  @Test
  void learn_moreCharactersThanAQuarterOfTheTokens_keepsTheMostFrequent() {
    CountedPieces words = words("a", 3, "b", 2, "c", 1, "ca", 5);

    assertThat(WordPieceLearner.learn(words, 8, "##", Set.of()))
        .containsExactly("a", "c", "##a", "ca");
  }

  @Test
  void learn_reservedName_isNoToken() {
    List<String> names = WordPieceLearner.learn(words("<unk>", 9), 30, "##", Set.of("<unk>"));

    assertThat(names).contains("<u", "##nk>").doesNotContain("<unk>");
  }

  private static CountedPieces words(Object... textsAndCounts) {
    CountedPieces words = new CountedPieces();
    for (int i = 0; i < textsAndCounts.length; i += 2) {
      for (int n = 0; n < (Integer) textsAndCounts[i + 1]; n++) {
        String word = (String) textsAndCounts[i];
        words.add(word, 0, word.length());
      }
    }
    return words;
  }
}
