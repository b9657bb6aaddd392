package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isotopelm.math.random.RandomStream;

/** Flips bits in files, and counts what the program made of it. */
final class Damage {
  /** In each file; {@code -Ddamage.places=30} asks for more. */
  private final int places;

  private final RandomStream random = RandomStream.of(7, "places");
  private int refused;
  private int harmless;

  Damage(int usual) {
    places = Integer.getInteger("damage.places", usual);
  }

  int places() {
    return places;
  }

  int refused() {
    return refused;
  }

  /** The content with one bit flipped; in the first half of the places near the beginning. */
  byte[] flipped(byte[] whole, int place) {
    byte[] flipped = whole.clone();
    int end = place < places / 2 ? Math.min(64, whole.length) : whole.length;
    int at = random.nextInt(end);
    flipped[at] = (byte) (whole[at] ^ (1 << random.nextInt(8)));
    return flipped;
  }

  /** The damage did nothing. */
  void passed() {
    harmless++;
  }

  /** The damage was found, in words for users. */
  void refused(Program program, Path file, Integer... codes) {
    assertThat(program.code()).as(file + ": " + program.err()).isIn((Object[]) codes);
    assertThat(program.err()).doesNotContain("unexpected error", "Exception");
    refused++;
  }

  /** Counts, where more places than usual were asked for. */
  void tell(String what) {
    if (Integer.getInteger("damage.places") != null) {
      System.out.printf("%s: %s refused, %s harmless, 0 wrong%n", what, refused, harmless);
    }
  }

  static List<Path> files(Path of, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> paths = Files.walk(of)) {
      return paths
          .filter(path -> path.toFile().length() > 0 && Files.isRegularFile(path))
          .filter(wanted)
          .sorted()
          .toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  static void deleteIfExists(Path tree) throws IOException {
    if (Files.exists(tree)) {
      delete(tree);
    }
  }

  static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
