package org.isotopelm.cli.call;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** Options of every command; they stand before it or after it. */
public enum GlobalOption {
  HELP("help", null, "show this help"),
  VERSION("version", null, "show the version"),
  SET("set", "PATH=VALUE", "set PATH in the config to VALUE"),
  JSON("json", null, "print the result as one JSON object"),
  QUIET("quiet", null, "print only results and errors"),
  VERBOSE("verbose", null, "print more about what happens"),
  STACKTRACE("stacktrace", null, "show where in the program an error occurred"),
  NO_COLOR("no-color", null, "use no colours; NO_COLOR in the environment does the same");

  private final String word;
  private final @Nullable String argument;
  private final String meaning;

  GlobalOption(String word, @Nullable String argument, String meaning) {
    this.word = word;
    this.argument = argument;
    this.meaning = meaning;
  }

  /** What is typed after the two dashes. */
  public String word() {
    return word;
  }

  /** All of them, in the order of the help. */
  public static Options all() {
    Options options = new Options();
    for (GlobalOption global : values()) {
      options.addOption(
          global.argument == null
              ? NewOption.flag(global.word, global.meaning)
              : NewOption.values(global.word, global.argument, global.meaning));
    }
    return options;
  }
}
