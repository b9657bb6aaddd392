package org.isotopelm.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Options that every command takes, before it or after it. */
enum GlobalOption {
  HELP("help", null, "show this help"),
  VERSION("version", null, "show the version"),
  SET("set", "PATH=VALUE", "put VALUE at PATH in the config; may be repeated"),
  JSON("json", null, "print the result as one JSON object"),
  QUIET("quiet", null, "say nothing but results, warnings and errors"),
  VERBOSE("verbose", null, "say more of what goes on"),
  STACKTRACE("stacktrace", null, "show where in the program an error arose"),
  NO_COLOR("no-color", null, "use no colours; NO_COLOR in the environment does the same");

  private final Option option;

  GlobalOption(String name, @org.jspecify.annotations.Nullable String argument, String meaning) {
    Option.Builder builder = Option.builder().longOpt(name).desc(meaning);
    option = (argument == null ? builder : builder.hasArg().argName(argument)).get();
  }

  /** The word after the two dashes. */
  String word() {
    return option.getLongOpt();
  }

  /** All of them, in the order of the help. */
  static Options all() {
    Options options = new Options();
    for (GlobalOption global : values()) {
      options.addOption((Option) global.option.clone());
    }
    return options;
  }
}
