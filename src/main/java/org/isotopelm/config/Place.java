package org.isotopelm.config;

/**
 * Where a value was written: a file's line and column, or a setting (line 0).
 *
 * @param file the file as the user named it, or the whole setting, with its origin
 * @param line 1-based, 0 where there is none
 * @param column 1-based, 0 where there is none
 */
record Place(String file, int line, int column) {
  /** The beginning of a file. */
  static Place beginningOf(String file) {
    return new Place(file, 1, 1);
  }

  /** A value of a setting: there relative paths start at the working directory. */
  static Place setting(String origin, String assignment) {
    return new Place(origin + " " + assignment, 0, 0);
  }

  boolean isFile() {
    return line > 0;
  }
}
