package org.isotopelm.config;

import java.util.List;
import java.util.Random;

/** Configs as typing errors, bad luck and malice make them. */
public final class Mutations {
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
          "9223372036854775808",
          "1e19",
          "-1e19",
          "1e308",
          "1.7e308",
          "4.9e-324",
          "1e29",
          "9".repeat(5000),
          "\"a\\0b\"",
          "!!merge ",
          "<<: *a",
          "&a {<<: *a}",
          "&b [*b]",
          "[".repeat(200),
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

  /** Numbers that are hard to bear wherever one stands. */
  public static final List<String> EXTREMES =
      List.of("1e19", "9223372036854775808", "1e308", "1.7e308", "-1e300", "4.9e-324", "1e12", "0");

  private Mutations() {}

  /** The text with so many changes at places of chance. */
  public static String mutate(String text, int times, Random random) {
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
