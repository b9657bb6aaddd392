package org.isotopelm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackedFilesTest {
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void unpack_replacesWhatWasPacked_andKeepsWhatWasNot(@TempDir Path folder) throws IOException {
    List<String> names = List.of("cells/ab", "absent", "cells/a", "empty", "run");
    Path from = folder.resolve("from");
    write(from.resolve("cells/a/run/config"), "a");
    write(from.resolve("cells/ab/weights"), "ab");
    write(from.resolve("run/best/model"), "model");
    write(from.resolve("run/state"), "state");
    write(from.resolve("other/file"), "other");
    Files.createDirectories(from.resolve("empty"));
    Path to = folder.resolve("to");
    write(to.resolve("run/old"), "old");
    write(to.resolve("absent/own"), "own");

    PackedFiles.unpack(PackedFiles.pack(from, names), to, names);

    assertThat(to.resolve("cells/a/run/config")).hasContent("a");
    assertThat(to.resolve("cells/ab/weights")).hasContent("ab");
    assertThat(to.resolve("run/best/model")).hasContent("model");
    assertThat(to.resolve("run/state")).hasContent("state");
    assertThat(to.resolve("run/old")).doesNotExist();
    assertThat(to.resolve("absent/own")).hasContent("own");
    assertThat(to.resolve("other")).doesNotExist();
  }

  @Test
  void unpack_underOtherNames_isRefused(@TempDir Path folder) throws IOException {
    write(folder.resolve("from/run/state"), "state");
    byte[] packed = PackedFiles.pack(folder.resolve("from"), List.of("run"));
    assertThatThrownBy(() -> PackedFiles.unpack(packed, folder.resolve("to"), List.of("ru")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run/state is below none of [ru]");
  }
}
