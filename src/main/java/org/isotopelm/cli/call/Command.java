package org.isotopelm.cli.call;

import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;

/** One command of the program. Its help is made from what it says here, options included. */
public interface Command {
  /** A line that does something, and what it does. */
  record Example(String line, String meaning) {}

  /** The word that is typed. */
  String name();

  /** What it does, in one line of the list of commands. */
  String summary();

  /** The ways to call it, without the program's name. */
  List<String> usage();

  /** What a user should know before the options; paragraphs. */
  String details();

  /** Its own options; those of every command are added. */
  default Options options() {
    return new Options();
  }

  /** Whether it reads a config, so that {@code --set} can change something. */
  default boolean readsConfig() {
    return true;
  }

  List<Example> examples();

  /**
   * Does it.
   *
   * @return {@link ExitCode#DONE}, or how a run ended without an error
   * @throws IOException for what the file system refuses; the user gets its message
   */
  ExitCode run(Invocation invocation) throws IOException;
}
