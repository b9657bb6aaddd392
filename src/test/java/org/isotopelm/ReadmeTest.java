package org.isotopelm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.Gradients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says is so. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @TempDir Path folder;

  @Test
  void configs_inTheReadme_areSound() throws IOException {
    Matcher yaml =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    int found = 0;
    String whole = "";
    while (yaml.find()) {
      String text = yaml.group(1);
      whole = found == 0 ? text : whole;
      boolean isPart = text.startsWith("optimizer:");
      String rest =
          isPart ? whole.replaceAll("(?m)^(optimizer|study):.*\\n(?:[ #].*\\n)*", "") : "";
      Path file = Files.writeString(folder.resolve("readme.yaml"), rest + text);
      assertThat(Gradients.train(ConfigFile.read(file, List.of()).config()).batch()).isPositive();
      found++;
    }
    assertThat(found).isPositive();
  }

  @Test
  void links_inTheReadme_leadToFiles() throws IOException {
    Matcher link = Pattern.compile("]\\(([^):]+)\\)").matcher(Files.readString(README));
    int found = 0;
    while (link.find()) {
      assertThat(Path.of(link.group(1))).exists();
      found++;
    }
    assertThat(found).isGreaterThan(5);
  }

  /** A page names a class as {@code package/Class}, and a test by its name. */
  @ParameterizedTest
  @ValueSource(strings = {"extending", "engine", "studies", "../../../CONTRIBUTING"})
  void classes_thatAPageNames_exist(String page) throws IOException {
    String text = Files.readString(Path.of("src/site/markdown", page + ".md"));
    Set<String> tests = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files.forEach(file -> tests.add(file.getFileName().toString()));
    }
    Matcher name = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w*)|`(\\w+Test)\\b").matcher(text);
    int found = 0;
    while (name.find()) {
      if (name.group(2) == null) {
        assertThat(Path.of("src/main/java/org/isotopelm", name.group(1) + ".java")).exists();
      } else {
        assertThat(tests).contains(name.group(2) + ".java");
      }
      found++;
    }
    assertThat(found).isPositive();
  }
}
