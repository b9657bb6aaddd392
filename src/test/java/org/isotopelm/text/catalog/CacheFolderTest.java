package org.isotopelm.text.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir Path folder;

  @Test
  void writable_folderThatCanBeMade_isThatFolder() {
    assertThat(CacheFolder.writable(folder.resolve("a/b"), List.of())).isDirectory();
  }

  @Test
  void writable_folderThatCannot_isTheNextThatCan() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file"));
    assertThat(
            CacheFolder.writable(
                blocked.resolve("cache"), List.of(() -> blocked, () -> folder.resolve("user"))))
        .isEqualTo(folder.resolve("user/cache"))
        .isDirectory();
  }

  @Test
  void writable_noFolderAtAll_isAFailure() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> CacheFolder.writable(blocked.resolve("cache"), List.of(() -> blocked)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContaining("cache");
  }

  @Test
  void userCache_withoutAnAbsoluteName_isInTheHomeOrNowhere() throws IOException {
    Path named = folder.resolve("named").toAbsolutePath();
    String home = folder.toAbsolutePath().toString();
    assertThat(CacheFolder.userCache(named.toString(), home)).isEqualTo(named.resolve("isotope"));
    Path inHome = folder.toAbsolutePath().resolve(".cache/isotope");
    for (String none : new String[] {null, "", "relative"}) {
      assertThat(CacheFolder.userCache(none, home)).isEqualTo(inHome);
    }
    assertThatThrownBy(() -> CacheFolder.userCache(null, "?"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no home");
  }
}
