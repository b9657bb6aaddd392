package org.isotopelm.words;

import java.util.regex.Pattern;

/** A word as it may be typed into a shell. */
public final class ShellWord {
  /** One that no shell reads anything into. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:=,+@%-]+");

  private ShellWord() {}

  /** The word itself, or between quotes. */
  public static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
