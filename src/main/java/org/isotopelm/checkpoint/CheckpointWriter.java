package org.isotopelm.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;

/**
 * Writes the {@code checkpoints} folder of a run. One process at a time may write; others may read.
 *
 * <p>The writer fills a temporary folder whose name does not begin with {@code step-}, writes the
 * manifest last, syncs every file and the folder, and then renames the folder. So a folder named
 * {@code step-N} is complete, wherever the program was killed. While it replaces a checkpoint there
 * is a moment without that one; the others stay.
 */
public final class CheckpointWriter {
  static final String TEMPORARY = ".tmp-";
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final Checkpoints checkpoints;

  /** Creates the folder if it is missing, and deletes incomplete files of killed processes. */
  public CheckpointWriter(Path folder) {
    this.folder = folder;
    this.checkpoints = new Checkpoints(folder);
    try {
      Files.createDirectories(folder);
      for (Path leftover : leftovers()) {
        delete(leftover);
      }
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * Writes a folder with one checkpoint.
   *
   * @param folder that does not exist
   * @param files by name, without the manifest
   */
  public static void writeOnly(Path folder, long step, Map<String, AtomicFile.Writer> files)
      throws IOException {
    Path checkpoint = folder.resolve(Checkpoints.name(step));
    Files.createDirectories(checkpoint);
    writeAll(checkpoint, step, step, files);
    name(folder, step, step);
  }

  /** The checkpoints that this writer wrote, and those that were there before. */
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /**
   * Writes a checkpoint and makes it the last. It replaces one of the same step. It deletes those
   * of later steps, because the run went on from an earlier one.
   *
   * @param step optimizer steps taken
   * @param best the step of the best checkpoint, this one or an earlier one
   * @param files by name, without the manifest
   * @throws ProblemException (failure) if it cannot be written; all others stay as they were
   */
  public void save(long step, long best, Map<String, AtomicFile.Writer> files) {
    if (best != step && !Files.exists(checkpoints.path(best))) {
      throw new IllegalArgumentException("the best checkpoint, step " + best + ", is not there");
    }
    Path target = checkpoints.path(step);
    Path temporary = folder.resolve(TEMPORARY + target.getFileName());
    try {
      try {
        delete(temporary);
        Files.createDirectory(temporary);
        writeAll(temporary, step, best, files);
        publish(temporary, target);
      } finally {
        delete(temporary);
      }
      name(folder, step, best);
      removeAll(other -> other > step);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Writes {@code last} and {@code best} as a checkpoint's manifest says, because a kill may have
   * come before they were written.
   */
  public void name(Checkpoint last) {
    boolean there = Files.exists(checkpoints.path(last.best()));
    try {
      name(folder, last.step(), there ? last.best() : last.step());
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private static void name(Path folder, long last, long best) throws IOException {
    AtomicFile.write(folder.resolve(Checkpoints.LAST), Checkpoints.name(last) + "\n");
    AtomicFile.write(folder.resolve(Checkpoints.BEST), Checkpoints.name(best) + "\n");
  }

  private static void writeAll(
      Path temporary, long step, long best, Map<String, AtomicFile.Writer> files)
      throws IOException {
    Map<String, Checksum> checksums = new TreeMap<>();
    for (Map.Entry<String, AtomicFile.Writer> file : files.entrySet()) {
      checksums.put(file.getKey(), write(temporary.resolve(file.getKey()), file.getValue()));
    }
    byte[] manifest = Manifest.of(step, best, checksums).bytes();
    write(temporary.resolve(Manifest.FILE), out -> out.write(manifest));
    AtomicFile.syncFolder(temporary);
  }

  private static Checksum write(Path path, AtomicFile.Writer writer) throws IOException {
    MessageDigest digest = Checksum.newDigest();
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out =
            new BufferedOutputStream(
                new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER)) {
      writer.write(out);
      out.flush();
      channel.force(true);
      return Checksum.of(channel.size(), digest);
    }
  }

  private void publish(Path temporary, Path target) throws IOException {
    Path old = hide(target);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.syncFolder(folder);
    delete(old);
  }

  /** Deletes all checkpoints except the last and the best. */
  public void prune() {
    Checkpoint last = checkpoints.open("last");
    try {
      removeAll(step -> step != last.step() && step != last.best());
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private void removeAll(LongPredicate unwanted) throws IOException {
    for (long step : checkpoints.steps()) {
      if (unwanted.test(step)) {
        delete(hide(checkpoints.path(step)));
      }
    }
  }

  /** Renames a checkpoint before deleting it, so that nobody sees a part of it. */
  private Path hide(Path checkpoint) throws IOException {
    Path hidden = folder.resolve(TEMPORARY + "old-" + checkpoint.getFileName());
    delete(hidden);
    if (Files.exists(checkpoint)) {
      Files.move(checkpoint, hidden, StandardCopyOption.ATOMIC_MOVE);
    }
    return hidden;
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> isLeftover(path.getFileName().toString())).toList();
    }
  }

  /** Whether the name is that of a temporary file, of a checkpoint or of {@link AtomicFile}. */
  static boolean isLeftover(String name) {
    return name.startsWith(TEMPORARY) || (name.startsWith(".") && name.endsWith(".tmp"));
  }

  private static ProblemException failure(Path path, IOException cause) {
    String message =
        "%s: cannot be written: %s; %s; the earlier checkpoints are complete"
            .formatted(path, Reason.of(cause), free(path));
    return new ProblemException(ExitCode.FAILURE, List.of(Problem.of(message)), cause);
  }

  private static String free(Path path) {
    try {
      long bytes = Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace();
      return String.format(Locale.ROOT, "without it %,d bytes are free", bytes);
    } catch (IOException e) {
      return "its disk does not say how many bytes are free";
    }
  }
}
