package org.isotopelm.project;

import java.nio.file.Path;
import org.isotopelm.base.FolderLock;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.Running;
import org.isotopelm.report.study.StudyData;
import org.isotopelm.study.Progress;
import org.isotopelm.study.Study;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.plan.StudySpec;

/** The report of a study, from its outcome or from what its folder holds. */
public final class StudyReport {
  private StudyReport() {}

  /** Of a study that has ended. */
  public static ReportFiles ended(StudyOutcome outcome, Path folder) {
    return ReportFiles.of(outcome, () -> StudyData.of(outcome, folder, Origin.read(folder)));
  }

  /** Of a study that may have cells before it. */
  public static ReportFiles soFar(StudySpec spec, Path folder, Provenance provenance) {
    StudyOutcome outcome = Study.read(spec, folder);
    ReportData data = StudyData.of(outcome, folder, provenance);
    long total = outcome.plan().expectedCells();
    boolean unfinished =
        outcome.result().points().stream()
            .anyMatch(point -> point.status() == PointStatus.UNFINISHED);
    long done = outcome.trials().size();
    return ReportFiles.of(
        outcome,
        () ->
            unfinished && outcome.result().stopped() == null
                ? data.running(
                    new Running(
                        "cells",
                        done,
                        total,
                        outcome.result().failed(),
                        null,
                        outcome.result().best(),
                        null,
                        FolderLock.isHeld(folder) ? null : "Ended before all cells were trained."))
                : data);
  }

  /** Of a study that runs, from what its folder holds. */
  static ReportData live(StudySpec spec, Path folder, Provenance provenance, Progress progress) {
    double left = progress.secondsLeft();
    return StudyData.of(Study.read(spec, folder), folder, provenance)
        .running(
            new Running(
                "trainings",
                progress.done(),
                progress.total(),
                progress.failed(),
                Double.isNaN(left) ? null : (Double) left,
                progress.best() == null ? null : progress.best().values(),
                progress.best() == null ? null : progress.bestFigure(),
                null));
  }
}
