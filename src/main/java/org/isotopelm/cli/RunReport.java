package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.List;
import org.isotopelm.report.Provenance;
import org.isotopelm.report.ReportData;
import org.isotopelm.report.ReportData.RunPart;
import org.isotopelm.report.ReportData.Running;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.RunData;
import org.isotopelm.train.RunCheckpoints;
import tools.jackson.databind.JsonNode;

/** The report of a run, from what its folder holds. */
final class RunReport {
  private RunReport() {}

  /** Of a run that has ended, or may have steps before it. */
  static ReportFiles of(Path folder, Provenance origin, boolean unfinished) {
    return ReportFiles.of(unfinished ? soFar(folder, origin) : RunData.of(folder, origin));
  }

  /** Of a run that may have steps before it. */
  static ReportData soFar(Path folder, Provenance origin) {
    ReportData data = RunData.of(folder, origin);
    RunPart run = data.runs().getFirst();
    List<JsonNode> points = run.points();
    long total = run.plan() == null ? 0 : run.plan().path("steps").longValue();
    long logged = points.isEmpty() ? 0 : points.getLast().path("step").longValue();
    // A run that was stopped has a checkpoint between two lines of its log.
    long done = Math.max(logged, RunCheckpoints.newestStep(folder));
    if (done >= total) {
      return data;
    }
    double seconds = points.isEmpty() ? 0 : points.getLast().path("seconds").doubleValue();
    Double left = logged == 0 ? null : seconds / logged * (total - done);
    return data.running(new Running("steps", done, total, 0, left, null, null));
  }
}
