package org.isotopelm.cli.call;

import java.util.List;
import org.apache.commons.cli.Option;

/**
 * Options of commands: all long, and each says what it means. One with a value is given once, but
 * for those that say otherwise.
 */
public final class NewOption {
  private NewOption() {}

  /** An option with a value. */
  public static Option value(String name, String argument, String meaning) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(meaning).get();
  }

  /** An option with a value that may be given again and again, for several values. */
  public static Option values(String name, String argument, String meaning) {
    Option option = value(name, argument, meaning + "; may be repeated");
    option.setType(List.class);
    return option;
  }

  /** Whether all its values count. */
  public static boolean repeats(Option option) {
    return option.getType() == List.class;
  }

  /** An option with a whole number, which is 0 if it is left out. */
  public static Option number(String name, String argument, String meaning) {
    return Option.builder()
        .longOpt(name)
        .optionalArg(true)
        .numberOfArgs(1)
        .argName(argument)
        .desc(meaning)
        .get();
  }

  /** An option without a value. */
  public static Option flag(String name, String meaning) {
    return Option.builder().longOpt(name).desc(meaning).get();
  }
}
