package org.isotopelm.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.console.Interrupt;
import org.isotopelm.cli.console.ResultStream;
import org.isotopelm.cli.console.Terminal;

/**
 * What a run of the program inside this JVM gave.
 *
 * @param bytes of standard output
 */
record Program(int code, byte[] bytes, String err) {
  private static final Path HOME = Path.of("").toAbsolutePath();

  static Program run(String... args) {
    return run(Main.commands(), new byte[0], false, args);
  }

  static Program withInput(byte[] in, String... args) {
    return run(Main.commands(), in, false, args);
  }

  static Program run(List<Command> commands, byte[] in, boolean colour, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Program program = run(commands, in, out, colour, args);
    return new Program(program.code(), out.toByteArray(), program.err());
  }

  /** With a standard output of the test's own. */
  static Program into(OutputStream out, String... args) {
    return run(Main.commands(), new byte[0], out, false, args);
  }

  /** As if somebody had pressed Ctrl-C at once. */
  static Program interrupted(String... args) {
    return interrupted(HOME, args);
  }

  /** Likewise, in another home. */
  static Program interrupted(Path home, String... args) {
    Interrupt interrupt = new Interrupt();
    interrupt.request();
    return run(home, interrupt, args);
  }

  /** In another home, which has a cache of its own. */
  static Program run(Path home, String... args) {
    return run(home, new Interrupt(), args);
  }

  private static Program run(Path home, Interrupt interrupt, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Program program = run(Main.commands(), new byte[0], out, false, home, interrupt, args);
    return new Program(program.code(), out.toByteArray(), program.err());
  }

  private static Program run(
      List<Command> commands, byte[] in, OutputStream out, boolean colour, String... args) {
    return run(commands, in, out, colour, HOME, new Interrupt(), args);
  }

  private static Program run(
      List<Command> commands,
      byte[] in,
      OutputStream out,
      boolean colour,
      Path home,
      Interrupt interrupt,
      String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in),
            new ResultStream(out, () -> false),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            colour,
            colour,
            false,
            100,
            100,
            home,
            interrupt);
    int code = Main.run(args, commands, terminal).number();
    return new Program(code, new byte[0], err.toString(StandardCharsets.UTF_8));
  }

  String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
