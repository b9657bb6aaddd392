package org.isotopelm.project;

import org.isotopelm.report.ReportFiles;

/** Hears what goes on while a run or a study is made. */
public interface Watch {
  /** What goes on, as a sentence. */
  void note(String line);

  /** What a user should know. */
  void warn(String line);

  /** The reports are written. */
  default void reported(ReportFiles files) {}

  /** Nothing more is trained. */
  default void ended() {}

  /** The reports could not be made; the result is kept all the same. */
  void unreported(RuntimeException error);
}
