package org.isotopelm.cli.call;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.isotopelm.cli.console.Style;
import org.isotopelm.words.Wrap;

/** Help, made from the commands and options themselves, so that it names none that is refused. */
public final class Help {
  /** Longer lines are hard to read. */
  private static final int MOST = 96;

  private final PrintStream out;
  private final boolean colour;
  private final int width;

  public Help(PrintStream out, boolean colour, int columns) {
    this.out = out;
    this.colour = colour;
    width = Math.min(columns, MOST);
  }

  /** The program's help: its commands. */
  public void program(List<Command> commands) {
    String what =
        "Isotope trains small language models and finds the weight decay that generalises best.";
    Wrap.lines(what, width).forEach(out::println);
    heading("Usage");
    out.println("  isotope COMMAND [ARGUMENT…] [OPTION…]");
    heading("Commands");
    Map<String, String> rows = new LinkedHashMap<>();
    commands.forEach(command -> rows.put(command.name(), command.summary()));
    table(rows);
    heading("Options of every command");
    table(rows(GlobalOption.all()));
    out.println();
    String more =
        "isotope COMMAND --help explains a command. Start with: isotope study configs/quickstart.yaml";
    Wrap.lines(more, width).forEach(out::println);
    out.flush();
  }

  /** A command's help. */
  public void command(Command command) {
    Wrap.lines("isotope " + command.name() + ": " + command.summary(), width).forEach(out::println);
    heading("Usage");
    command.usage().forEach(usage -> out.println("  isotope " + usage));
    out.println();
    command
        .details()
        .strip()
        .lines()
        .forEach(line -> Wrap.lines(line, width).forEach(out::println));
    if (!command.options().getOptions().isEmpty()) {
      heading("Options");
      table(rows(command.options()));
    }
    heading("Options of every command");
    table(rows(GlobalOption.all()));
    heading("Examples");
    for (Command.Example example : command.examples()) {
      out.println("  " + example.line());
      Wrap.lines(example.meaning(), width - 6).forEach(line -> out.println("      " + line));
    }
    out.flush();
  }

  private void heading(String text) {
    out.println();
    out.println(Style.BOLD.mark(text + ":", colour));
  }

  private static Map<String, String> rows(Options options) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (Option option : options.getOptions()) {
      String name = option.hasOptionalArg() ? "[" + option.getArgName() + "]" : option.getArgName();
      String argument = option.hasArg() ? " " + name : "";
      rows.put("--" + option.getLongOpt() + argument, option.getDescription());
    }
    return rows;
  }

  /** Names on the left, meanings beside them, wrapped in their column. */
  private void table(Map<String, String> rows) {
    int left = rows.keySet().stream().mapToInt(String::length).max().orElse(0) + 4;
    rows.forEach(
        (name, meaning) -> {
          String margin = "  " + name + " ".repeat(left - 2 - name.length());
          for (String line : Wrap.lines(meaning, width - left)) {
            out.println(margin + line);
            margin = " ".repeat(left);
          }
        });
  }
}
