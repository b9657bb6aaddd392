package org.isotopelm.study.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.isotopelm.eval.Bootstrap;
import org.isotopelm.eval.Interval;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.study.Ridge;
import org.isotopelm.study.statistics.SignedRank;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.study.trial.Metric;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether intervals hold the truth 95 times in 100 and tests err 5 times in 100, by simulation.
 * Each test prints what it measured; {@code -Disotope.repetitions=20000} measures it closer.
 */
class CoverageTest {
  private static final int REPETITIONS = Integer.getInteger("isotope.repetitions", 400);

  /** Three standard errors of a share of 5 % among so many repetitions. */
  private static final double NOISE = 3 * Math.sqrt(0.05 * 0.95 / REPETITIONS);

  /** How often something was so. */
  private static final class Share {
    private int hits;
    private int all;

    void add(boolean hit) {
      hits += hit ? 1 : 0;
      all++;
    }

    double value() {
      return (double) hits / all;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.1f %%", 100 * value());
    }
  }

  private final RandomStream random = RandomStream.of(1, "coverage");

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10})
  void t_ofFiguresAsAlikeAsItAssumes_covers95(int folds) {
    Share covered = new Share();
    Share uncorrected = new Share();
    for (int r = 0; r < REPETITIONS; r++) {
      double[] values = alike(folds, 0.3);
      covered.add(holds(test(folds, values).ci95(), 0.3));
      uncorrected.add(holds(plain(values).ci95(), 0.3));
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "t, k = %d, figures correlated 1/k: interval holds the truth %s (uncorrected %s)",
            folds,
            covered,
            uncorrected));
    assertThat(covered.value()).isBetween(0.95 - NOISE, 0.95 + NOISE);
    assertThat(uncorrected.value()).isLessThan(covered.value());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10})
  void tests_ofFoldsThatShareTrainingData_seldomErr(int folds) {
    double[][] differences = new double[REPETITIONS][];
    double truth = 0;
    for (int r = 0; r < REPETITIONS; r++) {
      double[][] losses = Ridge.losses(random, folds, 5, Ridge.BEST);
      differences[r] = minus(losses[1], losses[0]);
      truth += Statistics.mean(differences[r]) / REPETITIONS;
    }
    Share covered = new Share();
    Share corrected = new Share();
    Share uncorrected = new Share();
    Share ranks = new Share();
    for (double[] each : differences) {
      covered.add(holds(test(folds, each).ci95(), truth));
      // Without their mean the differences are those of two λ that are equally good on average.
      double mean = truth;
      double[] none = Arrays.stream(each).map(difference -> difference - mean).toArray();
      corrected.add(test(folds, none).p() < 0.05);
      uncorrected.add(plain(none).p() < 0.05);
      ranks.add(SignedRank.twoSided(none) < 0.05);
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "ridge, k = %d: interval holds the truth %s; false positives %s (uncorrected %s, ranks %s)",
            folds,
            covered,
            corrected,
            uncorrected,
            ranks));
    assertThat(covered.value()).isGreaterThan(0.95 - NOISE);
    assertThat(corrected.value()).isLessThan(0.05 + NOISE);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10})
  void set_ofFoldsThatShareTrainingData_holdsTheBest(int folds) {
    double[] lambdas = {
      Ridge.BEST / 16, Ridge.BEST / 4, Ridge.BEST, Ridge.BEST * 4, Ridge.BEST * 16
    };
    Share held = new Share();
    Share members = new Share();
    Share minimum = new Share();
    for (int r = 0; r < REPETITIONS; r++) {
      double[][] losses = Ridge.losses(random, folds, lambdas);
      int lowest = 0;
      for (int l = 1; l < losses.length; l++) {
        lowest = Statistics.mean(losses[l]) < Statistics.mean(losses[lowest]) ? l : lowest;
      }
      for (int l = 0; l < losses.length; l++) {
        boolean in = l == lowest || test(folds, minus(losses[l], losses[lowest])).p() >= 0.05;
        members.add(in);
        if (lambdas[l] == Ridge.BEST) {
          held.add(in);
        }
      }
      addMinimum(minimum, fit(folds, lambdas, losses), Ridge.BEST);
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "ridge, k = %d: the set holds the best λ %s, with %s of 5 points; the parabola's interval %s",
            folds,
            held,
            members,
            minimum));
    assertThat(held.value()).isGreaterThan(0.95 - NOISE);
    assertThat(minimum.value()).isGreaterThan(0.95 - NOISE);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10})
  void parabola_ofFoldsAsAlikeAsItAssumes_covers95(int folds) {
    double[] lambdas = {0.05, 0.1, 0.2, 0.4, 0.8};
    Share covered = new Share();
    Share bounded = new Share();
    for (int r = 0; r < REPETITIONS; r++) {
      double[][] losses = new double[lambdas.length][];
      for (int l = 0; l < lambdas.length; l++) {
        double x = Math.log(lambdas[l] / 0.25);
        losses[l] = alike(folds, 0);
        Arrays.setAll(losses[l], fold(losses[l], 0.04 * x * x));
      }
      Parabola parabola = fit(folds, lambdas, losses);
      if (parabola != null) {
        bounded.add(!parabola.ci95().isEmpty());
      }
      addMinimum(covered, parabola, 0.25);
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "parabola, k = %d, noise 0.003: interval holds the minimum %s; it has an end %s",
            folds,
            covered,
            bounded));
    assertThat(covered.value()).isBetween(0.95 - NOISE, 0.95 + 2 * NOISE);
  }

  @Test
  void documents_ofUnequalLength_cover95() {
    Share covered = new Share();
    for (int r = 0; r < REPETITIONS; r++) {
      double[] sums = new double[200];
      double[] tokens = new double[200];
      for (int d = 0; d < tokens.length; d++) {
        tokens[d] = Math.ceil(200 * Math.exp(0.5 * random.nextGaussian()));
        sums[d] = tokens[d] * (0.03 * random.nextGaussian() - 0.02);
        sums[d] += 0.3 * Math.sqrt(tokens[d]) * random.nextGaussian();
      }
      Interval interval = Bootstrap.ratio(sums, tokens, r);
      covered.add(interval.low() <= -0.02 && -0.02 <= interval.high());
    }
    System.out.println(
        "bootstrap over 200 documents: interval holds the truth %s".formatted(covered));
    assertThat(covered.value()).isBetween(0.93 - NOISE, 0.97);
  }

  private static IntToDoubleFunction fold(double[] noise, double level) {
    double[] copy = noise.clone();
    return i -> level + 0.003 * copy[i];
  }

  /** An interval without an end holds everything. */
  private static void addMinimum(Share share, @Nullable Parabola parabola, double truth) {
    if (parabola != null) {
      share.add(parabola.ci95().isEmpty() || holds(parabola.ci95(), truth));
    }
  }

  private static @Nullable Parabola fit(int folds, double[] lambdas, double[][] losses) {
    List<ParabolaFit.Sample> samples = new ArrayList<>();
    for (int l = 0; l < lambdas.length; l++) {
      samples.add(new ParabolaFit.Sample(lambdas[l], losses[l]));
    }
    return ParabolaFit.of("lambda", new Design(folds), samples);
  }

  /** Normal figures with the correlation 1/k that the correction takes them to have. */
  private double[] alike(int folds, double mean) {
    double shared = Math.sqrt(1.0 / folds) * random.nextGaussian();
    double[] values = new double[folds];
    Arrays.setAll(values, _ -> mean + shared + Math.sqrt(1 - 1.0 / folds) * random.nextGaussian());
    return values;
  }

  private static TTest test(int folds, double[] values) {
    return Objects.requireNonNull(new Design(folds).test(values));
  }

  private static TTest plain(double[] values) {
    return Objects.requireNonNull(TTest.of(values, 0));
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static boolean holds(List<Double> interval, double truth) {
    return interval.get(0) <= truth && truth <= interval.get(1);
  }

  /** As good as the best, the noise of the last two three and ten times that of the others. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void floor_ofFewFolds_errsNoMoreOftenThanItSaysAndContradictsItselfLess(int folds) {
    double[] noise = {1, 1, 1, 1, 3, 10};
    Share[] floored = {new Share(), new Share(), new Share()};
    Share own = new Share();
    Share contradictions = new Share();
    Share ownContradictions = new Share();
    for (int r = 0; r < REPETITIONS; r++) {
      double[][] differences = new double[noise.length][];
      double[] first = alike(folds, 0);
      for (int point = 0; point < noise.length; point++) {
        double[] figures = alike(folds, 0);
        int p = point;
        Arrays.setAll(figures, i -> noise[p] * figures[i] - first[i]);
        differences[point] = figures;
      }
      TestRule none = new TestRule(new Design(folds), Metric.NLL, 0, true);
      TestRule floor = none.over(List.of(differences));
      for (int point = 0; point < noise.length; point++) {
        floored[Math.max(0, point - 3)].add(p(floor, differences[point]) < 0.05);
        own.add(p(none, differences[point]) < 0.05);
      }
      contradictions.add(contradicts(floor, differences));
      ownContradictions.add(contradicts(none, differences));
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "floor, k = %d: false positives %s, of three times the noise %s, of ten times %s (without %s); a nearer point told apart and a farther one not %s (without %s)",
            folds,
            floored[0],
            floored[1],
            floored[2],
            own,
            contradictions,
            ownContradictions));
    for (Share each : floored) {
      assertThat(each.value()).isLessThan(0.05 + NOISE);
    }
    assertThat(contradictions.value()).isLessThan(ownContradictions.value());
  }

  private static boolean contradicts(TestRule testRule, double[][] differences) {
    for (double[] near : differences) {
      for (double[] far : differences) {
        if (Math.abs(Statistics.mean(near)) < Math.abs(Statistics.mean(far))
            && p(testRule, near) < 0.05
            && p(testRule, far) >= 0.05) {
          return true;
        }
      }
    }
    return false;
  }

  private static double p(TestRule testRule, double[] differences) {
    return Objects.requireNonNull(testRule.test(differences)).p();
  }
}
