package org.isotopelm.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "kitten,sitting,3",
    "bacth,batch,1",
    "'',abc,3",
    "abc,abc,0",
    "ca,abc,3",
    "europral-en,europarl-en,1"
  })
  void distance_knownPairs_isTheirs(String a, String b, int distance) {
    assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    assertThat(Nearest.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void hint_nothingNear_isEmpty() {
    assertThat(Nearest.hint("zzzzzz", List.of("batch", "steps"))).isEmpty();
    assertThat(Nearest.hint("step", List.of("batch", "steps")))
        .isEqualTo("; did you mean 'steps'?");
  }

  @Test
  void hint_brokenOffName_isWhole() {
    assertThat(Nearest.hint("vocab", List.of("kind", "vocabulary")))
        .isEqualTo("; did you mean 'vocabulary'?");
  }
}
