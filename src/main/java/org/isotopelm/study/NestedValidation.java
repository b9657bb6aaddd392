package org.isotopelm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isotopelm.study.Study.Session;
import org.isotopelm.study.comparison.Comparison;
import org.isotopelm.study.comparison.Design;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestRule;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.training.Site;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Nested cross-validation (Varma and Simon 2006): the whole search runs again on all but one part
 * of the text, and its choice is scored on that part. These figures measure the whole procedure,
 * the choice included; those of the best point look better than they are, because it was chosen by
 * them.
 */
final class NestedValidation {
  private NestedValidation() {}

  /** The outer folds, each a study of its own in {@code outer/N}; null where none are asked for. */
  static @Nullable NestedResult run(StudySpec spec, Site site, Session session) {
    if (spec.outerFolds() == 0) {
      return null;
    }
    List<TestResult> tests = new ArrayList<>();
    for (int fold = 0; fold < spec.outerFolds(); fold++) {
      Site inside = site.outer(fold, spec.outerFolds());
      Session part = session.inside(part(fold));
      TestResult test = Study.run(spec.inner(), inside, part).result().test();
      if (test != null) {
        tests.add(test);
      }
    }
    return summary(tests, spec.outerFolds());
  }

  /** What the outer folds of a study have found so far. */
  static @Nullable NestedResult read(StudySpec spec, Path folder) {
    List<TestResult> tests = new ArrayList<>();
    for (int fold = 0; fold < spec.outerFolds(); fold++) {
      Path part = folder.resolve(part(fold));
      TestResult test = Journal.isIn(part) ? Study.read(spec.inner(), part).result().test() : null;
      if (test != null) {
        tests.add(test);
      }
    }
    return summary(tests, spec.outerFolds());
  }

  private static String part(int fold) {
    return StudyFolder.OUTER + "/" + (fold + 1);
  }

  private static @Nullable NestedResult summary(List<TestResult> tests, int folds) {
    double[] nll =
        tests.stream()
            .map(TestResult::chosen)
            .filter(Objects::nonNull)
            .mapToDouble(FinalResult::nll)
            .toArray();
    SortedMap<Pair, Double> differences = new TreeMap<>();
    for (int fold = 0; fold < tests.size(); fold++) {
      Double difference = tests.get(fold).difference();
      if (difference != null) {
        differences.put(new Pair(0, fold), difference);
      }
    }
    Paired paired =
        differences.isEmpty()
            ? null
            : Comparison.paired(
                new TestRule(new Design(folds), Metric.NLL, 0), differences, List.of());
    return nll.length == 0 ? null : new NestedResult(tests, Statistics.mean(nll), paired);
  }
}
