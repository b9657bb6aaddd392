package org.isotopelm;

import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;

/**
 * The one exception of the library: something that its user can put right. Its message has one line
 * for each problem.
 */
public final class IsotopeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where to look for the fault. */
  public enum Kind {
    /** An argument of a method. */
    USAGE,
    /** The config: each problem has the path of its key, and line and column where known. */
    CONFIG,
    /** A text, a tokenizer, a run or the file of a model. */
    DATA,
    /** The training: its weights grew without bound. */
    DIVERGED,
    /** None: the program asked the work to stop; the same call goes on from there. */
    INTERRUPTED,
    /** The system: a full disk, a file that cannot be read, a folder that is in use. */
    FAILURE
  }

  private final Kind kind;
  private final transient List<Problem> problems;

  /** The same error as the library's users see it. */
  IsotopeException(org.isotopelm.base.ProblemException inner) {
    super(inner.getMessage(), inner);
    kind = kind(inner.exitCode());
    problems = inner.problems();
  }

  private static Kind kind(ExitCode code) {
    return switch (code) {
      case USAGE -> Kind.USAGE;
      case CONFIG -> Kind.CONFIG;
      case DATA -> Kind.DATA;
      case DIVERGED -> Kind.DIVERGED;
      case INTERRUPTED -> Kind.INTERRUPTED;
      case DONE, FAILURE -> Kind.FAILURE;
    };
  }

  /** {@return where to look for the fault} */
  public Kind kind() {
    return kind;
  }

  /** {@return what is wrong: of a config every fault at once, else one} */
  public List<Problem> problems() {
    return problems;
  }
}
