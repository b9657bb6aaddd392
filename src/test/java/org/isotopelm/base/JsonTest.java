package org.isotopelm.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

final class JsonTest {
  @Test
  void reason_ofWhatIsNoJson_hasNoNamesOfTheParsersParts() {
    assertThat(reason("{\"a\": 1"))
        .isEqualTo("Unexpected end-of-input: expected close marker for Object");
    assertThat(reason("{\"a\": 1]")).isEqualTo("Unexpected close marker ']': expected '}'");
    assertThat(reason("{} \"a\"")).isEqualTo("Trailing token found after value");
    assertThat(reason("[".repeat(600)))
        .isEqualTo("Document nesting depth (501) exceeds the maximum allowed (500)");
  }

  private static String reason(String text) {
    try {
      return Json.mapper().readTree(text).toString();
    } catch (JacksonException e) {
      return Json.reason(e);
    }
  }
}
