package org.isotopelm.base;

/** The program's exit codes; the numbers are documented and stable. */
public enum ExitCode {
  DONE(0),
  FAILURE(1),
  USAGE(2),
  CONFIG(3),
  DATA(4),
  DIVERGED(5),
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process exit status. */
  public int number() {
    return number;
  }
}
