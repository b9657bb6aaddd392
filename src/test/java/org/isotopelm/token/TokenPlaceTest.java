package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenPlaceTest {
  private final Tokenizer ranks =
      TokenizerFile.read(GoldenIds.FOLDER.resolve("tiktoken/ranks.tiktoken"));

  /** Of the ranks only " the" is a token of several of these bytes. */
  @Test
  void places_textOfWideCharacters_areCharsAndBytes() {
    List<TokenPlace> places = ranks.places("x the\uD834\uDD1E€z");

    assertThat(places.stream().map(p -> ranks.token(p.id())))
        .containsExactly("x", "Ġthe", "ð", "Ŀ", "Ħ", "ŀ", "â", "Ĥ", "¬", "z");
    assertThat(places.get(1)).isEqualTo(new TokenPlace(places.get(1).id(), 1, 5, 1, 5));
    assertThat(places.subList(2, 6)).allMatch(p -> p.begin() == 5 && p.end() == 7);
    assertThat(places.subList(2, 6)).allMatch(p -> p.beginByte() == 5 && p.endByte() == 9);
    assertThat(places.get(8)).isEqualTo(new TokenPlace(places.get(8).id(), 7, 8, 9, 12));
    assertThat(places.get(9)).isEqualTo(new TokenPlace('z', 8, 9, 12, 13));
    assertThat(ranks.places("")).isEmpty();
  }

  @Test
  void places_anyText_areThoseOfEncodeOneAfterAnother() {
    for (GoldenIds golden : GoldenIds.read(GoldenIds.FOLDER.resolve("tiktoken/gpt2.tsv"))) {
      List<TokenPlace> places = ranks.places(golden.text());
      assertThat(places.stream().map(TokenPlace::id)).isEqualTo(golden.ids());
      int end = 0;
      for (TokenPlace place : places) {
        assertThat(place.begin()).isLessThanOrEqualTo(end);
        end = place.end();
      }
      assertThat(end).isEqualTo(golden.text().length());
    }
  }

  @Test
  void specialToken_byName_isItsId() {
    assertThat(ranks.specialToken("<|endoftext|>")).hasValue(674);
    assertThat(ranks.specialToken("x")).isEmpty();
    assertThat(ranks.specialToken("<none>")).isEmpty();
  }
}
