package org.isotopelm.config;

/**
 * Where a value was written: a file's line and column, or a {@code --set} (line 0).
 *
 * @param file the file as the user named it, or the whole {@code --set path=value}
 * @param line 1-based, 0 where there is none
 * @param column 1-based, 0 where there is none
 */
record Place(String file, int line, int column) {
  /** The beginning of a file. */
  static Place beginningOf(String file) {
    return new Place(file, 1, 1);
  }

  /** A value from the command line: there relative paths start at the working directory. */
  static Place commandLine(String setting) {
    return new Place("--set " + setting, 0, 0);
  }

  boolean isFile() {
    return line > 0;
  }
}
