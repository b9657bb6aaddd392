package org.isotopelm.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Version;
import org.isotopelm.cli.call.Arguments;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.GlobalOption;
import org.isotopelm.cli.call.Help;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.console.Logging;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.console.Terminal;

/** The program {@code isotope}. */
public final class Main {
  private static final long LEAST_MEMORY = 24L << 20;

  private Main() {}

  /** Runs a command and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    NativeLibraries.place();
    Terminal terminal = Terminal.ofProcess();
    terminal.interrupt().end(run(args, commands(), terminal));
  }

  /** The commands in the order of the help. */
  static List<Command> commands() {
    return List.of(
        new StudyCommand(),
        new TrainCommand(),
        new MixCommand(),
        new EvalCommand(),
        new ExplainCommand(),
        new AdviseCommand(),
        new SampleCommand(),
        new CompressCommand(),
        new DecompressCommand(),
        new ExportCommand(),
        new ImportCommand(),
        new ReportCommand(),
        new BenchCommand(),
        new TokenizerCommand(),
        new DataCommand());
  }

  /** Runs a command; every error ends here, as lines that a user can act on. */
  static ExitCode run(String[] args, List<Command> commands, Terminal terminal) {
    // These three count even when the rest of the line cannot be understood.
    List<String> words = Arrays.asList(args);
    boolean stacktrace = words.contains("--stacktrace");
    Terminal wanted = words.contains("--no-color") ? terminal.plain() : terminal;
    Output output = new Output(wanted, words.contains("--json"), words.contains("--quiet"));
    ExitCode code;
    try {
      requireMemory(Runtime.getRuntime().maxMemory());
      code = run(Arguments.parse(args, commands), commands, wanted, output);
    } catch (Throwable error) {
      if (stacktrace) {
        error.printStackTrace(wanted.err());
      }
      code = Failure.of(error).tell(output);
    }
    return written(code, output);
  }

  /** A command is done only once its result is written. */
  private static ExitCode written(ExitCode code, Output output) {
    try {
      output.out().finish();
      return code;
    } catch (ProblemException lost) {
      ExitCode failure = Failure.of(lost).tell(output);
      return code == ExitCode.DONE ? failure : code;
    }
  }

  /** With less, even the error of a full memory may find no room. */
  static void requireMemory(long bytes) {
    if (bytes < LEAST_MEMORY) {
      throw ProblemException.failure(
          "the memory of "
              + (bytes >> 20)
              + " MB is too little to start with; give more, such as ISOTOPE_OPTS=-Xmx1g");
    }
  }

  private static ExitCode run(
      Arguments arguments, List<Command> commands, Terminal terminal, Output output)
      throws IOException {
    Help help = new Help(terminal.out(), terminal.outColour(), terminal.outColumns());
    Optional<Command> command = arguments.command();
    if (arguments.has(GlobalOption.VERSION)) {
      output.out().println("isotope " + Version.text());
    } else if (command.isEmpty() && arguments.has(GlobalOption.HELP)) {
      help.program(commands);
    } else if (command.isEmpty()) {
      throw ProblemException.usage("a command is missing (isotope --help lists the commands)");
    } else if (arguments.has(GlobalOption.HELP)) {
      help.command(command.get());
    } else {
      requireUse(arguments.sets(), command.get());
      Logging.configure(output, arguments.has(GlobalOption.VERBOSE));
      return command.get().run(new Invocation(command.get(), arguments, terminal, output));
    }
    return ExitCode.DONE;
  }

  /** Of settings that change nothing a user would believe that they do. */
  private static void requireUse(List<String> sets, Command command) {
    if (!sets.isEmpty() && !command.readsConfig()) {
      throw ProblemException.usage(
          "%s reads no config, so --set %s would change nothing; leave it out"
              .formatted(command.name(), sets.getFirst()));
    }
  }
}
