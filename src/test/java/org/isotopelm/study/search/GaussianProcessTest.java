package org.isotopelm.study.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.isotopelm.study.search.GaussianProcess.Normal;
import org.junit.jupiter.api.Test;

/** Expected values by src/test/golden/gaussian_process.py (numpy). */
class GaussianProcessTest {
  private static final double[][] X = {{0.1, 0.3}, {0.4, 0.9}, {0.75, 0.2}, {0.9, 0.6}};
  private static final double[] Y = {1.1, -0.7, -0.4, 0.5};
  private static final double[] NOISE = {0.01, 0.02, 0.01, 0.04};
  private static final Kernel KERNEL = new Kernel(new double[] {0.3, 0.8}, 0.7, 0.5);

  @Test
  void at_givenNoisyValues_isTheOraclesPosterior() {
    GaussianProcess process = GaussianProcess.of(KERNEL, X, Y, NOISE);
    check(process, new double[] {0.5, 0.5}, -0.816960582418639, 0.5361682189820682);
    check(process, new double[] {0.1, 0.3}, 1.0983666512458172, 0.07064307526789523);
    check(process, new double[] {1.0, 0.0}, 1.247399782001032, 1.0741742413094078);
  }

  private static void check(GaussianProcess process, double[] at, double mean, double deviation) {
    Normal normal = process.at(at);
    assertThat(normal.mean()).isCloseTo(mean, within(1e-11));
    assertThat(normal.deviation()).isCloseTo(deviation, within(1e-9));
    assertThat(process.meanAt(at)).isEqualTo(normal.mean());
  }

  @Test
  void evidence_ofAKernel_isTheOracles() {
    assertThat(new MarginalLikelihood(X, Y, NOISE).at(logs()).value())
        .isCloseTo(2.240188492824799, within(1e-11));
  }

  @Test
  void evidence_gradient_agreesWithFiniteDifferences() {
    MarginalLikelihood likelihood = new MarginalLikelihood(X, Y, NOISE);
    double step = 1e-5;
    for (int i = 0; i < 4; i++) {
      RealVector up = logs();
      RealVector down = logs();
      up.addToEntry(i, step);
      down.addToEntry(i, -step);
      double slope = (likelihood.at(up).value() - likelihood.at(down).value()) / (2 * step);
      assertThat(likelihood.at(logs()).gradient().getEntry(i)).isCloseTo(slope, within(1e-8));
    }
  }

  @Test
  void bestKernel_whereOneDimensionDoesNothing_makesItLong() {
    double[][] x = new double[24][];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[] {(i + 0.5) / x.length, 7 * i % x.length / (double) x.length};
      y[i] = StrictMath.sin(9 * x[i][0]);
    }
    double[] noise = new double[x.length];
    Arrays.fill(noise, 1e-3);
    Kernel kernel = MarginalLikelihood.best(x, y, noise);
    assertThat(kernel.lengths()[1]).isGreaterThan(4 * kernel.lengths()[0]);
  }

  @Test
  void minimise_rosenbrocksValley_findsItsEnd() {
    Bfgs.Smooth valley =
        at -> {
          double x = at.getEntry(0);
          double y = at.getEntry(1);
          double bend = y - x * x;
          return new Bfgs.Value(
              (1 - x) * (1 - x) + 100 * bend * bend,
              new ArrayRealVector(new double[] {2 * (x - 1) - 400 * x * bend, 200 * bend}));
        };
    Bfgs.Minimum minimum = Bfgs.minimise(valley, new double[] {-1.2, 1});
    assertThat(minimum.x().getEntry(0)).isCloseTo(1, within(1e-6));
    assertThat(minimum.x().getEntry(1)).isCloseTo(1, within(1e-6));
  }

  private static RealVector logs() {
    return new ArrayRealVector(DoubleStream.of(0.3, 0.8, 0.7, 0.5).map(StrictMath::log).toArray());
  }
}
