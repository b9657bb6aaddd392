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
    assertThat(reason("[".repeat(600))) // its numbers are in the digits of the JVM's locale
        .matches(
            "Document nesting depth \\(\\p{Nd}+\\) exceeds the maximum allowed \\(\\p{Nd}+\\)");
  }

  private static String reason(String text) {
    try {
      return Json.mapper().readTree(text).toString();
    } catch (JacksonException e) {
      return Json.reason(e);
    }
  }
}
