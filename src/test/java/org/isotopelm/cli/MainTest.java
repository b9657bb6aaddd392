package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.GlobalOption;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.console.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The frame: arguments, help, errors, exit codes, with a command that does what a test wants. */
final class MainTest {
  /** What a command does. */
  private interface Body {
    ExitCode run(Invocation call) throws IOException;
  }

  private record Fake(Body body) implements Command {
    @Override
    public String name() {
      return "train";
    }

    @Override
    public String summary() {
      return "train a model";
    }

    @Override
    public List<String> usage() {
      return List.of("train CONFIG");
    }

    @Override
    public String details() {
      return "More of it.";
    }

    @Override
    public Options options() {
      return new Options()
          .addOption(Option.builder().longOpt("out").hasArg().argName("DIR").desc("where").get())
          .addOption(Option.builder().longOpt("tokens").hasArg().argName("N").get());
    }

    @Override
    public List<Example> examples() {
      return List.of(new Example("isotope train x.yaml", "trains x"));
    }

    @Override
    public ExitCode run(Invocation call) throws IOException {
      return body.run(call);
    }
  }

  private static Program run(Body body, String... args) {
    return Program.run(List.of(new Fake(body)), new byte[0], false, args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          tokenizer info; tokenizer: T is missing; usage: isotope tokenizer info T [TEXT...]
          tokenizer encode t.json; tokenizer: FILE is missing; usage: isotope tokenizer encode T FILE
          tokenizer train; tokenizer: CONFIG or TEXT is missing; usage: isotope tokenizer train CONFIG|TEXT... [--out FILE]
          tokenizer; tokenizer: one of train, encode, decode, info is missing; usage: isotope tokenizer train
          data prepare; data: NAME is missing; usage: isotope data prepare NAME
          data; data: one of list, prepare, info is missing; usage: isotope data list
          eval; eval: RUN is missing; usage: isotope eval RUN...
          compress a; compress: FILE is missing; usage: isotope compress RUN FILE
          decompress a; decompress: F is missing; usage: isotope decompress RUN F
          report; report: RUN or STUDY is missing; usage: isotope report RUN
          train; train: CONFIG is missing; usage: isotope train CONFIG
          study; study: CONFIG is missing; usage: isotope study CONFIG
          explain; explain: CONFIG is missing; usage: isotope explain CONFIG
          advise; advise: STUDY or RUN is missing; usage: isotope advise STUDY
          sample; sample: RUN is missing; usage: isotope sample RUN
          mix; mix: RUN is missing; usage: isotope mix RUN
          export --to gguf; export: RUN is missing; usage: isotope export RUN
          import; import: DIR or FILE is missing; usage: isotope import DIR
          """)
  void run_missingArgument_namesIt(String words, String what, String usage) {
    Program program = Program.run(words.split(" ", -1));
    assertThat(program.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(program.err()).startsWith("isotope: " + what + "; " + usage);
  }

  @Test
  void run_ofTheSameWarningTwice_printsItOnce() {
    Logger log = LoggerFactory.getLogger(MainTest.class);
    Program program =
        run(
            call -> {
              log.warn("slow kernels");
              log.warn("step {} diverges", 2);
              log.warn("slow kernels");
              return ExitCode.DONE;
            },
            "train");
    assertThat(program.err()).isEqualTo("warning: slow kernels\nwarning: step 2 diverges\n");
  }

  private static Program fail(Throwable error, String... args) {
    return run(
        call -> {
          throw MainTest.<IOException>sneaky(error);
        },
        args);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable error) throws E {
    throw (E) error;
  }

  @ParameterizedTest
  @CsvSource({"80, 80", "200, 200", "0, 80", "'', 80", "24x80, 80", "5, 80", "99999, 80"})
  void columns_asTheLauncherFoundThem_areThoseOfATerminal(String found, int columns) {
    assertThat(Terminal.columns(found)).isEqualTo(columns);
  }

  @Test
  void help_ofTheProgram_namesEveryCommandAndGlobalOption() {
    Program help = Program.run("--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    for (Command command : Main.commands()) {
      assertThat(help.out()).contains("  " + command.name(), command.summary());
    }
    for (GlobalOption option : GlobalOption.values()) {
      assertThat(help.out()).contains("--" + option.word());
    }
  }

  @ParameterizedTest
  @FieldSource
  void help_ofACommand_showsUsageOptionsAndExamplesThatAreParsed(Command command) {
    Program help = Program.run(command.name(), "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("isotope " + command.name(), command.summary());
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(command.examples()).isNotEmpty();
    for (Command.Example example : command.examples()) {
      assertThat(example.line()).contains("isotope " + command.name());
      for (Option option : command.options().getOptions()) {
        assertThat(help.out()).contains("--" + option.getLongOpt());
      }
    }
  }

  static final List<Command> help_ofACommand_showsUsageOptionsAndExamplesThatAreParsed =
      Main.commands();

  @Test
  void version_anywhere_isPrinted() {
    assertThat(Program.run("--version").out()).startsWith("isotope ");
    assertThat(run(call -> ExitCode.FAILURE, "train", "--version").code()).isZero();
  }

  @Test
  void noArguments_isAUsageErrorThatNamesHelp() {
    Program none = Program.run();
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("isotope --help");
  }

  @Test
  void unknownCommand_nearAKnownOne_suggestsIt() {
    Program typo = run(call -> ExitCode.DONE, "trian");
    assertThat(typo.code()).isEqualTo(2);
    assertThat(typo.err()).contains("'trian'", "did you mean 'train'?");
  }

  @Test
  void unknownOption_beforeOrAfterTheCommand_suggestsTheNearest() {
    Program before = run(call -> ExitCode.DONE, "--jsn", "train");
    assertThat(before.code()).isEqualTo(2);
    assertThat(before.err()).contains("'--jsn'", "'--json'");
    Program after = run(call -> ExitCode.DONE, "train", "x.yaml", "--uot=y");
    assertThat(after.code()).isEqualTo(2);
    assertThat(after.err()).contains("'--uot'", "'--out'", "isotope train --help");
  }

  @Test
  void option_withoutItsValueOrByAPart_isAUsageError() {
    assertThat(run(call -> ExitCode.DONE, "train", "--out").err())
        .contains("--out needs a value: --out DIR");
    assertThat(run(call -> ExitCode.DONE, "train", "--ou", "x").code()).isEqualTo(2);
  }

  @Test
  void option_givenTwice_isAUsageErrorThatNamesBothValues() {
    Program twice = run(call -> ExitCode.DONE, "train", "--out", "a", "x.yaml", "--out=b");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("--out is given twice", "as a and as b");
    // The same one too: it may have been meant to be another.
    assertThat(run(call -> ExitCode.DONE, "train", "--out", "a", "--out", "a").code()).isEqualTo(2);
    assertThat(Program.run("train", "x.yaml", "--live", "--live", "8080").err())
        .contains("--live is given twice", "as 0 and as 8080");
    // A flag says the same however often; --set and the --out of report take several values.
    assertThat(run(call -> ExitCode.DONE, "--json", "train", "--json", "--json").code()).isZero();
    assertThat(Program.run("report", "nowhere", "--out", "a.md", "--out", "a.csv").err())
        .contains("nowhere does not exist");
  }

  @Test
  void globalOptions_beforeAndAfterTheCommand_countAlike() {
    List<String> seen = new ArrayList<>();
    Body body =
        call -> {
          seen.addAll(call.settings().assignments());
          seen.addAll(call.arguments());
          seen.add(String.valueOf(call.output().json()));
          return ExitCode.DONE;
        };
    Program program =
        run(body, "--set", "a.b=1", "--json", "train", "-", "--set=c=\"-2\"", "--set", "d=x=y");
    assertThat(program.code()).isZero();
    assertThat(seen).containsExactly("a.b=1", "c=\"-2\"", "d=x=y", "-", "true");
  }

  @Test
  void number_thatIsNone_isAUsageErrorThatNamesIt() {
    Body body =
        call -> {
          call.integer("tokens", 1);
          return ExitCode.DONE;
        };
    assertThat(run(body, "train", "--tokens", "7").code()).isZero();
    for (String wrong : List.of("many", "0", "-3", "1.5")) {
      Program program = run(body, "train", "--tokens", wrong);
      assertThat(program.code()).isEqualTo(2);
      assertThat(program.err()).contains("--tokens " + wrong, "at least 1");
    }
    Program tooMany = run(body, "train", "--tokens", "99999999999");
    assertThat(tooMany.code()).isEqualTo(2);
    assertThat(tooMany.err()).contains("--tokens 99999999999", "at most 2,147,483,647");
  }

  @Test
  void arguments_tooFewOrTooMany_showTheUsage() {
    Body body =
        call -> {
          call.arguments(1, 1);
          return ExitCode.DONE;
        };
    assertThat(run(body, "train").err()).contains("missing", "isotope train CONFIG");
    assertThat(run(body, "train", "a", "b").err()).contains("'b'", "isotope train CONFIG");
    assertThat(run(body, "train", "a", "b").code()).isEqualTo(2);
  }

  @Test
  void problems_ofAConfig_arePrintedOneALineWithTheirPlaceFirst() {
    List<Problem> problems =
        List.of(
            new Problem("x.yaml", 14, 11, "optimizer.decay.rest.lambda", "-0.1 is negative"),
            Problem.at("train.steps", "0 is too few"));
    Program program = fail(ProblemException.config(problems), "train");
    assertThat(program.code()).isEqualTo(3);
    assertThat(program.out()).isEmpty();
    assertThat(program.err().lines())
        .containsExactly(
            "x.yaml:14:11: optimizer.decay.rest.lambda: -0.1 is negative",
            "isotope: train.steps: 0 is too few");
  }

  @Test
  void problems_underJson_areOneObjectOnStandardOutput() {
    List<Problem> problems = List.of(new Problem("x.yaml", 2, 3, "model.kind", "gtp is no kind"));
    Program program = fail(ProblemException.config(problems), "train", "--json");
    JsonNode error = Json.mapper().readTree(program.out()).get("error");
    assertThat(error.get("code").asInt()).isEqualTo(3);
    JsonNode problem = error.get("problems").get(0);
    assertThat(problem.get("file").asString()).isEqualTo("x.yaml");
    assertThat(problem.get("line").asInt()).isEqualTo(2);
    assertThat(problem.get("column").asInt()).isEqualTo(3);
    assertThat(problem.get("path").asString()).isEqualTo("model.kind");
    assertThat(problem.get("message").asString()).isEqualTo("gtp is no kind");
  }

  @Test
  void usageError_underJson_isAnObjectToo() {
    Program program = Program.run("--json", "nothing", "--of=this");
    assertThat(Json.mapper().readTree(program.out()).get("error").get("code").asInt()).isEqualTo(2);
  }

  @Test
  void fileErrors_fromTheSystem_nameTheFileAndTheReason() {
    Program missing = fail(new NoSuchFileException("gone.txt"), "train");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("gone.txt", "no such file").doesNotContain("Exception");
    assertThat(fail(new AccessDeniedException("x"), "train").err()).contains("permission");
    assertThat(fail(new java.io.UncheckedIOException(new IOException("disk full")), "train").err())
        .contains("disk full")
        .doesNotContain("Exception");
  }

  @Test
  void path_withACharacterThatNoPathHas_isAUsageError() {
    for (String command : new String[] {"train", "explain", "eval", "report"}) {
      Program program = Program.run(command, "a\0b");
      assertThat(program.code()).isEqualTo(2);
      assertThat(program.err())
          .isEqualTo("isotope: a\\u0000b is not a path: nul character not allowed\n");
    }
  }

  @Test
  void problem_withCharactersThatSteerATerminal_showsThemEscapedOnOneLine() {
    Problem problem =
        new Problem("a\rb.yaml", 1, 2, "\u001b[31mk\n\u202e", "is \u0085 \u2066x \u200d\u6c49");
    Program program = fail(ProblemException.config(List.of(problem)), "train");
    assertThat(program.err())
        .isEqualTo("a\\rb.yaml:1:2: \\u001b[31mk\\n\\u202e: is \\u0085 \\u2066x \u200d\u6c49\n");
    Body body =
        call -> {
          call.output().warn("file a\u001bb");
          return ExitCode.DONE;
        };
    assertThat(run(body, "train").err()).isEqualTo("warning: file a\\u001bb\n");
  }

  @Test
  void path_thatIsEmpty_isAUsageErrorThatNamesTheOption() {
    Body body =
        call -> {
          call.path("out");
          return ExitCode.DONE;
        };
    for (String[] words : new String[][] {{"train", "--out", ""}, {"train", "--out="}}) {
      Program program = run(body, words);
      assertThat(program.code()).isEqualTo(2);
      assertThat(program.err()).contains("--out is empty");
    }
    assertThat(run(body, "train", "--out", ".").code()).isZero();
  }

  @Test
  void memoryUsedUp_saysHowToGiveMore() {
    Program program = fail(new OutOfMemoryError("Java heap space"), "train");
    assertThat(program.code()).isEqualTo(1);
    assertThat(program.err()).contains("ISOTOPE_OPTS=-Xmx");
  }

  @Test
  void memoryTooLittleToBeginWith_saysSoBeforeAllElse() {
    Main.requireMemory(64L << 20);
    assertThatThrownBy(() -> Main.requireMemory(8L << 20))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll("8 MB", "ISOTOPE_OPTS=-Xmx1g");
  }

  @Test
  void mappedFileCutWhileItIsRead_isADataError() {
    Program program =
        fail(new InternalError("a fault occurred in an unsafe memory access operation"), "train");
    assertThat(program.code()).isEqualTo(4);
    assertThat(program.err()).contains("cut short", "data/cache").doesNotContain("unexpected");
    assertThat(fail(new InternalError("odd"), "train").err()).contains("unexpected error");
  }

  @Test
  void faultOfTheProgram_isOneLineUnlessTheTraceIsAskedFor() {
    Program line = fail(new IllegalStateException("odd"), "train");
    assertThat(line.code()).isEqualTo(1);
    assertThat(line.err().lines()).hasSize(1);
    assertThat(line.err()).contains("unexpected error", "odd", "--stacktrace");
    assertThat(fail(new IllegalStateException("odd"), "train", "--stacktrace").err())
        .contains("\tat ");
  }

  @Test
  void exitCode_ofACommand_isTheProgramsOwn() {
    assertThat(run(call -> ExitCode.INTERRUPTED, "train").code()).isEqualTo(130);
    Problem diverged = Problem.of("the loss is not finite");
    assertThat(
            fail(new ProblemException(ExitCode.DIVERGED, List.of(diverged), null), "train").code())
        .isEqualTo(5);
  }

  @Test
  void colours_onATerminal_areLeftOutOnRequest() {
    List<Command> commands = List.of(new Fake(call -> ExitCode.DONE));
    assertThat(Program.run(commands, new byte[0], true, "--help").out()).contains("\u001b[");
    assertThat(Program.run(commands, new byte[0], true, "--help", "--no-color").out())
        .doesNotContain("\u001b[");
  }

  @Test
  void log_byVerbosity_goesToStandardError() {
    Body body =
        call -> {
          LoggerFactory.getLogger("org.isotopelm.x").info("told");
          LoggerFactory.getLogger("org.isotopelm.x").warn("minded");
          LoggerFactory.getLogger("com.example").warn("of a library");
          return ExitCode.DONE;
        };
    assertThat(run(body, "train").err()).isEqualTo("warning: minded\n");
    assertThat(run(body, "train", "--quiet").err()).isEmpty();
    assertThat(run(body, "train", "--verbose").err())
        .isEqualTo("info: told\nwarning: minded\nwarning: of a library\n");
    assertThat(run(body, "train").out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "train --help", "data list", "data list --json"})
  void result_thatStandardOutputDoesNotTake_isAFailureWithOneLine(String words) {
    Program program = Program.into(new FullDisk(5), words.split(" "));
    assertThat(program.code()).isEqualTo(1);
    assertThat(program.err().lines())
        .singleElement()
        .asString()
        .contains("standard output", "No space left on device");
  }

  @Test
  void error_whoseJsonStandardOutputDoesNotTake_keepsItsCode() {
    Program program = Program.into(new FullDisk(0), "train", "nowhere.yaml", "--json");
    assertThat(program.code()).isEqualTo(3);
    assertThat(program.err()).contains("nowhere.yaml", "standard output");
  }

  /** Takes so many bytes and no more. */
  private static final class FullDisk extends OutputStream {
    private int room;

    FullDisk(int room) {
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      if (room-- <= 0) {
        throw new IOException("No space left on device");
      }
    }
  }
}
