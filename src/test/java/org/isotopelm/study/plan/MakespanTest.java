package org.isotopelm.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MakespanTest {
  @Test
  void of_someWorkers_isWhenTheLastOneEnds() {
    assertThat(Makespan.of(DoubleStream.of(2, 2, 1), 1)).isEqualTo(5);
    assertThat(Makespan.of(DoubleStream.of(2, 2, 1), 2)).isEqualTo(3);
    assertThat(Makespan.of(DoubleStream.of(1, 2, 2), 2)).isEqualTo(3);
    assertThat(Makespan.of(DoubleStream.of(2, 2, 1), 5)).isEqualTo(2);
    assertThat(Makespan.of(DoubleStream.empty(), 2)).isZero();
  }
}
