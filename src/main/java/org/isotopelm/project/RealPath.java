package org.isotopelm.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Paths without links: two names of one file or folder are the same. */
public final class RealPath {
  private RealPath() {}

  /** Without links, as far as it is there. */
  public static Path of(Path path) {
    Path absolute = path.toAbsolutePath();
    Path there = absolute;
    while (!Files.exists(there)) {
      there = Objects.requireNonNull(there.getParent());
    }
    try {
      return there.toRealPath().resolve(there.relativize(absolute)).normalize();
    } catch (IOException unreadable) {
      return absolute.normalize();
    }
  }
}
