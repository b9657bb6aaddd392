package org.isotopelm.study.search;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Minimises a smooth function by the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno,
 * with backtracking (Nocedal and Wright 2006, algorithms 3.1 and 6.1).
 */
final class Bfgs {
  private static final int STEPS = 100;
  private static final int HALVINGS = 40;
  private static final double FLAT = 1e-7;
  private static final double DESCENT = 1e-4;

  /** Longest step in any coordinate. */
  private static final double LONGEST = 2;

  private Bfgs() {}

  /** A value and its gradient; the value may be infinite outside the function's domain. */
  record Value(double value, RealVector gradient) {}

  /** A function of several variables. */
  interface Smooth {
    Value at(RealVector x);
  }

  /** Where a search ended. */
  record Minimum(RealVector x, double value) {}

  /** Descends from {@code start} until the gradient is flat or no step is lower. */
  static Minimum minimise(Smooth function, double[] start) {
    RealVector x = new ArrayRealVector(start);
    Value here = function.at(x);
    RealMatrix inverse = MatrixUtils.createRealIdentityMatrix(start.length);
    for (int step = 0; step < STEPS && here.gradient().getLInfNorm() > FLAT; step++) {
      RealVector move = inverse.operate(here.gradient()).mapMultiply(-1);
      if (move.dotProduct(here.gradient()) >= 0) {
        inverse = MatrixUtils.createRealIdentityMatrix(start.length);
        move = here.gradient().mapMultiply(-1);
      }
      move = move.mapMultiply(Math.min(1, LONGEST / move.getLInfNorm()));
      double slope = move.dotProduct(here.gradient());
      Value next = function.at(x.add(move));
      for (int i = 0; i < HALVINGS && !(next.value() <= here.value() + DESCENT * slope); i++) {
        move = move.mapMultiply(0.5);
        slope *= 0.5;
        next = function.at(x.add(move));
      }
      if (!(next.value() < here.value())) {
        break;
      }
      inverse = updated(inverse, move, next.gradient().subtract(here.gradient()));
      x = x.add(move);
      here = next;
    }
    return new Minimum(x, here.value());
  }

  /** H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ, unless the function is not convex along the step. */
  private static RealMatrix updated(RealMatrix inverse, RealVector s, RealVector y) {
    double curvature = s.dotProduct(y);
    if (curvature <= 1e-12) {
      return inverse;
    }
    RealMatrix left =
        MatrixUtils.createRealIdentityMatrix(s.getDimension())
            .subtract(s.outerProduct(y).scalarMultiply(1 / curvature));
    RealMatrix product = left.multiply(inverse).multiply(left.transpose());
    return new Array2DRowRealMatrix(
        product.add(s.outerProduct(s).scalarMultiply(1 / curvature)).getData(), false);
  }
}
