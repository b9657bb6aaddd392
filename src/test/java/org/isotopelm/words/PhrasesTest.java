package org.isotopelm.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhrasesTest {
  @Test
  void interval_hasItsEndsAsTheyAreShown() {
    assertThat(Phrases.interval(Figures.nats(-0.1), Figures.nats(0.25)))
        .isEqualTo("95 % interval −0.1000 to 0.2500");
  }

  @Test
  void interval_ofSomething_saysOfWhat() {
    assertThat(Phrases.interval("the difference", Phrases.figure(0.1), Phrases.figure(2)))
        .isEqualTo("95 % interval of the difference 0.1 to 2");
  }
}
