package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.isotopelm.eval.Bootstrap;
import org.isotopelm.eval.Interval;
import org.isotopelm.math.RandomStream;
import org.isotopelm.study.StudyResult.Parabola;
import org.junit.jupiter.api.Test;

/**
 * Whether intervals hold the truth 95 times in 100 and tests err 5 times in 100, by simulation.
 * Each test prints what it measured; {@code -Disotope.repetitions=20000} measures it closer.
 */
class CoverageTest {
  private static final int REPETITIONS = Integer.getInteger("isotope.repetitions", 2000);

  /** Three standard errors of a share of 5 % among so many repetitions. */
  private static final double NOISE = 3 * Math.sqrt(0.05 * 0.95 / REPETITIONS);

  private final RandomStream random = RandomStream.of(1, "coverage");

  @Test
  void t_ofFiguresCorrelatedAsItAssumes_covers95() {
    for (int folds : new int[] {2, 3, 5, 10}) {
      int covered = 0;
      int naive = 0;
      for (int r = 0; r < REPETITIONS; r++) {
        double[] values = correlated(folds, 0.3);
        covered += holds(test(folds, values).ci95(), 0.3) ? 1 : 0;
        naive += holds(Objects.requireNonNull(TTest.of(values, 0)).ci95(), 0.3) ? 1 : 0;
      }
      print("t, assumed correlation", folds, covered, "uncorrected", naive);
      assertThat(share(covered)).isBetween(0.93, 0.97);
    }
  }

  @Test
  void t_ofFoldsThatShareTrainingText_coversAndSeldomErrs() {
    for (int folds : new int[] {3, 5, 10}) {
      ShrunkenMean learner = new ShrunkenMean(folds, 60 / folds, 10, 0.04);
      double neutral = learner.neutralLambda();
      double best = learner.bestLambda();
      double truth = learner.risk(best) - learner.risk(0);
      int covered = 0;
      int errors = 0;
      int naive = 0;
      int ranks = 0;
      for (int r = 0; r < REPETITIONS; r++) {
        double[][] losses = learner.losses(random, 0, neutral, best);
        TTest none = test(folds, minus(losses[1], losses[0]));
        covered += holds(test(folds, minus(losses[2], losses[0])).ci95(), truth) ? 1 : 0;
        errors += none.p() < 0.05 ? 1 : 0;
        naive += Objects.requireNonNull(TTest.of(minus(losses[1], losses[0]), 0)).p() < 0.05 ? 1 : 0;
        ranks += SignedRank.twoSided(minus(losses[1], losses[0])) < 0.05 ? 1 : 0;
      }
      print("t, cross-validation", folds, covered, "false positives", errors);
      print("  without correction", folds, 0, "false positives", naive);
      print("  signed ranks", folds, 0, "false positives", ranks);
    }
  }

  @Test
  void parabola_ofAParabola_covers95() {
    double[] lambdas = {0.03, 0.1, 0.3, 1, 3};
    for (int folds : new int[] {3, 5, 10}) {
      for (double noise : new double[] {0.01, 0.05}) {
      int covered = 0;
      int none = 0;
      int open = 0;
      for (int r = 0; r < REPETITIONS; r++) {
        double[][] losses = new double[lambdas.length][];
        for (int l = 0; l < lambdas.length; l++) {
          double x = Math.log(lambdas[l] / 0.25);
          losses[l] = correlated(folds, 0);
          for (int f = 0; f < folds; f++) losses[l][f] = losses[l][f] * noise + 0.03 * x * x;
        }
        Parabola p = fit(folds, lambdas, losses);
        if (p == null) none++; else if (p.ci95().isEmpty()) open++; else covered += holds(p.ci95(), 0.25) ? 1 : 0;
      }
      System.out.printf("parabola k %d noise %.2f none %d open %d covered/bounded %.4f%n", folds, noise, none, open, covered / (double) (REPETITIONS - none - open));
      }
    }
  }

  @Test
  void parabola_ofCrossValidation_covers() {
    for (int folds : new int[] {3, 5, 10}) {
      ShrunkenMean learner = new ShrunkenMean(folds, 60 / folds, 10, 0.04);
      double b = learner.bestLambda();
      double[] lambdas = {b / 27, b / 9, b / 3, b, b * 3, b * 9, b * 27};
      int covered = 0;
      int none = 0;
      int open = 0;
      int in = 0; int size = 0;
      for (int r = 0; r < REPETITIONS; r++) {
        double[][] losses = learner.losses(random, lambdas);
        Parabola p = fit(folds, lambdas, losses);
        if (p == null) none++; else if (p.ci95().isEmpty()) open++; else covered += holds(p.ci95(), b) ? 1 : 0;
        int lowest = 0;
        for (int l = 0; l < lambdas.length; l++) if (Statistics.mean(losses[l]) < Statistics.mean(losses[lowest])) lowest = l;
        in += lowest == 3 || test(folds, minus(losses[3], losses[lowest])).p() >= 0.05 ? 1 : 0;
        for (int l = 0; l < lambdas.length; l++) size += lowest == l || test(folds, minus(losses[l], losses[lowest])).p() >= 0.05 ? 1 : 0;
      }
      System.out.printf("cv parabola k %d none %d open %d covered/bounded %.4f set holds best %.4f size %.2f%n", folds, none, open, covered / (double) (REPETITIONS - none - open), in / (double) REPETITIONS, size / (double) REPETITIONS);
    }
  }

  @Test
  void documents_coverage() {
    for (int docs : new int[] {20, 50, 100}) {
      int covered = 0;
      int reps = REPETITIONS / 2;
      for (int r = 0; r < reps; r++) {
        double[] n = new double[docs]; double[] t = new double[docs];
        for (int d = 0; d < docs; d++) {
          t[d] = Math.ceil(50 * Math.exp(0.8 * random.nextGaussian()));
          n[d] = t[d] * (-0.02 + 0.03 * random.nextGaussian()) + Math.sqrt(t[d]) * 0.3 * random.nextGaussian();
        }
        Interval i = Bootstrap.ratio(n, t, r);
        covered += i.low() <= -0.02 && -0.02 <= i.high() ? 1 : 0;
      }
      System.out.printf("documents %d covered %.4f%n", docs, covered / (double) reps);
    }
  }

  private static Parabola fit(int folds, double[] lambdas, double[][] losses) {
    List<ParabolaFit.Sample> samples = new ArrayList<>();
    for (int l = 0; l < lambdas.length; l++) samples.add(new ParabolaFit.Sample(lambdas[l], losses[l]));
    return ParabolaFit.of("lambda", new Design(folds), samples);
  }

  /** Normal figures with the correlation 1/k that the correction takes them to have. */
  private double[] correlated(int folds, double mean) {
    double rho = 1.0 / folds;
    double shared = Math.sqrt(rho) * random.nextGaussian();
    double[] values = new double[folds];
    Arrays.setAll(values, i -> mean + shared + Math.sqrt(1 - rho) * random.nextGaussian());
    return values;
  }

  private static TTest test(int folds, double[] values) {
    return Objects.requireNonNull(new Design(folds).test(values));
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static boolean holds(List<Double> interval, double truth) {
    return interval.get(0) <= truth && truth <= interval.get(1);
  }

  private static double share(int count) {
    return (double) count / REPETITIONS;
  }

  private static void print(String what, int folds, int count, String other, int second) {
    System.out.printf(Locale.ROOT, "%-28s k = %2d  covers %.4f  %s %.4f%n", what, folds, share(count), other, share(second));
  }
}
