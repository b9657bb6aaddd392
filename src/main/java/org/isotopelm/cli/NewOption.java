package org.isotopelm.cli;

import org.apache.commons.cli.Option;

/** Options of commands: all long, and each says what it means. */
final class NewOption {
  private NewOption() {}

  /** An option with a value. */
  static Option value(String name, String argument, String meaning) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(meaning).get();
  }

  /** An option with a whole number, which is 0 if it is left out. */
  static Option number(String name, String argument, String meaning) {
    return Option.builder()
        .longOpt(name)
        .optionalArg(true)
        .numberOfArgs(1)
        .argName(argument)
        .desc(meaning)
        .get();
  }

  /** An option that is there or not. */
  static Option flag(String name, String meaning) {
    return Option.builder().longOpt(name).desc(meaning).get();
  }
}
