package org.isotopelm.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.study.CellRunner.Difference;
import org.isotopelm.study.StudyResult.Final;
import org.isotopelm.study.StudyResult.TestResult;
import org.jspecify.annotations.Nullable;

/**
 * The end of a study: the chosen point and its λ = 0 trained once more, on all text outside the
 * test split, and scored once on the test split, side by side.
 */
final class FinalTest {
  private record Entry(String name, Point point) {}

  private record Scored(Entry entry, @Nullable FinalScore score) {}

  private final CellRunner runner;
  private final Workers workers;
  private final Study.Session session;

  FinalTest(CellRunner runner, Workers workers, Study.Session session) {
    this.runner = runner;
    this.workers = workers;
    this.session = session;
  }

  TestResult run(Plan plan, Point best, int look) {
    Point zero = plan.space().zeroOf(best);
    Entry chosen = new Entry(StudyFolder.CHOSEN, best);
    // Where λ = 0 was chosen, the two are one.
    List<Entry> entries =
        zero == null || zero.equals(best)
            ? List.of(chosen)
            : List.of(chosen, new Entry(StudyFolder.ZERO, zero));
    Map<Point, @Nullable FinalScore> scores = scores(entries, plan.spec().seed());
    FinalScore first = scores.get(best);
    FinalScore second = zero == null ? null : scores.get(zero);
    Difference difference = first == null || second == null ? null : runner.compare(first, second);
    return new TestResult(
        result(best, first),
        zero == null ? null : result(zero, second),
        difference == null ? null : (Double) difference.difference(),
        difference == null ? null : difference.ci95(),
        look);
  }

  private Map<Point, @Nullable FinalScore> scores(List<Entry> entries, long seed) {
    int threads = Math.max(1, session.workers() / entries.size());
    Map<Point, @Nullable FinalScore> scores = new HashMap<>();
    try {
      workers.run(
          entries,
          entry -> new Scored(entry, train(entry, seed, threads)),
          scored -> scores.put(scored.entry().point(), scored.score()));
    } catch (CancellationException e) {
      throw Study.interrupted("all cells are kept, the final trainings are not done", e);
    }
    return scores;
  }

  private @Nullable FinalScore train(Entry entry, long seed, int threads) {
    try {
      return runner.runFinal(
          entry.point().overrides(),
          seed,
          session.folder().resolve(entry.name()),
          threads,
          workers::cancelled);
    } catch (IsotopeException e) {
      if (e.exitCode() == ExitCode.DIVERGED) {
        return null;
      }
      throw e;
    }
  }

  private static @Nullable Final result(Point point, @Nullable FinalScore score) {
    return score == null ? null : new Final(point.values(), score.nll(), score.ci95());
  }
}
