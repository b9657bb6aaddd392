package org.isotopelm.project;

import java.util.function.Supplier;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.study.Progress;
import org.isotopelm.study.training.Activity;

/** Hears what goes on while a study runs. */
public interface StudyWatching extends Watch {
  /**
   * The study begins.
   *
   * @param activity what its workers do; may be asked at any time until the study ends
   */
  default void begun(Activity activity) {}

  /**
   * A training has ended, or the study has come further.
   *
   * @param soFar what a report would show now
   */
  void progressed(Progress progress, Supplier<ReportData> soFar);
}
