package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.TemporaryFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibrariesTest {
  @TempDir Path folder;

  @Test
  void place_withAHome_isLeftToJavaCpp() throws IOException {
    assertThat(NativeLibraries.place(folder)).isEmpty();
    Files.createDirectories(folder.resolve(".javacpp"));
    assertThat(NativeLibraries.place(folder)).isEmpty();
    assertThat(folder.resolve(".javacpp/cache")).doesNotExist();
  }

  @Test
  void place_withoutAHome_isThisUsersAlone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path expected = TemporaryFolder.ofUser().resolve("javacpp");
    assertThat(NativeLibraries.place(file)).contains(expected);
    // What Java says where the user is in no list.
    assertThat(NativeLibraries.place(Path.of("?"))).contains(expected);
  }
}
