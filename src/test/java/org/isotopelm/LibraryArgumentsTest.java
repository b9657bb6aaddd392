package org.isotopelm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program passes and cannot be right is named. */
class LibraryArgumentsTest {
  @TempDir Path folder;

  private LanguageModel open() throws IOException {
    return Isotope.open(
        SmallRun.train(folder, "{kind: byte}", "{kind: ngram, order: 2}"),
        OpenOptions.defaults().withHome(folder));
  }

  @Test
  void options_outOfRange_areRefused() {
    assertThatThrownBy(() -> SampleOptions.DEFAULT.withTokens(-1))
        .isInstanceOf(IsotopeException.class)
        .hasMessageContaining("tokens: -1");
    assertThatThrownBy(() -> SampleOptions.DEFAULT.withStopAt(""))
        .isInstanceOf(IsotopeException.class)
        .hasMessageContaining("stop_at");
    assertThatThrownBy(() -> SampleOptions.DEFAULT.withTemperature(-1))
        .isInstanceOfSatisfying(
            IsotopeException.class,
            e -> assertThat(e.kind()).isEqualTo(IsotopeException.Kind.USAGE))
        .hasMessageContaining("temperature: -1.0");
  }

  @Test
  @SuppressWarnings("NullAway") // as callers do who are not checked
  void arguments_thatAreNull_areNamed() throws IOException {
    try (LanguageModel model = open()) {
      assertThatThrownBy(() -> model.score(null)).hasMessage("document");
      assertThatThrownBy(() -> model.scoreAfter("", null)).hasMessage("text");
      assertThatThrownBy(() -> model.sample("", null)).hasMessage("options");
      assertThatThrownBy(() -> model.evaluateTexts("a", null)).hasMessage("texts");
    }
    assertThatThrownBy(() -> Isotope.open(null)).hasMessage("run");
    assertThatThrownBy(() -> SampleOptions.DEFAULT.withChoice(null)).hasMessage("choice");
    assertThatThrownBy(() -> SampleOptions.DEFAULT.withStopAt("a", null)).hasMessage("stopAt");
    assertThatThrownBy(() -> OpenOptions.defaults().withHome(null)).hasMessage("home");
    assertThatThrownBy(() -> TrainOptions.defaults().withListener(null)).hasMessage("listener");
    assertThatThrownBy(() -> StudyOptions.defaults().withSettings("a=1", null))
        .hasMessage("settings");
  }

  @Test
  void evaluateTexts_withoutAText_isRefused() throws IOException {
    try (LanguageModel model = open()) {
      assertThatThrownBy(model::evaluateTexts)
          .isInstanceOfSatisfying(
              IsotopeException.class,
              e -> assertThat(e.kind()).isEqualTo(IsotopeException.Kind.USAGE))
          .hasMessage("texts: no text is named; name a file, a folder or a glob");
      assertThatThrownBy(() -> model.next("half").likeliest(-1))
          .isInstanceOf(IsotopeException.class)
          .hasMessage("k: -1 is not possible; use 0 or more");
    }
  }
}
