package org.isotopelm.study.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.isotopelm.eval.Bootstrap;
import org.isotopelm.eval.Interval;
import org.isotopelm.study.statistics.SignedRank;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/** Two contenders on the (seed, fold) pairs that both finished: the first minus the second. */
public final class Comparison {
  private static final long SEED = 1;

  private record Both(CellResult own, CellResult other) {}

  private final SortedMap<Pair, Both> shared = new TreeMap<>();

  private Comparison(Map<Pair, CellResult> own, Map<Pair, CellResult> others) {
    own.forEach(
        (pair, result) -> {
          CellResult other = others.get(pair);
          if (other != null) {
            shared.put(pair, new Both(result, other));
          }
        });
  }

  /** The difference over the shared pairs; null where there is none. */
  public static @Nullable Paired of(
      TestRule testRule, Map<Pair, CellResult> own, Map<Pair, CellResult> others) {
    Metric metric = testRule.metric();
    Comparison comparison = new Comparison(own, others);
    return comparison.shared.isEmpty()
        ? null
        : paired(
            testRule, comparison.differences(metric::of, metric::of), comparison.documents(metric));
  }

  /**
   * The same for two figures that may differ in kind; without documents, which have the nll at the
   * end of training only.
   */
  public static @Nullable Paired of(
      TestRule testRule,
      Map<Pair, CellResult> own,
      ToDoubleFunction<CellResult> ownFigure,
      Map<Pair, CellResult> others,
      ToDoubleFunction<CellResult> otherFigure) {
    Comparison comparison = new Comparison(own, others);
    return comparison.shared.isEmpty()
        ? null
        : paired(testRule, comparison.differences(ownFigure, otherFigure), List.of());
  }

  /** Their difference in each repetition. */
  static double[] repetitions(
      TestRule testRule, Map<Pair, CellResult> own, Map<Pair, CellResult> others) {
    Metric metric = testRule.metric();
    return testRule
        .design()
        .repetitions(new Comparison(own, others).differences(metric::of, metric::of));
  }

  /** A contender minus the other; null where they share no finished cell. */
  public static @Nullable Paired of(
      TestRule testRule, Trials trials, Contender contender, Contender other) {
    return of(testRule, trials.results(contender), trials.results(other));
  }

  /** The test of the same difference; null for fewer than two repetitions. */
  public static @Nullable TTest test(
      TestRule testRule, Trials trials, Contender contender, Contender other) {
    return test(testRule, trials.results(contender), trials.results(other));
  }

  /** The test of their difference; null for fewer than two repetitions. */
  public static @Nullable TTest test(
      TestRule testRule, Map<Pair, CellResult> own, Map<Pair, CellResult> others) {
    return testRule.test(repetitions(testRule, own, others));
  }

  /** The same for given differences by (seed, fold) pair; at least one. */
  public static Paired paired(
      TestRule testRule, Map<Pair, Double> differences, List<Double> documentsCi95) {
    double[] repetitions = testRule.design().repetitions(differences);
    TTest test = testRule.test(repetitions);
    Paired paired =
        new Paired(
            Statistics.mean(repetitions),
            Statistics.standardError(repetitions),
            test == null ? null : (Double) test.standardError(),
            test == null ? List.of() : test.ci95(),
            test == null ? null : (Double) test.p(),
            null,
            test == null ? null : (Double) SignedRank.twoSided(repetitions),
            documentsCi95,
            differences.size());
    return paired.isNone() ? paired.without() : paired;
  }

  private SortedMap<Pair, Double> differences(
      ToDoubleFunction<CellResult> ownFigure, ToDoubleFunction<CellResult> otherFigure) {
    SortedMap<Pair, Double> differences = new TreeMap<>();
    shared.forEach(
        (pair, both) ->
            differences.put(
                pair,
                ownFigure.applyAsDouble(both.own()) - otherFigure.applyAsDouble(both.other())));
    return differences;
  }

  /**
   * A bootstrap over the documents of all folds together, each with its differences averaged over
   * the seeds (cluster bootstrap: the tokens of a document are drawn together). Both sums are
   * divided by the fold's tokens, so that folds weigh alike, as they do in the difference itself.
   * The trainings are not drawn again: this is the uncertainty of the held-out text only.
   */
  private List<Double> documents(Metric metric) {
    SortedMap<Integer, double[]> sums = new TreeMap<>();
    SortedMap<Integer, double[]> tokens = new TreeMap<>();
    for (Map.Entry<Pair, Both> entry : shared.entrySet()) {
      CellResult own = entry.getValue().own();
      CellResult other = entry.getValue().other();
      int fold = entry.getKey().fold();
      double[] units = array(own.unitTokens());
      if (units.length == 0
          || !own.unitTokens().equals(other.unitTokens())
          || !Arrays.equals(units, tokens.getOrDefault(fold, units))) {
        return List.of();
      }
      tokens.put(fold, units);
      double[] sum = sums.computeIfAbsent(fold, _ -> new double[units.length]);
      for (int d = 0; d < units.length; d++) {
        sum[d] += own.unitNll().get(d) - other.unitNll().get(d);
      }
    }
    return bootstrap(sums, tokens, metric);
  }

  private List<Double> bootstrap(
      SortedMap<Integer, double[]> sums, SortedMap<Integer, double[]> tokens, Metric metric) {
    int units = tokens.values().stream().mapToInt(each -> each.length).sum();
    double[] numerators = new double[units];
    double[] denominators = new double[units];
    int unit = 0;
    for (Map.Entry<Integer, double[]> entry : sums.entrySet()) {
      int fold = entry.getKey();
      long seeds = shared.keySet().stream().filter(pair -> pair.fold() == fold).count();
      double[] sizes = Objects.requireNonNull(tokens.get(fold), "a fold with sums has tokens");
      double total = Arrays.stream(sizes).sum();
      double worth = metric.perToken(ofFold(fold));
      for (int d = 0; d < sizes.length; d++) {
        numerators[unit] = entry.getValue()[d] / seeds / total * worth;
        denominators[unit++] = sizes[d] / total;
      }
    }
    if (units < 2) {
      return List.of();
    }
    Interval interval = Bootstrap.ratio(numerators, denominators, SEED);
    return List.of(interval.low(), interval.high());
  }

  private CellResult ofFold(int fold) {
    return shared.entrySet().stream()
        .filter(entry -> entry.getKey().fold() == fold)
        .map(entry -> entry.getValue().own())
        .findFirst()
        .orElseThrow();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
