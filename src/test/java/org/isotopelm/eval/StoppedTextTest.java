package org.isotopelm.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppedTextTest {
  private final List<String> passed = new ArrayList<>();

  private StoppedText until(String... stops) {
    return new StoppedText(List.of(stops), passed::add);
  }

  @Test
  void add_withoutStops_passesEveryPieceAtOnce() {
    StoppedText text = until();
    assertThat(text.add("a")).isTrue();
    assertThat(text.add("b")).isTrue();
    assertThat(passed).containsExactly("a", "b");
    assertThat(text.stopped()).isFalse();
  }

  @Test
  void add_stopInSeveralPieces_endsBeforeIt() {
    StoppedText text = until("END.");
    assertThat(text.add("the E")).isTrue();
    assertThat(text.add("N")).isTrue();
    assertThat(passed).containsExactly("the ");
    assertThat(text.add("D. more")).isFalse();
    assertThat(text.add("and more")).isFalse();
    assertThat(text.stopped()).isTrue();
    assertThat(passed).containsExactly("the ");
  }

  /** "aab" begins again within what looked like its beginning. */
  @Test
  void add_beginningThatIsNone_passesWhatCanBeNone() {
    StoppedText text = until("aab");
    assertThat(text.add("aa")).isTrue();
    assertThat(text.add("a")).isTrue();
    assertThat(String.join("", passed)).isEqualTo("a");
    assertThat(text.add("b")).isFalse();
    assertThat(String.join("", passed)).isEqualTo("a");
  }

  @Test
  void add_severalStops_endsBeforeTheFirst() {
    assertThat(until("dog", "cat").add("a cat and a dog")).isFalse();
    assertThat(passed).containsExactly("a ");
  }

  @Test
  void end_heldBack_isPassed() {
    StoppedText text = until("\n\n");
    text.add("line\n");
    assertThat(passed).containsExactly("line");
    text.end();
    assertThat(passed).containsExactly("line", "\n");
  }
}
