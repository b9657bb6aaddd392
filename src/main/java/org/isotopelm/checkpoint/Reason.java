package org.isotopelm.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why a file could not be read or written, in words for users. */
final class Reason {
  private Reason() {}

  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no such file";
      case AccessDeniedException denied -> "permission is denied";
      case FileSystemException refused ->
          Objects.requireNonNullElse(refused.getReason(), "the file system refuses");
      default -> Objects.requireNonNullElse(e.getMessage(), "input or output failed");
    };
  }
}
