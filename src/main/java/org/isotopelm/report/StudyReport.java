package org.isotopelm.report;

import java.io.IOException;
import java.nio.file.Path;
import org.isotopelm.AtomicFile;
import org.isotopelm.Json;
import org.isotopelm.study.StudyOutcome;

/** What a finished study leaves in its folder for people and programs. */
public final class StudyReport {
  private StudyReport() {}

  /** Writes study.json, trials.csv, curve.svg and report.html, each whole or not at all. */
  public static void write(Path folder, StudyOutcome outcome, Provenance provenance)
      throws IOException {
    AtomicFile.write(folder.resolve("study.json"), Json.pretty(outcome.result()) + "\n");
    AtomicFile.write(folder.resolve("trials.csv"), TrialsCsv.of(outcome));
    AtomicFile.write(folder.resolve("curve.svg"), Curve.of(outcome));
    ReportData data = StudyData.of(outcome, folder, provenance);
    AtomicFile.write(folder.resolve("report.html"), Page.html(data, false));
  }
}
