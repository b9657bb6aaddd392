package org.isotopelm.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void fitting_partThatFindsNoRoom_makesWayForAShorterOne() {
    // "step 3" and "; 5 s" are 11 columns, the long part 13 more.
    List<String> parts = List.of("step 3", "a longer part", "5 s");
    assertThat(StatusLine.fitting(parts, 26)).isEqualTo("step 3; a longer part; 5 s");
    assertThat(StatusLine.fitting(parts, 25)).isEqualTo("step 3; a longer part");
    assertThat(StatusLine.fitting(parts, 20)).isEqualTo("step 3; 5 s");
  }

  @Test
  void fitting_firstPartTooLong_cutsIt() {
    assertThat(StatusLine.fitting(List.of("λλλλ", "x"), 3)).isEqualTo("λλλ");
  }

  @Test
  void above_whileALineIsShown_clearsAndDrawsItAnew() {
    StatusLine line = new StatusLine(err, 80);
    line.show(() -> List.of("going"));
    line.above(() -> err.print("said\n"));
    line.hide();
    assertThat(written()).startsWith("\r\u001b[Kgoing").contains("\r\u001b[Ksaid\n\r\u001b[Kgoing");
    assertThat(written()).endsWith("\r\u001b[K");
  }

  @Test
  void above_whileNothingIsShown_onlyPrints() {
    new StatusLine(err, 80).above(() -> err.print("said\n"));
    assertThat(written()).isEqualTo("said\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 0 s",
    "59.6, 1 min",
    "83, 1 min 23 s",
    "3600, 1 h",
    "7500, 2 h 5 min",
    "90000, 1 day 1 h",
    "172800, 2 days"
  })
  void text_ofSeconds_isInAtMostTwoUnits(double seconds, String text) {
    assertThat(Durations.text(seconds)).isEqualTo(text);
  }
}
