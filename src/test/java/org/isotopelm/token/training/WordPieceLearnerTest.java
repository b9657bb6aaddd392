package org.isotopelm.token.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

  /**
   * By hand: of 6 characters 5 are tokens (20 / 4), and x is not. a-##b stands 2 times alone and 2
   * times before x, d-##e 4 times, c-##d 3 times, ##a-##b 2 times behind x, and nothing goes over
   * x.
   */
  @Test
  void learn_wordWithAnUnknownCharacter_learnsFromBothSides() {
    CountedPieces words = words("abxab", 2, "ab", 2, "cd", 3, "de", 4, "ed", 1, "ec", 1);

    assertThat(WordPieceLearner.learn(words, 20, "##", Set.of()))
        .containsExactly(
            "a", "b", "c", "d", "e", "##a", "##b", "##c", "##d", "##e", "ab", "de", "cd", "##ab");
  }

  /** Tokens of tokenizers' WordPieceTrainer: src/test/golden/wordpiece.py. */
  @Test
  void learn_manyTies_hasHuggingFacesTokens() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/wordpiece.json"))) {
      JsonNode golden = Json.mapper().readTree(in);
      CountedPieces words = new CountedPieces();
      golden.path("words").forEach(w -> words.add(w.stringValue(), 0, w.stringValue().length()));
      List<String> names = new ArrayList<>();
      golden.path("names").forEach(name -> names.add(name.stringValue()));

      assertThat(names).hasSize(252);
      assertThat(WordPieceLearner.learn(words, golden.path("size").intValue(), "##", Set.of()))
          .isEqualTo(names);
    }
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
