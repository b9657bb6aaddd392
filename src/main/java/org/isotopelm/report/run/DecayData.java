package org.isotopelm.report.run;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.report.run.ReportData.DecayPart;
import org.isotopelm.report.run.ReportData.RunPart;
import org.jspecify.annotations.Nullable;

/** What decay did in a run: sentences, pictures and tables from what its log measured. */
final class DecayData {
  private DecayData() {}

  /** Of a run; null where its log has no measurements of decay. */
  static @Nullable DecayPart of(RunPart run) {
    List<GroupTrace> groups = GroupTrace.measured(run);
    if (groups.isEmpty()) {
      return null;
    }
    DecayCharts charts = new DecayCharts(groups);
    return new DecayPart(
        "What did decay do here?",
        new DecayFindings(groups).sentences(),
        DecayFindings.warnings(run.points()),
        Stream.of(
                charts.courses(),
                charts.size(),
                charts.rotation(),
                charts.agreement(),
                charts.rate(),
                RowCharts.of(run.points()))
            .flatMap(each -> each)
            .toList(),
        Stream.concat(Stream.of(DecayTables.groups(groups)), DecayTables.tensors(run.points()))
            .toList());
  }
}
