package org.isotopelm.optim;

import java.util.Arrays;
import org.isotopelm.optim.algorithm.Adam;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Lion;
import org.isotopelm.optim.algorithm.Muon;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.param.Parameter;

/** The direction of each optimizer for one parameter in double, as its paper has it. */
final class Reference {
  private final Algorithm algorithm;
  private final boolean isMuons;
  private final int rows;
  private final int columns;
  private final double[] first;
  private final double[] second;
  private int step;

  Reference(Algorithm algorithm, Parameter parameter) {
    this.algorithm = algorithm;
    isMuons = algorithm.needsWhole(parameter);
    rows = parameter.shape().getFirst();
    columns = parameter.shape().getLast();
    first = new double[parameter.size()];
    second = new double[parameter.size()];
  }

  /** u of the next step. */
  double[] direction(double[] gradient) {
    step++;
    return switch (algorithm) {
      case AdamW a -> adam(gradient, a.betas().get(0), a.betas().get(1), a.epsilon());
      case Adam a -> adam(gradient, a.betas().get(0), a.betas().get(1), a.epsilon());
      case Sgd s -> momentum(gradient, s.momentum(), 1, s.nesterov(), 1);
      case Lion l -> lion(gradient, l.betas().get(0), l.betas().get(1));
      case Muon m when isMuons -> muon(gradient, m);
      case Muon m -> adam(gradient, m.betas().get(0), m.betas().get(1), m.epsilon());
    };
  }

  /** Σ v̂ of the last step. */
  double secondMoments(double beta2) {
    return Arrays.stream(second).sum() / (1 - Math.pow(beta2, step));
  }

  private double[] adam(double[] g, double beta1, double beta2, double epsilon) {
    double[] u = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * g[i];
      second[i] = beta2 * second[i] + (1 - beta2) * g[i] * g[i];
      double mean = first[i] / (1 - Math.pow(beta1, step));
      u[i] = mean / (Math.sqrt(second[i] / (1 - Math.pow(beta2, step))) + epsilon);
    }
    return u;
  }

  private double[] momentum(double[] g, double mu, double share, boolean nesterov, double own) {
    double[] u = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      first[i] = mu * first[i] + share * g[i];
      u[i] = nesterov ? own * g[i] + mu * first[i] : first[i];
    }
    return u;
  }

  private double[] lion(double[] g, double beta1, double beta2) {
    double[] u = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      u[i] = Math.signum(beta1 * first[i] + (1 - beta1) * g[i]);
      first[i] = beta2 * first[i] + (1 - beta2) * g[i];
    }
    return u;
  }

  private double[] muon(double[] g, Muon muon) {
    double own = 1 - muon.momentum();
    double[] u = momentum(g, muon.momentum(), own, muon.nesterov(), own);
    double norm = Math.sqrt(Arrays.stream(u).map(x -> x * x).sum());
    double[][] x = new double[rows][columns];
    for (int i = 0; i < u.length; i++) {
      x[i / columns][i % columns] = u[i] / Math.max(norm, 1e-7);
    }
    for (int k = 0; k < muon.steps(); k++) {
      double[][] a = times(x, transposed(x));
      double[][] aa = times(a, a);
      double[][] polynomial = new double[rows][rows];
      for (int i = 0; i < rows * rows; i++) {
        int r = i / rows;
        int c = i % rows;
        polynomial[r][c] = (r == c ? 3.4445 : 0) - 4.7750 * a[r][c] + 2.0315 * aa[r][c];
      }
      x = times(polynomial, x);
    }
    for (int i = 0; i < u.length; i++) {
      u[i] = 0.2 * Math.sqrt(Math.max(rows, columns)) * x[i / columns][i % columns];
    }
    return u;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < b[0].length; c++) {
        for (int k = 0; k < b.length; k++) {
          product[r][c] += a[r][k] * b[k][c];
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    double[][] result = new double[a[0].length][a.length];
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < a[0].length; c++) {
        result[c][r] = a[r][c];
      }
    }
    return result;
  }
}
