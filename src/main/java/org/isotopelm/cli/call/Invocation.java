package org.isotopelm.cli.call;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.console.Terminal;
import org.isotopelm.config.Settings;
import org.isotopelm.words.ShellWord;
import org.jspecify.annotations.Nullable;

/** One call of a command: its arguments, options and surroundings. */
public final class Invocation {
  private static final Pattern BLANK = Pattern.compile(" ");

  private final Command command;
  private final Arguments arguments;
  private final Terminal terminal;
  private final Output output;

  public Invocation(Command command, Arguments arguments, Terminal terminal, Output output) {
    this.command = command;
    this.arguments = arguments;
    this.terminal = terminal;
    this.output = output;
  }

  public Output output() {
    return output;
  }

  /** The call as it may be typed again into a shell. */
  public String typed() {
    return Stream.concat(Stream.of("isotope"), arguments.words().stream())
        .map(ShellWord::of)
        .collect(Collectors.joining(" "));
  }

  /** Standard input. */
  public InputStream in() {
    return terminal.in();
  }

  /** The folder with {@code data/catalog.yaml}. */
  public Path home() {
    return terminal.home();
  }

  /** The values of {@code --set}. */
  public Settings settings() {
    return new Settings("--set", arguments.sets());
  }

  /** All arguments that are not options. */
  public List<String> arguments() {
    return arguments.after().getArgList();
  }

  /** The arguments, at least {@code least} and at most {@code most} of them. */
  public List<String> arguments(int least, int most) {
    List<String> found = arguments();
    if (found.size() < least) {
      List<String> usages =
          command.usage().stream().filter(usage -> agrees(words(usage), found)).toList();
      String next = words(usages.getFirst()).get(found.size());
      String name = next.replaceAll("[\\[\\].…]", "").replace("|", " or ");
      throw misused(name + " is missing", usages);
    }
    if (found.size() > most) {
      throw misused("'%s' is one argument too many".formatted(found.get(most)));
    }
    return found;
  }

  /** The first argument, which must be one of the words. */
  public String action(String... words) {
    List<String> actions = List.of(words);
    if (arguments().isEmpty()) {
      throw misused("one of " + String.join(", ", actions) + " is missing");
    }
    String found = arguments().getFirst();
    if (!actions.contains(found)) {
      throw misused(
          "'%s' is not one of %s%s"
              .formatted(found, String.join(", ", actions), Nearest.hint(found, actions)));
    }
    return found;
  }

  public boolean has(String option) {
    return arguments.after().hasOption(option);
  }

  public Optional<String> text(String option) {
    return Optional.ofNullable(arguments.after().getOptionValue(option));
  }

  /** All values of an option that may be repeated. */
  public List<String> texts(String option) {
    String[] values = arguments.after().getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  public Optional<Path> path(String option) {
    return paths(option).stream().findFirst();
  }

  /**
   * All paths of an option that may be repeated.
   *
   * @throws ProblemException (usage) for an empty one, as an unset variable of a shell gives: Java
   *     would take it for the working directory
   */
  public List<Path> paths(String option) {
    List<String> values = texts(option);
    if (values.contains("")) {
      throw ProblemException.usage(
          "--" + option + " is empty; name a path, such as . for the current folder");
    }
    return values.stream().map(Path::of).toList();
  }

  /** A whole number of at least {@code least}. */
  public OptionalInt integer(String option, int least) {
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
      if (value.get().matches("\\+?\\d+")) {
        throw ProblemException.usage(
            String.format(
                Locale.ROOT,
                "--%s %s: must be at most %,d",
                option,
                value.get(),
                Integer.MAX_VALUE));
      } // What is no number is said below, as for a number that is too small.
    }
    throw ProblemException.usage(
        String.format(
            Locale.ROOT,
            "--%s %s: must be a whole number of at least %d",
            option,
            value.get(),
            least));
  }

  /** A TCP port, 0 for one that is free. */
  public int port(String option) {
    String value = text(option).orElse("0");
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
      throw ProblemException.usage(
          "--%s=%s: must be a port from 0 to 65535; 0, or --%s alone, takes a free one"
              .formatted(option, value, option));
    }
    return Integer.parseInt(value);
  }

  /** A number; {@code otherwise} where the option is absent. */
  public double number(String option, double otherwise) {
    Optional<String> value = text(option);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      return Double.parseDouble(value.get());
    } catch (NumberFormatException e) {
      throw ProblemException.usage("--%s %s: must be a number".formatted(option, value.get()));
    }
  }

  /** {@code --threads}, or as many as there are processors. */
  public int threads() {
    return count("threads", null);
  }

  /** An option of threads, or the config's number, or as many as there are processors. */
  public int count(String option, @Nullable Integer configured) {
    return integer(option, 1)
        .orElse(
            Objects.requireNonNullElseGet(
                configured, () -> Runtime.getRuntime().availableProcessors()));
  }

  /** Whether somebody asked the process to stop; long work asks it between two steps. */
  public BooleanSupplier interrupt() {
    return terminal.interrupt();
  }

  /** One of the given words; the first where the option is absent. */
  public String choice(String option, List<String> words) {
    String value = text(option).orElse(words.getFirst());
    if (!words.contains(value)) {
      throw ProblemException.usage(
          "--%s %s: must be one of %s%s"
              .formatted(option, value, String.join(", ", words), Nearest.hint(value, words)));
    }
    return value;
  }

  /** The words of a usage behind the command's name. */
  private static List<String> words(String usage) {
    return BLANK.splitAsStream(usage).skip(1).toList();
  }

  /** Whether a usage has these words before others: those in lower case as they are. */
  private static boolean agrees(List<String> usage, List<String> found) {
    return usage.size() > found.size()
        && IntStream.range(0, found.size())
            .allMatch(
                i ->
                    !usage.get(i).equals(usage.get(i).toLowerCase(Locale.ROOT))
                        || usage.get(i).equals(found.get(i)));
  }

  /** A usage error that shows how the command is called. */
  public ProblemException misused(String what) {
    return misused(what, command.usage());
  }

  private ProblemException misused(String what, List<String> usages) {
    return ProblemException.usage(
        "%s: %s; usage: isotope %s"
            .formatted(command.name(), what, String.join(" | isotope ", usages)));
  }
}
