package org.isotopelm.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.param.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Measures one step of a training: a pass over the weights and gradients before it and one over the
 * weights and u after it. Threads measure pieces of tensors in any order; the pieces are the same
 * whatever the number of threads, and their sums are added in a fixed order in double, so the
 * result has the same bits whoever measured what.
 */
public final class StepMeasure {
  private static final int LONGEST = 1 << 16;

  // Places of a piece's sums.
  private static final int BEFORE = 0;
  private static final int GRADIENT = 1;
  private static final int AFTER = 2;
  private static final int CHANGE = 3;
  private static final int CHANGE_ALONG = 4;
  private static final int OWN = 5;
  private static final int OWN_ALONG = 6;
  private static final int DECAY = 7;
  private static final int AGREEING = 8;
  private static final int SMALL = 9;
  private static final int SUMS = 10;

  private final List<Piece> pieces = new ArrayList<>();
  private final double[][] sums;
  private final double[] lengths;
  private final double[] thresholds;

  /** Elements [from, to) of a tensor. */
  private record Piece(int group, Parameter tensor, int from, int to) {}

  /** For the parameters of a plan. */
  public StepMeasure(DecayPlan plan) {
    lengths = new double[plan.groups().size()];
    thresholds = new double[plan.groups().size()];
    for (int g = 0; g < lengths.length; g++) {
      for (Parameter tensor : plan.groups().get(g).parameters()) {
        for (int at = tensor.offset(); at < tensor.end(); at += LONGEST) {
          pieces.add(new Piece(g, tensor, at, Math.min(tensor.end(), at + LONGEST)));
        }
      }
    }
    sums = new double[pieces.size()][SUMS];
  }

  /** Pieces to measure. */
  public int pieces() {
    return pieces.size();
  }

  /** Measures a piece before the step, and keeps its weights in {@code copy}. */
  public void before(int piece, float[] values, float[] gradients, float[] copy) {
    Piece at = pieces.get(piece);
    double weight = 0;
    double gradient = 0;
    for (int i = at.from; i < at.to; i++) {
      float w = values[i];
      double g = gradients[i];
      copy[i] = w;
      weight += (double) w * w;
      gradient += g * g;
    }
    sums[piece][BEFORE] = weight;
    sums[piece][GRADIENT] = gradient;
  }

  /** All pieces are measured before the step, which the optimizer has begun. */
  public void stepping(Optimizer optimizer) {
    for (int g = 0; g < lengths.length; g++) {
      StepSums group = group(g);
      lengths[g] = optimizer.length(g);
      thresholds[g] = StepSums.SMALL * Math.sqrt(group.before() / group.count());
    }
  }

  /**
   * Measures a piece after the step. Whatever the form of decay, what decay did is what remains of
   * the change without the optimizer's own part.
   *
   * @param before the weights before the step
   * @param u the direction that the optimizer took
   */
  public void after(int piece, float[] before, float[] values, float[] u) {
    Piece at = pieces.get(piece);
    double length = lengths[at.group];
    double threshold = thresholds[at.group];
    double after = 0;
    double change = 0;
    double changeAlong = 0;
    double own = 0;
    double ownAlong = 0;
    double decay = 0;
    int agreeing = 0;
    int small = 0;
    for (int i = at.from; i < at.to; i++) {
      double b = before[i];
      double w = values[i];
      double c = b - w;
      double s = length * u[i];
      double d = c - s;
      after += w * w;
      change += c * c;
      changeAlong += c * b;
      own += s * s;
      ownAlong += s * b;
      decay += d * d;
      agreeing += u[i] * b >= 0 ? 1 : 0;
      small += Math.abs(w) <= threshold ? 1 : 0;
    }
    double[] into = sums[piece];
    into[AFTER] = after;
    into[CHANGE] = change;
    into[CHANGE_ALONG] = changeAlong;
    into[OWN] = own;
    into[OWN_ALONG] = ownAlong;
    into[DECAY] = decay;
    into[AGREEING] = agreeing;
    into[SMALL] = small;
  }

  /** The sums of a group. */
  public StepSums group(int group) {
    return sums(group, null);
  }

  /** The sums of a tensor of a group. */
  public StepSums tensor(int group, Parameter tensor) {
    return sums(group, tensor);
  }

  private StepSums sums(int group, @Nullable Parameter tensor) {
    double[] total = new double[SUMS];
    long count = 0;
    for (int p = 0; p < pieces.size(); p++) {
      Piece piece = pieces.get(p);
      if (piece.group == group && (tensor == null || tensor.equals(piece.tensor))) {
        count += piece.to - piece.from;
        double[] part = sums[p];
        Arrays.setAll(total, i -> total[i] + part[i]);
      }
    }
    return new StepSums(
        count,
        total[BEFORE],
        total[AFTER],
        total[GRADIENT],
        total[CHANGE],
        total[CHANGE_ALONG],
        total[OWN],
        total[OWN_ALONG],
        total[DECAY],
        total[AGREEING],
        total[SMALL]);
  }
}
