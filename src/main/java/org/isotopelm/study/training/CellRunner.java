package org.isotopelm.study.training;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;

/**
 * What a study needs from the trainer. Several threads call its methods at once. What they return
 * depends on their arguments only, never on time, threads or other calls.
 *
 * <p>A training that diverges throws an {@link org.isotopelm.base.ProblemException} with exit code
 * {@link org.isotopelm.base.ExitCode#DIVERGED}: the study records it and goes on. So it does after
 * a {@link NoProbabilitiesException}. Any other exception ends the study. A training asks {@code
 * cancelled} at every step and throws a {@link java.util.concurrent.CancellationException} once it
 * is true.
 */
public interface CellRunner {
  /** In a cell's folder, the run of its network: see {@link #run}. */
  String RUN = "run";

  /**
   * Trains on all folds but the cell's, on one thread, and scores that fold. If the folder holds a
   * part of this cell from an earlier session, the training continues it and gives the same
   * figures.
   *
   * @param folder where the training keeps its progress; made only if needed, and of no use once
   *     the result is kept. Weights for later cells are kept beside it: the folders of a study's
   *     cells have one parent. Where the study makes final models, a network of the first fold and
   *     seed is left there as the run {@value #RUN}
   */
  CellResult run(Cell cell, Path folder, BooleanSupplier cancelled);

  /**
   * Trains on all text outside the test split and scores the test split once. A run that is already
   * in the folder is continued; a finished one is scored again.
   *
   * @param overrides value by config path
   * @param seed of initial weights and batches
   * @param folder where the run is kept
   * @param threads that the training may use
   */
  FinalScore runFinal(
      Map<String, Object> overrides,
      long seed,
      Path folder,
      int threads,
      BooleanSupplier cancelled);

  /**
   * Counts the baseline on all folds but this one, and scores this one: with the config's own text
   * and tokenizer.
   */
  CellResult counted(CountedSpec spec, int fold);

  /** Counts the baseline on all text outside the test split, and scores the test split once. */
  FinalScore countedFinal(CountedSpec spec);
}
