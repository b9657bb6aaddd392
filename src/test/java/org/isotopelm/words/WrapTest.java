package org.isotopelm.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrapTest {
  @Test
  void lines_wordsThatJustFit_stayOnTheLine() {
    assertThat(Wrap.lines("ab cd efg", 5)).containsExactly("ab cd", "efg");
  }

  @Test
  void lines_wordLongerThanALine_hasOneOfItsOwn() {
    assertThat(Wrap.lines("a /long/path b", 4)).containsExactly("a", "/long/path", "b");
  }

  @Test
  void item_twoLines_alignsTheSecondBelowTheText() {
    assertThat(Wrap.item("ab cd efg", 7)).isEqualTo("- ab cd\n  efg\n");
  }

  @Test
  void lines_valuesAndTheirNames_stayTogether() {
    assertThat(Wrap.lines("at λ = 0 (95 % is 4 ± 1), p < 0.05 = x", 10))
        .containsExactly("at λ = 0", "(95 % is", "4 ± 1),", "p < 0.05 = x");
    assertThat(Wrap.lines("a = b", 3)).containsExactly("a = b");
    assertThat(Wrap.lines("see <b> %d a", 7)).containsExactly("see <b>", "%d a");
  }
}
