package org.isotopelm.cli.console;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.isotopelm.Json;
import org.isotopelm.words.Wrap;

/** Where a command writes: results to standard output, all else to standard error. */
public final class Output {
  private final Terminal terminal;
  private final boolean json;
  private final boolean quiet;

  public Output(Terminal terminal, boolean json, boolean quiet) {
    this.terminal = terminal;
    this.json = json;
    this.quiet = quiet;
  }

  /** Whether standard output is for a program: it then takes one {@link #result} and no more. */
  public boolean json() {
    return json;
  }

  public boolean quiet() {
    return quiet;
  }

  /** The result: as one JSON object under {@code --json}, else as people read it. */
  public void result(Object value, Consumer<PrintStream> text) {
    if (json) {
      terminal.out().println(Json.pretty(value));
    } else {
      text.accept(terminal.out());
    }
    terminal.out().flush();
  }

  /** Standard output, for results that are neither: text, bytes, ids. */
  public ResultStream out() {
    return terminal.out();
  }

  /** How wide lines of the result may be. */
  public int columns() {
    return terminal.outColumns();
  }

  /** How wide lines of standard error may be. */
  public int errColumns() {
    return terminal.errColumns();
  }

  /** Standard error. */
  public PrintStream err() {
    return terminal.err();
  }

  /** Whether progress may write over its line. */
  public boolean progress() {
    return terminal.errTerminal() && !quiet;
  }

  /**
   * A line of progress: on a terminal it writes over the one before it.
   *
   * @param last whether none follows
   */
  public void progressLine(String line, boolean last) {
    if (!progress()) {
      note(line);
    } else {
      terminal.err().print("\r\u001b[K" + line + (last ? "\n" : ""));
      terminal.err().flush();
    }
  }

  /** A line that says what goes on, unless {@code --quiet}; a terminal gets it at its width. */
  public void note(String line) {
    if (!quiet) {
      List<String> lines =
          terminal.errTerminal() ? Wrap.lines(line, terminal.errColumns()) : List.of(line);
      lines.forEach(terminal.err()::println);
    }
  }

  /** A line that should be read, unless {@code --quiet}. */
  public void warn(String line) {
    note(Style.YELLOW.mark("warning: ", terminal.errColour()) + Visible.of(line));
  }

  /** A line that says what was wrong. */
  public void error(String line) {
    terminal.err().println(Style.RED.mark(Visible.of(line), terminal.errColour()));
  }
}
