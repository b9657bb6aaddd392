package org.isotopelm.cli.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.ProblemException;

/**
 * What was typed: global options, a command, its options and arguments.
 *
 * @param words all of it
 * @param command the command, if one was named
 * @param before global options before the command
 * @param after the command's options and arguments, global options among them
 */
public record Arguments(
    List<String> words, Optional<Command> command, CommandLine before, CommandLine after) {

  /**
   * Takes the arguments apart.
   *
   * @throws ProblemException with exit code 2 for an unknown command or option
   */
  public static Arguments parse(String[] args, List<Command> commands) {
    CommandLine before = parse("", GlobalOption.all(), DefaultParser.NonOptionAction.STOP, args);
    String[] rest = before.getArgs();
    if (rest.length == 0) {
      return new Arguments(List.of(args), Optional.empty(), before, before);
    }
    Command command = find(rest[0], commands);
    Options options = GlobalOption.all().addOptions(command.options());
    CommandLine after =
        parse(
            command.name() + " ",
            options,
            DefaultParser.NonOptionAction.THROW,
            withNumbers(Arrays.copyOfRange(rest, 1, rest.length), options));
    return new Arguments(List.of(args), Optional.of(command), before, after);
  }

  public boolean has(GlobalOption option) {
    return before.hasOption(option.word()) || after.hasOption(option.word());
  }

  /** The values of {@code --set}, in the order in which they were typed. */
  public List<String> sets() {
    List<String> sets = new ArrayList<>();
    for (CommandLine part : command.isPresent() ? List.of(before, after) : List.of(before)) {
      String[] values = part.getOptionValues(GlobalOption.SET.word());
      sets.addAll(values == null ? List.of() : List.of(values));
    }
    return sets;
  }

  /**
   * Gives a number to each option whose number may be left out: the next word if it is a number,
   * else 0. The parser would take any next word.
   */
  private static String[] withNumbers(String[] words, Options options) {
    List<String> complete = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      Option option = words[i].startsWith("--") ? options.getOption(words[i]) : null;
      if (option == null || !option.hasOptionalArg()) {
        complete.add(words[i]);
      } else if (i + 1 < words.length && words[i + 1].matches("\\d+")) {
        complete.add(words[i] + "=" + words[++i]);
      } else {
        complete.add(words[i] + "=0");
      }
    }
    return complete.toArray(String[]::new);
  }

  private static Command find(String name, List<Command> commands) {
    if (name.startsWith("-")) {
      throw unknownOption("", name, GlobalOption.all());
    }
    return commands.stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknownCommand(name, commands));
  }

  private static CommandLine parse(
      String command, Options options, DefaultParser.NonOptionAction action, String[] args) {
    DefaultParser parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get();
    try {
      CommandLine line = parser.parse(options, null, action, args);
      requireOnce(line);
      return line;
    } catch (UnrecognizedOptionException e) {
      throw unknownOption(command, e.getOption(), options);
    } catch (MissingArgumentException e) {
      Option option = e.getOption();
      throw ProblemException.usage(
          "--%s needs a value: --%s %s"
              .formatted(option.getLongOpt(), option.getLongOpt(), option.getArgName()));
    } catch (ParseException e) {
      throw ProblemException.usage(String.valueOf(e.getMessage()));
    }
  }

  /** Of two values only one could count, and either choice would be a surprise. */
  private static void requireOnce(CommandLine line) {
    Map<String, String> values = new HashMap<>();
    for (Option option : line.getOptions()) {
      if (!option.hasArg() || NewOption.repeats(option)) {
        continue;
      }
      String name = option.getLongOpt();
      String before = values.put(name, option.getValue());
      if (before != null) {
        throw ProblemException.usage(
            "--%s is given twice, as %s and as %s; give it once"
                .formatted(name, before, option.getValue()));
      }
    }
  }

  private static ProblemException unknownCommand(String name, List<Command> commands) {
    Collection<String> names = commands.stream().map(Command::name).toList();
    return ProblemException.usage(
        "there is no command '%s'%s (isotope --help lists the commands)"
            .formatted(name, Nearest.hint(name, names)));
  }

  private static ProblemException unknownOption(String command, String typed, Options options) {
    String name = typed.replaceFirst("=.*", "");
    Collection<String> names =
        options.getOptions().stream().map(option -> "--" + option.getLongOpt()).toList();
    return ProblemException.usage(
        "there is no option '%s'%s (isotope %s--help lists the options)"
            .formatted(name, Nearest.hint(name, names), command));
  }
}
