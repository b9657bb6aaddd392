package org.isotopelm.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files are all regular")
final class AtomicFileTest {
  @TempDir Path folder;

  @BeforeEach
  void resolveFolder() throws IOException {
    folder = folder.toRealPath();
  }

  /** Another process, which writes "results" to a file and "more" to standard output. */
  static final class Writing {
    private Writing() {}

    public static void main(String[] args) throws IOException {
      AtomicFile.write(Path.of(args[0]), "results\n");
      System.out.println("more");
      System.out.flush();
    }
  }

  private String shell(String script) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    String program = "'%s' -cp '%s' '%s'".formatted(java, classes, Writing.class.getName());
    Process process =
        new ProcessBuilder(List.of("sh", "-c", script.replace("WRITE", program)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void write_aPlainFile_replacesItAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    AtomicFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void write_thatFails_leavesTheOldFileAndNamesIt() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("no more");
                    }))
        .hasMessage(file + ": no more");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void write_aSymbolicLink_writesWhatItLeadsTo() throws IOException {
    Path file =
        Files.writeString(Files.createDirectory(folder.resolve("deep")).resolve("a"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("deep", "a"));
    Path outer = Files.createSymbolicLink(folder.resolve("outer"), link);
    AtomicFile.write(outer, "new");
    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
    assertThat(outer).isSymbolicLink();
  }

  @Test
  void write_aSymbolicLinkToWhatIsNotThere_makesThat() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("not", "yet"));
    AtomicFile.write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("not/yet")).hasContent("new");
  }

  @Test
  void write_symbolicLinksInACircle_areRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    assertThatThrownBy(() -> AtomicFile.write(link, "new"))
        .isInstanceOf(FileSystemLoopException.class);
    assertThat(link).isSymbolicLink();
  }

  @Test
  void write_aNamedPipe_reachesItsReaderAndLeavesThePipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                return e.toString();
              }
            });
    AtomicFile.write(pipe, "through");
    assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("through");
    assertThat(AtomicFile.isSpecial(pipe)).isTrue();
    assertThat(names()).containsExactly("pipe");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void write_whereNoFileCanBe_namesTheFileAndNotTheHiddenOne() {
    assertThatThrownBy(() -> AtomicFile.write(Path.of("/proc/x"), "new"))
        .hasMessage("/proc/x: there is no such file or folder");
  }

  @Test
  void write_aDevice_leavesTheDevice() throws IOException {
    AtomicFile.write(Path.of("/dev/null"), "nothing");
    assertThat(AtomicFile.isSpecial(Path.of("/dev/null"))).isTrue();
  }

  @Test
  void write_standardOutputByItsName_comesBeforeWhatFollows() throws Exception {
    assertThat(shell("WRITE /dev/stdout")).isEqualTo("results\nmore\n");
    assertThat(shell("echo first > a; WRITE /dev/stdout >> a; cat a"))
        .isEqualTo("first\nresults\nmore\n");
    assertThat(shell("WRITE /dev/stdout > b; WRITE b > b; cat b")).isEqualTo("results\nmore\n");
    assertThat(shell("ln -s /dev/stdout link; WRITE link > c; cat c; test -L link && echo link"))
        .isEqualTo("results\nmore\nlink\n");
    assertThat(shell("WRITE /dev/fd/3 3> d; cat d")).isEqualTo("more\nresults\n");
    assertThat(names()).containsExactly("a", "b", "c", "d", "link");
  }

  @Test
  void sweep_temporaryFilesOfTheDead_areRemovedAndNoOthers() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Path dead = Files.createFile(folder.resolve(".tokens-ab.bin." + process.pid() + "-1f.tmp"));
    Path alive =
        Files.createFile(
            folder.resolve(".tokens-ab.bin." + ProcessHandle.current().pid() + "-1f.tmp"));
    Path other = Files.createFile(folder.resolve(".notes." + process.pid() + "-1f.tmp"));
    Path ours = Files.createFile(folder.resolve("tokens-ab.bin"));
    Path locked = Files.createFile(folder.resolve(".tokens-cd.bin." + process.pid() + "-2.tmp"));
    try (FileChannel channel = FileChannel.open(locked, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      AtomicFile.sweep(folder, ".tokens-");
    }
    assertThat(dead).doesNotExist();
    assertThat(List.of(alive, other, ours, locked)).allSatisfy(file -> assertThat(file).exists());
    AtomicFile.sweep(folder, ".tokens-");
    assertThat(locked).as("its maker is gone").doesNotExist();
    AtomicFile.sweep(folder.resolve("none"), ".tokens-");
  }

  @Test
  void write_interruptedInTheMiddle_isNotSweptWhileItsMakerLives() throws Exception {
    Path file = folder.resolve("tokens-x.bin");
    AtomicFile.write(
        file,
        out -> {
          out.write(1);
          AtomicFile.sweep(folder, ".tokens-");
        });
    assertThat(file).hasBinaryContent(new byte[] {1});
  }
}
