package org.isotopelm.study.journal;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.train.run.RunFolder;

/**
 * The final runs that a study keeps, such as {@code chosen} and {@code zero}: the journal knows
 * which runs these are, so that another run in their place is noticed.
 */
public record KeptRuns(Path study, Journal journal) {
  public void keep() {
    for (String name : StudyFolder.RUNS) {
      journal.finals().run(name, seal(name).map(KeptRuns::id).orElse(""));
    }
  }

  /**
   * Refuses a run that is not the study's.
   *
   * @throws ProblemException exit code 4
   */
  public void require() {
    for (String name : StudyFolder.RUNS) {
      if (seal(name).filter(seal -> isAnother(name, seal)).isPresent()) {
        throw ProblemException.data(
            "%s is not the run that this study trained as %s; move it out of the study's folder. The study keeps its figures without it"
                .formatted(study.resolve(name), name));
      }
    }
  }

  /** Journals of earlier programs identify the chosen run by its plan only. */
  private boolean isAnother(String name, RunSeal seal) {
    String kept = journal.finals().run(name);
    String plan =
        study.resolve(name).equals(StudyFolder.single(study)) ? journal.finals().plan() : "";
    return (!kept.isEmpty() && !kept.equals(id(seal)))
        || (!plan.isEmpty() && !seal.sealed(RunFolder.PLAN, plan));
  }

  private static String id(RunSeal seal) {
    return Objects.requireNonNullElse(seal.run(), "");
  }

  /** Nothing where there is none, or a damaged one, which does not say whose run it is. */
  private Optional<RunSeal> seal(String name) {
    try {
      return RunSeal.read(study.resolve(name));
    } catch (ProblemException damaged) {
      return Optional.empty();
    }
  }
}
