package org.isotopelm.study;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.isotopelm.study.StudyResult.Scores;

/** Watches the cells of a session end, and says how far the study is. */
final class Pace {
  private record Standing(Point point, int cells, double nll) {}

  private final long begun = System.nanoTime();
  private final int total;
  private final int missing;
  private final Map<Point, Standing> standings = new LinkedHashMap<>();
  private int ended;

  Pace(int total, int missing) {
    this.total = total;
    this.missing = missing;
  }

  Progress after(Trial last, Trials trials) {
    ended++;
    Contender contender = last.cell().contender();
    if (contender.opponent() == null) {
      Scores scores = trials.scores(contender);
      if (scores.nll() != null) {
        standings.put(
            contender.point(), new Standing(contender.point(), scores.cells(), scores.nll()));
      }
    }
    Optional<Standing> best =
        standings.values().stream()
            .max(
                Comparator.comparingInt(Standing::cells)
                    .thenComparing(Comparator.comparingDouble(Standing::nll).reversed()));
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Progress(
        trials.size(),
        total,
        trials.failed(),
        last,
        best.map(Standing::point).orElse(null),
        best.map(Standing::nll).orElse(Double.NaN),
        seconds / ended * (missing - ended));
  }
}
