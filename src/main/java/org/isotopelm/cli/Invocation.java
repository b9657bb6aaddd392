package org.isotopelm.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.IsotopeException;
import org.isotopelm.Nearest;

/** One call of a command: its arguments, options and surroundings. */
final class Invocation {
  private final Command command;
  private final Arguments arguments;
  private final Terminal terminal;
  private final Output output;

  Invocation(Command command, Arguments arguments, Terminal terminal, Output output) {
    this.command = command;
    this.arguments = arguments;
    this.terminal = terminal;
    this.output = output;
  }

  Output output() {
    return output;
  }

  /** Standard input. */
  InputStream in() {
    return terminal.in();
  }

  /** The folder with {@code data/catalog.yaml}. */
  Path home() {
    return terminal.home();
  }

  /** The values of {@code --set}. */
  List<String> sets() {
    return arguments.sets();
  }

  /** All arguments that are no options. */
  List<String> arguments() {
    return arguments.after().getArgList();
  }

  /** The arguments, of which there must be at least {@code least} and at most {@code most}. */
  List<String> arguments(int least, int most) {
    List<String> found = arguments();
    if (found.size() < least) {
      throw misused("an argument is missing");
    }
    if (found.size() > most) {
      throw misused("'%s' is one argument too many".formatted(found.get(most)));
    }
    return found;
  }

  /** The first argument, which must be one of the words. */
  String action(String... words) {
    List<String> actions = List.of(words);
    String found = arguments(1, Integer.MAX_VALUE).getFirst();
    if (!actions.contains(found)) {
      throw misused(
          "'%s' is none of %s%s"
              .formatted(found, String.join(", ", actions), Nearest.hint(found, actions)));
    }
    return found;
  }

  boolean has(String option) {
    return arguments.after().hasOption(option);
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(arguments.after().getOptionValue(option));
  }

  Optional<Path> path(String option) {
    return text(option).map(Path::of);
  }

  /** The call as it may be typed again. */
  String typed() {
    Stream<String> options =
        Arrays.stream(arguments.after().getOptions())
            .flatMap(
                option ->
                    Stream.concat(
                        Stream.of("--" + option.getLongOpt()), Stream.ofNullable(option.getValue())));
    return Stream.of(Stream.of("isotope", command.name()), arguments().stream(), options)
        .flatMap(words -> words)
        .map(Invocation::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A whole number of at least {@code least}. */
  OptionalInt integer(String option, int least) {
    Optional<String> value = text(option);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= least) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too small.
    }
    throw IsotopeException.usage(
        "--%s %s: a whole number of at least %d is needed".formatted(option, value.get(), least));
  }

  /** A number; {@code otherwise} where the option is absent. */
  double number(String option, double otherwise) {
    Optional<String> value = text(option);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      return Double.parseDouble(value.get());
    } catch (NumberFormatException e) {
      throw IsotopeException.usage("--%s %s: a number is needed".formatted(option, value.get()));
    }
  }

  /** {@code --threads}, or as many as there are processors. */
  int threads() {
    return integer("threads", 1).orElse(Runtime.getRuntime().availableProcessors());
  }

  /** Whether somebody asked the process to stop; long work asks it between two steps. */
  BooleanSupplier interrupt() {
    return terminal.interrupt();
  }

  /** One of the given words; the first where the option is absent. */
  String choice(String option, List<String> words) {
    String value = text(option).orElse(words.getFirst());
    if (!words.contains(value)) {
      throw IsotopeException.usage(
          "--%s %s: it is one of %s%s"
              .formatted(option, value, String.join(", ", words), Nearest.hint(value, words)));
    }
    return value;
  }

  /** A usage error that shows how the command is called. */
  IsotopeException misused(String what) {
    return IsotopeException.usage(
        "%s: %s; usage: isotope %s"
            .formatted(command.name(), what, String.join(" | isotope ", command.usage())));
  }
}
