package org.isotopelm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ChromiumTest {
  @TempDir Path folder;

  @Test
  void find_inAFolderWithoutABrowser_findsNone() throws IOException {
    Files.writeString(folder.resolve("chromium"), "not executable");
    assertThat(Chromium.find(folder.toString(), null)).isEmpty();
  }

  @Test
  void find_inAFolderWithABrowser_findsIt() throws IOException {
    Path browser = Files.writeString(folder.resolve("google-chrome"), "#!/bin/sh");
    assertThat(browser.toFile().setExecutable(true)).isTrue();
    String path = "/nowhere" + File.pathSeparator + folder;
    assertThat(Chromium.find(path, null)).isPresent();
    assertThat(Chromium.find(path, "google-chrome")).isPresent();
    assertThat(Chromium.find(path, "chromium")).isEmpty();
  }

  @Test
  void missing_whereABrowserIsWanted_failsWithARemedy() {
    assertThatThrownBy(() -> Chromium.missing("chromium"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Install it");
  }

  @Test
  void missing_whereNoneIsWanted_skipsTheTestWithItsReason() {
    assertThatThrownBy(() -> Chromium.missing(null))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("The JavaScript of report.html is not tested.");
  }
}
