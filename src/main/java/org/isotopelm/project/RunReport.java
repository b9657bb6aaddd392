package org.isotopelm.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.isotopelm.base.FolderLock;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.report.run.ReportData.Running;
import org.isotopelm.report.run.RunData;
import org.isotopelm.train.run.RunCheckpoints;
import org.isotopelm.train.run.RunDivergence;
import tools.jackson.databind.JsonNode;

/** The report of a run, from what its folder holds. */
public final class RunReport {
  private RunReport() {}

  /** Of a run that this process has trained to its end, or no further. */
  public static ReportFiles of(Path folder, Provenance origin, boolean unfinished) {
    return ReportFiles.of(unfinished ? soFar(folder, origin, false) : RunData.of(folder, origin));
  }

  /**
   * Of a run that another process may train.
   *
   * @param fixed whether its last step is known, as it cannot stop early
   */
  public static ReportFiles found(Path folder, Provenance origin, boolean fixed) {
    boolean unfinished = fixed || RunDivergence.in(folder).isPresent();
    return ReportFiles.of(
        unfinished ? soFar(folder, origin, FolderLock.isHeld(folder)) : RunData.of(folder, origin));
  }

  /**
   * Of a run that may have steps before it.
   *
   * @param goesOn whether a process trains it
   */
  public static ReportData soFar(Path folder, Provenance origin, boolean goesOn) {
    ReportData data = RunData.of(folder, origin);
    RunPart run = data.runs().getFirst();
    List<JsonNode> points = run.points();
    long total = run.plan() == null ? 0 : run.plan().steps();
    long logged = points.isEmpty() ? 0 : points.getLast().path("step").longValue();
    // A run that was stopped has a checkpoint between two lines of its log.
    long done = Math.max(logged, RunCheckpoints.newestStep(folder));
    OptionalLong diverged = RunDivergence.in(folder);
    if (done >= total && diverged.isEmpty()) {
      return data;
    }
    if (!goesOn) {
      String ended =
          diverged.isPresent()
              ? String.format(Locale.ROOT, "Diverged at step %,d.", diverged.getAsLong())
              : String.format(Locale.ROOT, "Ended at step %,d.", done);
      return data.running(new Running("steps", done, total, 0, null, null, null, ended));
    }
    double seconds = points.isEmpty() ? 0 : points.getLast().path("seconds").doubleValue();
    Double left = logged == 0 ? null : seconds / logged * (total - done);
    return data.running(new Running("steps", done, total, 0, left, null, null, null));
  }
}
