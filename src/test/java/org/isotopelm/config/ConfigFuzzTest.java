package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is done to a config: it is read, or the error has a place. */
class ConfigFuzzTest {
  private static final int MUTATIONS = 250;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"quickstart, 20", "shakespeare-gpt, 21", "bayes, 22"})
  void read_mutatedConfig_readsOrNamesThePlace(String name, int seed) throws IOException {
    String text = Files.readString(Path.of("configs", name + ".yaml"));
    Random random = new Random(seed);
    int sound = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      sound += check(Mutations.mutate(text, 1 + random.nextInt(3), random)) ? 1 : 0;
    }
    // Those in comments do no harm; most others do.
    assertThat(sound).isBetween(MUTATIONS / 5, MUTATIONS / 2);
  }

  /** Every value in turn by each number that is hard to bear. */
  @Test
  void read_valueReplacedByAnExtreme_readsOrNamesThePlace() throws IOException {
    String text = Files.readString(Path.of("configs/quickstart.yaml"));
    List<MatchResult> numbers = Pattern.compile("[0-9][0-9.e-]*").matcher(text).results().toList();
    for (MatchResult number : numbers) {
      for (String extreme : Mutations.EXTREMES) {
        check(text.substring(0, number.start()) + extreme + text.substring(number.end()));
      }
    }
    assertThat(numbers).hasSizeGreaterThan(20);
  }

  private boolean check(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("fuzz.yaml"), text);
    try {
      Config config = ConfigFile.read(file, List.of()).config();
      Path copy = Files.writeString(folder.resolve("copy.yaml"), ConfigFile.toYaml(config));
      assertThat(ConfigFile.read(copy, List.of()).config()).as(text).isEqualTo(config);
      return true;
    } catch (ProblemException e) {
      for (Problem problem : e.problems()) {
        assertThat(problem.file()).as("%s in:%n%s", problem, text).isNotNull();
        assertThat(problem.line()).as("%s in:%n%s", problem, text).isPositive();
        assertThat(problem.column()).as("%s in:%n%s", problem, text).isPositive();
        assertThat(problem.message()).doesNotContainPattern("Exception|java\\.|Node\\b");
      }
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError("not an error for users, from:\n" + text, e);
    }
  }
}
