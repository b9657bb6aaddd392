package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.isotopelm.train.TrainSpec.Checkpoint;
import org.isotopelm.train.TrainSpec.Evaluate;
import org.isotopelm.train.TrainSpec.Keep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainSpecTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "39, 1", "40, 2", "2599, 129"})
  void every_notGiven_isATwentiethOfTheRun(long steps, long expected) {
    assertThat(new Evaluate(null).every(steps)).isEqualTo(expected);
    assertThat(new Checkpoint(null, Keep.ALL).every(steps)).isEqualTo(expected);
  }

  @Test
  void every_given_isThatInARunOfAnyLength() {
    assertThat(new Evaluate(7L).every(1000)).isEqualTo(7);
    assertThat(new Checkpoint(9L, Keep.ALL).every(3)).isEqualTo(9);
  }
}
