package org.isotopelm.optim.algorithm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.math.kernel.UpdateStep;
import org.isotopelm.math.product.NewtonSchulz;
import org.isotopelm.math.product.Products;
import org.isotopelm.param.Parameter;

/**
 * Muon's direction of a hidden matrix, and {@link AdamDirection} elsewhere:
 *
 * <pre>
 *   m ← μ·m + (1−μ)·g
 *   o = (1−μ)·g + μ·m, or m without Nesterov's momentum
 *   u = 0.2·√max(rows, columns)·NewtonSchulz(o)      of each part of the tensor by itself
 * </pre>
 *
 * The step is η·u; as Adam's here is η/(1−β₁ᵗ)·u, a matrix's u holds the factor 1−β₁ᵗ as well.
 */
final class MuonDirection implements Direction {
  /** Liu et al. 2025, section 2.2: the root mean square of an AdamW step is 0.2 to 0.4. */
  private static final double RMS = 0.2;

  private final Map<Range, Parameter> matrices = new HashMap<>();
  private final AdamDirection rest;
  private final float[] averages;
  private final float mu;
  private final float a;
  private final boolean nesterov;
  private final int iterations;
  private final NewtonSchulz[] byThread;

  MuonDirection(Muon muon, Algorithm.Workplace workplace) {
    rest = new AdamDirection(muon.betas(), muon.epsilon(), workplace);
    averages = workplace.states().getFirst();
    mu = (float) muon.momentum();
    a = (float) (1 - muon.momentum());
    nesterov = muon.nesterov();
    iterations = muon.steps();
    for (Parameter p : workplace.parameters()) {
      if (muon.needsWhole(p)) {
        matrices.put(workplace.rangeOf(p), p);
      }
    }
    Muon.Largest largest = muon.largest(workplace.parameters());
    byThread = new NewtonSchulz[workplace.threads()];
    for (int i = 0; i < byThread.length; i++) {
      Products products = workplace.engine().products().get();
      byThread[i] = new NewtonSchulz(products, largest.elements(), largest.side());
    }
  }

  @Override
  public void begin(long step) {
    rest.begin(step);
  }

  @Override
  public double length(double rate) {
    return rest.length(rate);
  }

  @Override
  public void turn(Range range, int thread, float[] gradients) {
    Parameter matrix = matrices.get(range);
    if (matrix == null) {
      rest.turn(range, thread, gradients);
    } else {
      average(gradients, range.from(), range.to());
      orthogonalise(matrix, byThread[thread], gradients);
    }
  }

  private void average(float[] gradients, int from, int to) {
    float own = nesterov ? a : 0;
    float old = nesterov ? mu : 1;
    for (int i = from; i < to; i++) {
      float g = gradients[i];
      float m = mu * averages[i] + a * g;
      averages[i] = m;
      gradients[i] = own * g + old * m;
    }
  }

  private void orthogonalise(Parameter matrix, NewtonSchulz iteration, float[] gradients) {
    List<Integer> parts = matrix.parts();
    int columns = matrix.shape().get(1);
    int at = matrix.offset();
    for (int i = 0; i < parts.size(); i++) {
      int rows = parts.get(i);
      double scale = RMS * Math.sqrt(Math.max(rows, columns)) * rest.correction();
      iteration.orthogonalise(gradients, at, rows, columns, iterations, (float) scale);
      at += rows * columns;
    }
  }

  /** A hidden matrix has no pass of its own. */
  @Override
  public boolean step(Range range, float[] values, float[] gradients, UpdateStep update) {
    return !matrices.containsKey(range) && rest.step(range, values, gradients, update);
  }
}
