package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a config: it is read, or the error has a place. */
class ConfigFuzzTest {
  private static final List<String> SPICE =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          ",",
          "\n",
          "  ",
          "\t",
          "- ",
          "#",
          "'",
          "\"",
          "&a ",
          "*a",
          "<<: ",
          "!!int ",
          "!x ",
          "| ",
          "> ",
          "null",
          "~",
          ".inf",
          ".nan",
          "-1",
          "1e999",
          "0x",
          "99999999999999999999",
          "true",
          "é",
          "\u0000",
          "\uD83D\uDE00",
          "%",
          "@",
          "---\n",
          "? ",
          "matrix",
          "study",
          "optimizer.decay",
          "kind: gpt",
          "5%",
          "a.b.c: 1");

  @TempDir Path folder;

  @Test
  void read_mutatedQuickstart_readsOrNamesThePlace() throws IOException {
    String text = Files.readString(Path.of("configs/quickstart.yaml"));
    Random random = new Random(20);
    int sound = 0;
    for (int i = 0; i < 250; i++) {
      sound += check(mutate(text, 1 + random.nextInt(3), random)) ? 1 : 0;
    }
    assertThat(sound).as("mutations in comments do no harm").isBetween(25, 225);
  }

  private boolean check(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("fuzz.yaml"), text);
    try {
      ConfigFile.toYaml(ConfigFile.read(file, List.of()).config());
      return true;
    } catch (IsotopeException e) {
      for (Problem problem : e.problems()) {
        assertThat(problem.file()).as("%s in:%n%s", problem, text).isNotNull();
        assertThat(problem.line()).as("%s in:%n%s", problem, text).isPositive();
        assertThat(problem.column()).as("%s in:%n%s", problem, text).isPositive();
      }
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError("not an error for users, from:\n" + text, e);
    }
  }

  private static String mutate(String text, int times, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(changed.length());
      int end = Math.min(changed.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, SPICE.get(random.nextInt(SPICE.size())));
        case 2 -> changed.replace(at, end, SPICE.get(random.nextInt(SPICE.size())));
        default -> changed.insert(random.nextInt(changed.length()), changed.substring(at, end));
      }
    }
    return changed.toString();
  }
}
