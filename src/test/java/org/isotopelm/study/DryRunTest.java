package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;

class DryRunTest {
  @Test
  void requireRoom_cellsTogetherTooLarge_namesNeedLimitAndRemedy() {
    DryRun.requireRoom(2, 2L << 30, 2L << 30);
    assertThatThrownBy(() -> DryRun.requireRoom(4, 4L << 30, 2L << 30))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "a study of 4 cells at a time needs 4.00 GiB of memory, and the JVM may use 2.00 GiB;"
                + " give it more with ISOTOPE_OPTS=-Xmx6g, or use fewer workers, fewer shards or"
                + " a smaller model")
        .extracting("exitCode")
        .isEqualTo(ExitCode.FAILURE);
  }
}
