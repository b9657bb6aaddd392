package org.isotopelm.text.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;

class TextBufferTest {
  @Test
  void document_longerThanTheMemoryAllows_isRefusedWithTheLimit() {
    TextBuffer buffer = new TextBuffer("a.txt", 10);
    buffer.begin(7, 0);
    buffer.append(new byte[10], 0, 10);
    assertThatThrownBy(() -> buffer.append(new byte[1], 0, 1))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageStartingWith("a.txt:7:1: ")
        .hasMessageContainingAll("more than 10 bytes", "data.documents", "ISOTOPE_OPTS");
  }
}
