package org.isotopelm.study.training;

import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.train.Memory;

/** One cell, tried as often as the config allows. */
public final class CellTraining {
  /** A training, which gives figures or throws. */
  public interface Attempt {
    public CellResult run();
  }

  private CellTraining() {}

  /**
   * What became of a cell. One that diverged would do so again; one that crashed is tried again,
   * and what a config, a text or the disk is to blame for ends the study: it goes on once that is
   * mended.
   */
  public static Trial run(Cell cell, int retries, Attempt attempt) {
    for (int left = retries; ; left--) {
      try {
        return Trial.of(cell, attempt.run());
      } catch (CancellationException e) {
        throw e;
      } catch (IsotopeException e) {
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
              cell, Memory.usedUp("take fewer workers, or make the model or the batch smaller"));
        }
      } catch (RuntimeException e) {
        if (left == 0) {
          return Trial.crashed(cell, e.toString());
        }
      }
    }
  }
}
