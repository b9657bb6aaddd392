package org.isotopelm.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.comparison.Baseline;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.CellRunner;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;

/**
 * Keeps the best model so far as the folder {@code chosen} while a study searches, so that a user
 * who stops it has one: first the counted model, then each network that is better than all before
 * it on the first fold. Only for a study that makes final models of several kinds; the last of them
 * takes the place of what is kept here.
 */
final class BestSoFar {
  private final StudyTasks tasks;
  private final Journal journal;
  private final StudySpec spec;

  BestSoFar(StudyTasks tasks, Journal journal, StudySpec spec) {
    this.tasks = tasks;
    this.journal = journal;
    this.spec = spec;
  }

  /**
   * Whether anything is kept: not once a choice was tested, as {@code chosen} is that choice; nor
   * where no final model can be scored.
   */
  private boolean keeps() {
    return spec.finals() != null
        && !tasks.facts().testSplit().isEmpty()
        && !journal.finals().isTested();
  }

  /** Makes the first one. */
  void begin() {
    CountedSpec counted = spec.counted();
    if (!keeps() || counted == null) {
      return;
    }
    new CountedFolds(spec, journal).made(tasks, 1);
    if (Files.notExists(tasks.study().resolve(StudyFolder.CHOSEN))) {
      Path run = tasks.study().resolve(StudyFolder.COUNTED);
      tasks.finals().count(counted, Map.of(), run, tasks::cancelled);
      StudyFolder.choose(tasks.study(), run);
    }
  }

  /**
   * Keeps the network of a cell that has just ended, if it is the best.
   *
   * @param before the cells that had ended
   * @param folder where the cell's training has left its run
   */
  void offer(Trial ended, Trials before, Path folder) {
    Path run = folder.resolve(CellRunner.RUN);
    if (keeps() && ended.result() != null && Files.isDirectory(run)) {
      double figure = spec.metric().of(ended.result());
      if (figure < before.lowest(Pair.of(ended.cell()), spec.metric())) {
        if (figure < counted()) {
          StudyFolder.choose(tasks.study(), run);
        }
        if (KeptNetwork.isOfUse(spec)) {
          KeptNetwork.keep(tasks.study(), ended.cell(), run);
        }
      }
    }
  }

  /** What to say of it, as the end of a sentence's part; nothing where nothing is kept. */
  String kept() {
    Path chosen = tasks.study().resolve(StudyFolder.CHOSEN);
    return keeps() && Files.exists(chosen)
        ? ", and %s is the best model so far".formatted(chosen)
        : "";
  }

  /** The counted model's figure on the first fold; infinite where there is none. */
  private double counted() {
    Baseline baseline = new CountedFolds(spec, journal).kept();
    CellResult first = baseline == null ? null : baseline.byFold().get(0);
    return first == null ? Double.POSITIVE_INFINITY : spec.metric().of(first);
  }
}
