package org.isotopelm.study.training;

import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.train.cost.Memory;

/** One cell, which is tried as often as the config allows. */
public final class CellTraining {
  /** A training, which gives figures or throws. */
  public interface Attempt {
    public CellResult run();
  }

  private CellTraining() {}

  /**
   * The outcome of a cell. One that diverged would diverge again, so it is recorded; so is one
   * whose scores are no probabilities. One that crashed is tried again. An error of a config, a
   * text or the disk ends the study, which goes on once that is corrected.
   */
  public static Trial run(Cell cell, int retries, Attempt attempt) {
    for (int left = retries; ; left--) {
      try {
        return Trial.of(cell, attempt.run());
      } catch (CancellationException e) {
        throw e;
      } catch (NoProbabilitiesException e) {
        return Trial.incomparable(cell, Objects.requireNonNullElse(e.getMessage(), ""));
      } catch (ProblemException e) {
        if (e.exitCode() == ExitCode.DIVERGED) {
          return Trial.diverged(cell, Objects.requireNonNullElse(e.getMessage(), "diverged"));
        }
        throw e;
      } catch (UncheckedIOException e) {
        if (left == 0) {
          throw e;
        }
      } catch (OutOfMemoryError e) {
        if (left == 0) {
          return Trial.crashed(
              cell, Memory.usedUp("use fewer workers, or a smaller model or batch"));
        }
      } catch (RuntimeException e) {
        if (left == 0) {
          return Trial.crashed(cell, e.toString());
        }
      }
    }
  }
}
