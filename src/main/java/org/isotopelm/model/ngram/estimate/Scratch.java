package org.isotopelm.model.ngram.estimate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.ProblemException;

/**
 * The memory and the temporary files of one estimation. Columns of numbers are kept in blocks of
 * memory as long as there is room, then in files. A file's name goes as soon as it is open, where
 * the system can do that, so that not even a killed process leaves one; where it cannot, the next
 * estimation in the folder removes them.
 */
final class Scratch {
  /** Numbers in a block. */
  static final int BLOCK = 1 << 16;

  private static final String PREFIX = ".counts.";

  private final Path folder;
  private final Deque<int[]> free = new ArrayDeque<>();
  private final AtomicInteger files = new AtomicInteger();
  private long room;

  /**
   * @param folder for temporary files
   * @param bytes of columns in memory
   */
  Scratch(Path folder, long bytes) {
    this.folder = folder;
    room = bytes;
    AtomicFile.sweep(folder, PREFIX);
  }

  /** How many files were opened: 0 where everything fits into memory. */
  int files() {
    return files.get();
  }

  /** A block of memory, or none where its share is used up. */
  int[] block() {
    int[] used = free.poll();
    if (used != null) {
      return used;
    }
    if (room < (long) BLOCK * Integer.BYTES) {
      return new int[0];
    }
    room -= (long) BLOCK * Integer.BYTES;
    return new int[BLOCK];
  }

  /** Gives a block back. */
  void release(int[] block) {
    free.add(block);
  }

  /** The path of a new temporary file. */
  Path newFile() {
    String name =
        PREFIX
            + files.getAndIncrement()
            + "."
            + ProcessHandle.current().pid()
            + "-"
            + HexFormat.of().toHexDigits(System.nanoTime())
            + ".tmp";
    return folder.resolve(name);
  }

  /** A new temporary file that is gone when it is closed. */
  FileChannel open() {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          newFile(),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Writes a whole buffer at the end of a file. */
  void write(FileChannel file, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Fills a buffer from a position of a file, as far as the file goes. */
  void read(FileChannel file, ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        int read = file.read(bytes, at);
        if (read < 0) {
          return;
        }
        at += read;
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** What a user reads where a temporary file could not be written or read. */
  ProblemException failure(IOException e) {
    return ProblemException.failure(
        "temporary files of the counts cannot be written to or read from %s: %s; make room there, or raise memory"
            .formatted(folder, FileReason.of(e)));
  }
}
