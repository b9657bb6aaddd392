package org.isotopelm.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hidden name under which a file or a folder is written, beside its place, before it is renamed
 * to it: {@code .NAME.PROCESS-TIME.tmp}.
 */
final class Temporary {
  private static final Pattern NAME = Pattern.compile("\\..*\\.([0-9]+)-[0-9a-f]+\\.tmp");

  /** Most file systems allow 255 bytes in a name; the rest is for the process and the time. */
  private static final int MOST_BYTES = 200;

  private Temporary() {}

  /** A name that nothing has, beside {@code place}. */
  static Path beside(Path place) {
    return place.resolveSibling(
        String.format(
            Locale.ROOT,
            "%s%d-%x.tmp",
            prefix(place),
            ProcessHandle.current().pid(),
            System.nanoTime()));
  }

  /** What the hidden names of a place begin with; a long name is cut and told apart by a hash. */
  static String prefix(Path place) {
    String name = String.valueOf(place.getFileName());
    if (name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
      return "." + name + ".";
    }
    // At most three bytes a char.
    String beginning = name.substring(0, Math.min(name.length(), MOST_BYTES / 4));
    return String.format(Locale.ROOT, ".%s~%08x.", beginning, name.hashCode());
  }

  /** Whether a file has such a name. */
  static boolean isOne(@Nullable String file) {
    return file != null && NAME.matcher(String.valueOf(Path.of(file).getFileName())).matches();
  }

  /** Files and folders with such names whose process has ended. */
  static List<Path> leftovers(Path folder, String prefix) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> String.valueOf(path.getFileName()).startsWith(prefix))
          .filter(Temporary::isOfTheDead)
          .toList();
    }
  }

  private static boolean isOfTheDead(Path path) {
    Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
    if (!name.matches() || name.group(1).length() > 18) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(1)));
    return process.isEmpty() || isYounger(process.get(), path);
  }

  /** Whether a process began after a file was written: containers use the same numbers again. */
  private static boolean isYounger(ProcessHandle process, Path path) {
    Optional<Instant> start = process.info().startInstant();
    try {
      return start.isPresent() && start.get().isAfter(Files.getLastModifiedTime(path).toInstant());
    } catch (IOException e) {
      return false; // another process has just removed it
    }
  }
}
