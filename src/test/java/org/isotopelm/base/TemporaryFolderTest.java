package org.isotopelm.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "each user has a temporary folder of his own")
final class TemporaryFolderTest {
  private final FileTime longAgo = FileTime.from(Instant.now().minusSeconds(3600));

  @TempDir Path root;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void ofUser_isOneFolderThatNobodyElseCanOpen() throws IOException {
    Path folder = TemporaryFolder.ofUser(root, "ann");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(TemporaryFolder.ofUser(root, "ann")).isEqualTo(folder);
    assertThat(folder).isEmptyDirectory();
    assertThat(TemporaryFolder.ofUser(root, "../b?")).hasParent(root);
  }

  @Test
  void ofUser_whereOthersMayWrite_isAFreshFolder() throws IOException {
    Path open = Files.createDirectory(root.resolve("isotope-ann"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path folder = TemporaryFolder.ofUser(root, "ann");
    assertThat(folder).isNotEqualTo(open);
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(TemporaryFolder.ofUser(root, "ann")).isNotEqualTo(folder);
  }

  @Test
  void ofUser_whereALinkOrAFileWaits_isAFreshFolder() throws IOException {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
    Path link = Files.createSymbolicLink(root.resolve("isotope-ann"), elsewhere);
    assertThat(TemporaryFolder.ofUser(root, "ann")).isNotEqualTo(link).isDirectory();
    Path file = Files.createFile(root.resolve("isotope-bob"));
    assertThat(TemporaryFolder.ofUser(root, "bob")).isNotEqualTo(file).isDirectory();
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void removeOld_ofAProcessThatIsGone_leavesThoseThatLiveOrHaveJustBegun() throws IOException {
    Path gone = process("process-gone", longAgo);
    Path lives = process("process-lives", longAgo);
    Path young = process("process-young", FileTime.from(Instant.now()));
    Path other = process("corpora", longAgo);
    try (FileChannel channel = FileChannel.open(lives.resolve("lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      removeOldElsewhere();
    }
    assertThat(gone).doesNotExist();
    assertThat(lives).isDirectory();
    assertThat(young).isDirectory();
    assertThat(other).isDirectory();
  }

  private Path process(String name, FileTime time) throws IOException {
    Path folder = Files.createDirectory(root.resolve(name));
    Files.createFile(folder.resolve("lock"));
    Files.createFile(Files.createDirectory(folder.resolve("deep")).resolve("sqlite.so"));
    Files.setLastModifiedTime(folder, time);
    return folder;
  }

  /** By another process, as locks are held by processes. */
  private void removeOldElsewhere() throws IOException {
    assertThat(exitCode(Cleaning.class, root.toString())).isZero();
  }

  /** Cleans up. */
  static final class Cleaning {
    private Cleaning() {}

    public static void main(String[] args) throws IOException {
      TemporaryFolder.removeOld(Path.of(args[0]));
    }
  }

  /** Uses its folder and ends. */
  static final class Using {
    private Using() {}

    public static void main(String[] args) throws IOException {
      Path file = TemporaryFolder.ofProcess().resolve("scratch");
      Files.writeString(file, "x");
      file.toFile().deleteOnExit();
    }
  }

  @Test
  void ofProcess_thatEnds_leavesNothing() throws IOException {
    assertThat(exitCode(Using.class)).isZero();
    Path user = root.resolve("isotope-" + System.getProperty("user.name"));
    assertThat(user).isEmptyDirectory();
  }

  private int exitCode(Class<?> main, String... args) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + root,
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    builder.command().addAll(List.of(args));
    Process process = builder.inheritIO().start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return process.exitValue();
  }
}
