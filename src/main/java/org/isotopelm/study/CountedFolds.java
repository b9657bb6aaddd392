package org.isotopelm.study;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.comparison.Baseline;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.StudyTask.CountFold;
import org.isotopelm.study.trial.CellResult;
import org.jspecify.annotations.Nullable;

/**
 * The counted baseline of a study, on each fold. It is no cell: it spends no budget, and is made
 * once all cells have ended.
 */
record CountedFolds(StudySpec spec, Journal journal) {
  private record Counted(int fold, CellResult result) {}

  /** As far as the journal has it; null where the study has none. */
  @Nullable Baseline kept() {
    CountedSpec counted = spec.counted();
    return counted == null ? null : journal.counted().baseline(counted, spec.folds());
  }

  /** The same with the folds that are missing, which are counted side by side and kept. */
  @Nullable Baseline made(StudyTasks tasks) {
    return made(tasks, spec.folds());
  }

  /** The same with the first folds alone. */
  @Nullable Baseline made(StudyTasks tasks, int folds) {
    CountedSpec counted = spec.counted();
    Baseline kept = kept();
    if (counted == null || kept == null) {
      return null;
    }
    List<Integer> missing =
        IntStream.range(0, folds).filter(fold -> !kept.byFold().containsKey(fold)).boxed().toList();
    try {
      tasks.run(
          missing,
          fold -> new Counted(fold, tasks.perform(new CountFold(counted, fold))),
          ended -> journal.counted().record(counted, ended.fold(), ended.result()));
    } catch (CancellationException e) {
      throw Study.interrupted(
          "the cells that were trained are kept, the counted baseline is not finished", e);
    }
    return kept();
  }
}
