package org.isotopelm.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFolderTest {
  @TempDir Path root;

  private Path place;

  @BeforeEach
  void name() {
    place = root.resolve("model");
  }

  private static void write(Path place, String content) throws IOException {
    AtomicFolder.write(place, folder -> fill(folder, content));
  }

  /** Two files, one of them deep, that say the same. */
  private static void fill(Path folder, String content) throws IOException {
    Files.writeString(folder.resolve("a"), content);
    Files.writeString(Files.createDirectory(folder.resolve("deep")).resolve("b"), content);
  }

  private static void assertWhole(Path place, String content) {
    assertThat(place.resolve("a")).hasContent(content);
    assertThat(place.resolve("deep/b")).hasContent(content);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** As a process that was killed leaves it; Linux has no process of this number. */
  private Path leftover() throws IOException {
    return leftover(4_194_305);
  }

  private Path leftover(long process) throws IOException {
    Path folder = Files.createDirectory(root.resolve(".model." + process + "-1f.tmp"));
    Files.createFile(folder.resolve("lock"));
    return folder;
  }

  @Test
  void write_whereNothingIs_makesTheFolderAndThoseItLiesIn() throws IOException {
    Path deep = root.resolve("x/y");
    write(deep, "new");
    assertWhole(deep, "new");
    assertThat(deep.getParent()).isDirectoryNotContaining("glob:.*");
  }

  @Test
  void write_overAnEarlierFolder_replacesAllOfIt() throws IOException {
    write(place, "old");
    Files.writeString(place.resolve("c"), "old");
    write(place, "new");
    assertWhole(place, "new");
    assertThat(place.resolve("c")).doesNotExist();
    assertThat(names()).containsExactly("model");
  }

  @Test
  void write_thatFails_leavesTheEarlierFolder() throws IOException {
    write(place, "old");
    assertThatThrownBy(
            () ->
                AtomicFolder.write(
                    place,
                    folder -> {
                      fill(folder, "half");
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");
    assertWhole(place, "old");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void write_throughALink_replacesWhatItLeadsTo() throws IOException {
    write(place, "old");
    Path link = Files.createSymbolicLink(root.resolve("link"), Path.of("model"));
    write(link, "new");
    assertWhole(place, "new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void write_aNameOf255Bytes_isPossible() throws IOException {
    Path longest = root.resolve("ü".repeat(127) + "x");
    write(longest, "old");
    write(longest, "new");
    assertWhole(longest, "new");
    AtomicFile.write(root.resolve("y".repeat(255)), "file");
    assertThat(root.resolve("y".repeat(255))).hasContent("file");
    assertThat(names()).hasSize(2);
  }

  @Test
  void write_severalAtOnce_leavesAWholeFolderAndNothingBesideIt() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String content = "writer " + i;
        all.add(
            threads.submit(
                () -> {
                  write(place, content);
                  return content;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertWhole(place, Files.readString(place.resolve("a")));
    assertThat(names()).containsExactly("model");
  }

  @Test
  void write_theRoot_isRefused() {
    assertThatThrownBy(() -> write(root.getRoot(), "new"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("root of the file system");
  }

  @Test
  void mend_aKillBetweenTheRenames_putsTheEarlierFolderBack() throws IOException {
    Path left = leftover();
    fill(Files.createDirectory(left.resolve("old")), "old");
    fill(Files.createDirectory(left.resolve("new")), "new");
    AtomicFolder.mend(place);
    assertWhole(place, "old");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void mend_aKillAtAnotherMoment_removesWhatIsLeft() throws IOException {
    write(place, "now");
    fill(Files.createDirectory(leftover().resolve("new")), "half");
    Path left = leftover(4_194_306);
    fill(Files.createDirectory(left.resolve("old")), "old");
    fill(Files.createDirectory(leftover(4_194_307).resolve("spent")), "old");
    Files.delete(leftover(4_194_308).resolve("lock"));
    AtomicFolder.mend(place);
    assertWhole(place, "now");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void mend_whatAnotherProcessWrites_leavesIt() throws IOException {
    Path lives = leftover(ProcessHandle.current().pid());
    Path locked = leftover();
    try (FileChannel channel = FileChannel.open(locked.resolve("lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      AtomicFolder.mend(place);
    }
    assertThat(lives).isDirectory();
    assertThat(locked).isDirectory();
  }

  @Test
  void mend_aProcessNumberThatIsUsedAgain_removesWhatIsOlderThanTheProcess() throws IOException {
    Path old = leftover(ProcessHandle.current().pid());
    Path file = root.resolve(".model.%s-2f.tmp".formatted(ProcessHandle.current().pid()));
    Files.createFile(file);
    FileTime before = FileTime.from(Instant.now().minusSeconds(36_000));
    Files.setLastModifiedTime(old, before);
    Files.setLastModifiedTime(file, before);
    AtomicFolder.mend(place);
    assertThat(old).doesNotExist();
    AtomicFile.write(place, "a file of the same name");
    assertThat(names()).containsExactly("model");
  }

  /** Replaces a folder until it is killed. */
  static final class Replacing {
    private Replacing() {}

    public static void main(String[] args) throws IOException {
      for (int i = 0; ; i++) {
        write(Path.of(args[0]), args[1] + i);
        System.out.write('.');
        System.out.flush();
      }
    }
  }

  @Test
  void write_killedAtAnyMoment_leavesAWholeFolderForTheNext() throws Exception {
    for (int kill = 0; kill < 8; kill++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Replacing.class.getName(),
                  place.toString(),
                  kill + "-")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (InputStream out = process.getInputStream()) {
        assertThat(out.readNBytes(1 + 7 * kill)).isNotEmpty();
        process.destroyForcibly().waitFor();
      }
      AtomicFolder.mend(place);
      assertWhole(place, Files.readString(place.resolve("a")));
      assertThat(names()).containsExactly("model");
      write(place, "next");
      assertThat(names()).containsExactly("model");
    }
  }
}
