package org.isotopelm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Options belong to the command line: the library says what is wrong in its own words. */
class OptionNamesTest {
  private static final Path MAIN = Path.of("src/main/java/org/isotopelm");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
  private static final Pattern OPTION = Pattern.compile("--[a-z]");

  /** Options of the JVM, which whoever starts one has to know. */
  private static final Pattern OF_THE_JVM =
      Pattern.compile("--(add-modules|enable-native-access|sun-misc-unsafe-memory-access)");

  @Test
  void texts_outsideTheCommandLine_nameNoOption() throws IOException {
    List<String> texts = texts(path -> !path.startsWith(MAIN.resolve("cli")));
    assertThat(texts).hasSizeGreaterThan(1000);
    assertThat(texts)
        .filteredOn(text -> OPTION.matcher(OF_THE_JVM.matcher(text).replaceAll("")).find())
        .isEmpty();
  }

  @Test
  void texts_ofTheCommandLine_nameOptions() throws IOException {
    assertThat(texts(path -> path.startsWith(MAIN.resolve("cli"))))
        .filteredOn(text -> OPTION.matcher(text).find())
        .hasSizeGreaterThan(20);
  }

  private static List<String> texts(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files
          .filter(path -> path.toString().endsWith(".java"))
          .filter(wanted)
          .flatMap(path -> TEXT.matcher(read(path)).results().map(MatchResult::group))
          .toList();
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
