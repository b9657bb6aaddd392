package org.isotopelm.base;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a file could not be read or written, in words: Java's exceptions name the file
 * only.
 */
public final class FileReason {
  private FileReason() {}

  /** The reason, as the end of a sentence. */
  public static String of(IOException refused) {
    return switch (refused) {
      case ClosedByInterruptException stopped ->
          "the thread was interrupted while it read or wrote the file";
      case NoSuchFileException missing -> "there is no such file or folder";
      case AccessDeniedException denied -> "permission is denied";
      case FileAlreadyExistsException there -> exists(there.getFile());
      case FileSystemLoopException circle -> "its symbolic links lead to each other";
      case FileSystemException other ->
          Objects.requireNonNullElse(other.getReason(), "it cannot be read or written");
      default -> Objects.requireNonNullElse(refused.getMessage(), "it cannot be read or written");
    };
  }

  /** A folder cannot be made where a file is. */
  private static String exists(@Nullable String file) {
    return file != null && Files.isRegularFile(Path.of(file))
        ? file + " is a file, and no folder can be made there"
        : "it exists already";
  }
}
