package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isotopelm.study.comparison.ComparedCells;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.Plan;

/** The mean of the best, what else may be the best, and where a curve has its minimum. */
final class RankingFindings {
  private RankingFindings() {}

  static List<Finding> of(Plan plan, StudyResult result, PointResult best) {
    List<Finding> findings = new ArrayList<>();
    findings.add(lowest(plan, result, best));
    findings.addAll(set(result, best.values()));
    Parabola parabola = result.parabola();
    if (parabola != null) {
      findings.add(
          new Ranking.Minimum(
              parabola.dimension(),
              parabola.minimum(),
              parabola.ci95(),
              parabola.points(),
              Gaps.unit(result.metric()),
              parabola.misfit()));
    }
    return findings;
  }

  private static Finding lowest(Plan plan, StudyResult result, PointResult best) {
    ComparedCells compared = result.compared();
    return new Ranking.Lowest(
        Gaps.winner(result, best),
        new Ranking.Cells(
            compared.cells(), compared.folds(), compared.seeds(), plan.spec().folds() == 1),
        best.scores().error(result.metric()),
        result.atEdge().stream()
            .map(name -> new Ranking.AtEdge(name, Grounds.isUpper(result, best.values(), name)))
            .toList());
  }

  private static List<Finding> set(StudyResult result, Map<String, Object> best) {
    List<Finding> findings = new ArrayList<>();
    List<Map<String, Object>> others =
        result.indistinguishable().stream().filter(values -> !values.equals(best)).toList();
    if (!others.isEmpty()) {
      findings.add(new Ranking.Alike(others));
    } else if (!result.indistinguishable().isEmpty() && result.compared().candidates().size() > 1) {
      findings.add(new Ranking.ToldApart(result.pruned() == 0));
    }
    Map<String, Object> strongest = result.oneStandardError();
    if (strongest != null) {
      findings.add(new Ranking.Strongest(strongest, strongest.equals(best)));
    }
    return findings;
  }
}
