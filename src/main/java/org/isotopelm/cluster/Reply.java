package org.isotopelm.cluster;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.training.NoProbabilitiesException;

/**
 * How a task ended elsewhere. Errors come back as values: Spark would try a task that threw them
 * again, and would say of them only a stack trace.
 */
sealed interface Reply extends Serializable {
  /**
   * It was done.
   *
   * @param result as JSON
   * @param left what it left in the study's folder, see {@link PackedFiles}
   */
  record Done(String result, byte[] left) implements Reply {}

  /**
   * An error that the user can act on, or a training that diverged.
   *
   * @param messages of its problems
   */
  record Refused(ExitCode code, List<String> messages) implements Reply {}

  /** The scores are no probabilities. */
  record Incomparable() implements Reply {}

  /** The training crashed. */
  record Crashed(String error) implements Reply {}

  /** That of an exception, which a machine that is well would throw again. */
  static Reply of(RuntimeException thrown) {
    return switch (thrown) {
      case ProblemException problem ->
          new Refused(
              problem.exitCode(),
              List.copyOf(problem.problems().stream().map(Problem::toString).toList()));
      case NoProbabilitiesException _ -> new Incomparable();
      default -> new Crashed(thrown.toString());
    };
  }

  /** What was done; throws here what was thrown there. */
  default Done done() {
    return switch (this) {
      case Done done -> done;
      case Refused refused ->
          throw new ProblemException(
              refused.code(), refused.messages().stream().map(Problem::of).toList(), null);
      case Incomparable _ -> throw new NoProbabilitiesException();
      case Crashed crashed -> throw new IllegalStateException(crashed.error());
    };
  }

  /** Whether an exception is no result: the task was stopped, or another machine may do it. */
  static boolean isNone(RuntimeException thrown) {
    return thrown instanceof CancellationException || thrown instanceof UncheckedIOException;
  }
}
