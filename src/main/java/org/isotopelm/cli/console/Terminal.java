package org.isotopelm.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/**
 * The program's surroundings.
 *
 * @param in standard input
 * @param out standard output: results
 * @param err standard error: all else
 * @param outColour whether people read {@code out} and like colours
 * @param errColour the same of {@code err}
 * @param errTerminal whether {@code err} is a terminal, where a line can be written over
 * @param outColumns how wide tables and paragraphs on {@code out} may be
 * @param errColumns the same of {@code err}
 * @param home the folder with {@code data/catalog.yaml}
 * @param interrupt whether somebody asked the process to stop
 */
public record Terminal(
    InputStream in,
    ResultStream out,
    PrintStream err,
    boolean outColour,
    boolean errColour,
    boolean errTerminal,
    int outColumns,
    int errColumns,
    Path home,
    Interrupt interrupt) {
  /** Of a pipe or file, which has no width of its own. */
  static final int PIPE_COLUMNS = 100;

  private static final int UNKNOWN_COLUMNS = 80;
  private static final int LEAST_COLUMNS = 40;

  /**
   * This process's own. The launcher says in {@code isotope.terminal} which streams are terminals,
   * as Java knows only of all of them together, and in {@code isotope.columns} how wide the
   * terminal is. Text is UTF-8 whatever the locale.
   */
  public static Terminal ofProcess() {
    Set<String> terminals = Set.of(System.getProperty("isotope.terminal", "").split(","));
    boolean able = !"dumb".equals(System.getenv("TERM"));
    boolean colour = able && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        System.in,
        ResultStream.ofProcess(),
        errors(),
        colour && terminals.contains("out"),
        colour && terminals.contains("err"),
        able && terminals.contains("err"),
        columns(terminals.contains("out")),
        columns(terminals.contains("err")),
        Path.of(System.getProperty("isotope.home", "")).toAbsolutePath(),
        Interrupt.ofProcess());
  }

  /** The same without colours. */
  public Terminal plain() {
    return new Terminal(
        in, out, err, false, false, errTerminal, outColumns, errColumns, home, interrupt);
  }

  private static int columns(boolean terminal) {
    return terminal ? columns(System.getProperty("isotope.columns", "")) : PIPE_COLUMNS;
  }

  /** What the launcher found, where a terminal may be so narrow; some say that they have none. */
  public static int columns(String found) {
    boolean wide = found.matches("\\d{2,4}") && Integer.parseInt(found) >= LEAST_COLUMNS;
    return wide ? Integer.parseInt(found) : UNKNOWN_COLUMNS;
  }

  private static PrintStream errors() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 1 << 13),
        true,
        StandardCharsets.UTF_8);
  }
}
