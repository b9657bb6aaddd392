package org.isotopelm.cli.console;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.isotopelm.base.Json;
import org.isotopelm.words.Wrap;

/** Where a command writes: results to standard output, everything else to standard error. */
public final class Output {
  private final Terminal terminal;
  private final boolean json;
  private final boolean quiet;
  private final StatusLine status;

  public Output(Terminal terminal, boolean json, boolean quiet) {
    this.terminal = terminal;
    this.json = json;
    this.quiet = quiet;
    status = new StatusLine(terminal.err(), terminal.errColumns());
  }

  /** Whether standard output is for a program: one {@link #result} is then all that it may hold. */
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

  /**
   * Shows at the foot of a terminal what goes on, unless {@code --quiet}; elsewhere nothing.
   *
   * @param parts the most important first, as some may find no room; asked from another thread
   */
  public void show(Supplier<List<String>> parts) {
    if (moves()) {
      status.show(parts);
    }
  }

  /** Whether {@link #show} shows anything. */
  public boolean moves() {
    return terminal.errTerminal() && !quiet;
  }

  /** Ends what {@link #show} shows. */
  public void hide() {
    status.hide();
  }

  /** A line that says what goes on, unless {@code --quiet}; a terminal gets it at its width. */
  public void note(String line) {
    if (!quiet) {
      List<String> lines = atItsWidth(line);
      status.above(() -> lines.forEach(terminal.err()::println));
    }
  }

  /** A terminal gets a line in as many as its width needs, a file gets it whole. */
  private List<String> atItsWidth(String line) {
    return terminal.errTerminal() ? Wrap.lines(line, terminal.errColumns()) : List.of(line);
  }

  /** A line that should be read, unless {@code --quiet}. */
  public void warn(String line) {
    note(Style.YELLOW.mark("warning: ", terminal.errColour()) + Visible.of(line));
  }

  /** A line that says what was wrong. */
  public void error(String line) {
    List<String> marked =
        atItsWidth(Visible.of(line)).stream()
            .map(each -> Style.RED.mark(each, terminal.errColour()))
            .toList();
    status.above(() -> marked.forEach(terminal.err()::println));
  }
}
