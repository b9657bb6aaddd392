package org.isotopelm.base;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A device, a pipe, a socket or an open file of this process. It is written directly, because
 * nothing can replace it.
 */
final class SpecialFile {
  /** Some systems have these names for a process's open files. */
  private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

  private static final Path STANDARD_ERROR = Path.of("/dev/stderr");

  private static final int BUFFER = 1 << 16;

  private SpecialFile() {}

  /**
   * Whether the path, after following links, is something other than a regular file or a folder.
   */
  static boolean is(Path path) throws IOException {
    return Files.exists(path)
        && !Files.isDirectory(path)
        && (!Files.isRegularFile(path) || isOpenHere(path));
  }

  /**
   * Writes from the current position. Standard output and error stay open and are not opened again,
   * because a file behind them would then be overwritten from its start.
   */
  static void write(Path path, AtomicFile.Writer writer) throws IOException {
    if (isSame(path, STANDARD_OUTPUT)) {
      write(new FileOutputStream(FileDescriptor.out), writer);
    } else if (isSame(path, STANDARD_ERROR)) {
      write(new FileOutputStream(FileDescriptor.err), writer);
    } else {
      try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
        write(out, writer);
      }
    }
  }

  private static void write(OutputStream out, AtomicFile.Writer writer) throws IOException {
    OutputStream buffer = new BufferedOutputStream(out, BUFFER);
    writer.write(buffer);
    buffer.flush();
  }

  /** Whether this process or its parent holds the file open, or its name says so. */
  private static boolean isOpenHere(Path path) throws IOException {
    return isSame(path, STANDARD_OUTPUT)
        || isSame(path, STANDARD_ERROR)
        || path.toAbsolutePath().normalize().toString().matches("/dev/fd/\\d+|/proc/.+/fd/\\d+");
  }

  private static boolean isSame(Path path, Path stream) throws IOException {
    return Files.exists(stream) && Files.isSameFile(path, stream);
  }
}
