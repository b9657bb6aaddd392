package org.isotopelm.optim;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.param.Parameter;

/**
 * Weight decay of a parameter's rows that is made up for when they are needed: a row that no step
 * touched from step a+1 to step t becomes, at once,
 *
 * <pre>
 *   θ ← θ* + f·(θ − θ*),   f = Π (1 − c_s·λ_s) over s = a+1 … t
 * </pre>
 *
 * which is what so many steps of decay do to a weight that does not move otherwise. The product is
 * in double, so it keeps decay that a float would lose step by step, and is exact where a factor is
 * 0 or negative, too.
 *
 * <p>A table has f for every step of a window until now. At the end of a window no row is left
 * behind. So the result depends on the steps alone, and a training that goes on from a checkpoint
 * has the same bits.
 */
public final class LazyRows {
  /** Steps after which every row is made up for: then that costs next to nothing. */
  static final int WINDOW = 1024;

  private final Parameter parameter;
  private final GroupStep group;
  private final Schedule schedule;
  private final List<Range> ranges;
  private final TouchedRows touched;
  private final int width;
  private final int[] reached; // [V]: the step of the window up to which a row has decayed
  private final double[] factors = new double[WINDOW + 1]; // f from each step of the window to now

  private long now;
  private int at; // now, as a step of the window

  /**
   * Rows before the first step.
   *
   * @param group of the parameter
   */
  LazyRows(
      Parameter parameter,
      GroupStep group,
      Schedule schedule,
      List<Range> ranges,
      TouchedRows touched) {
    this.parameter = parameter;
    this.group = group;
    this.schedule = schedule;
    this.ranges = ranges;
    this.touched = touched;
    width = parameter.shape().getLast();
    reached = new int[parameter.shape().getFirst()];
    factors[0] = 1;
  }

  /** Bytes that a training keeps for the rows of a parameter: four numbers and a range of each. */
  public static long bytes(Parameter parameter) {
    return (4L + 7L) * Integer.BYTES * parameter.shape().getFirst();
  }

  /** The parameter that has the rows. */
  public Parameter parameter() {
    return parameter;
  }

  /** Goes on after this many steps, with no row behind. */
  void restore(long steps) {
    if (steps == now) {
      return;
    }
    at = steps == 0 ? 0 : windowStep(steps);
    now = steps - at;
    factors[0] = 1;
    for (int i = at; i > 0; i--) {
      begin(now + 1);
    }
    Arrays.fill(reached, at);
  }

  private static int windowStep(long step) {
    return (int) ((step - 1) % WINDOW) + 1;
  }

  /** Begins a step: from now on a row that is made up for has its decay, too. */
  void begin(long step) {
    if (at == WINDOW) {
      Arrays.fill(reached, 0);
      factors[0] = 1;
    }
    now = step;
    at = windowStep(step);
    double kept = 1 - group.share(schedule, step);
    for (int i = 0; i < at; i++) {
      factors[i] *= kept;
    }
    factors[at] = 1;
  }

  /** Makes up for the rows of a range that the next step touches. */
  void catchUp(int index, float[] values) {
    if (touched.has(index)) {
      for (int i = 0; i < touched.count(index); i++) {
        catchUpRow(touched.row(index, i), values);
      }
    }
  }

  /** The rows of a range that this step touches have taken it. */
  void stepped(int index, float[] values) {
    if (touched.has(index)) {
      for (int i = 0; i < touched.count(index); i++) {
        reached[touched.row(index, i)] = at;
      }
      if (at == WINDOW) {
        settle(index, values);
      }
    }
  }

  /** Makes up for all rows of a range. */
  void settle(int index, float[] values) {
    if (touched.has(index)) {
      Range range = ranges.get(index);
      int last = (range.to() - parameter.offset()) / width;
      for (int row = (range.from() - parameter.offset()) / width; row < last; row++) {
        catchUpRow(row, values);
      }
    }
  }

  private void catchUpRow(int row, float[] values) {
    if (reached[row] < at) {
      shrink(row, values);
      reached[row] = at;
    }
  }

  private void shrink(int row, float[] values) {
    int from = parameter.offset() + row * width;
    group.shrink(factors[reached[row]], values, from, from + width);
  }

  /**
   * Moves an average of the rows of a range by a share towards them, as if they were made up for.
   *
   * @return whether the range has rows
   */
  boolean average(int index, float[] values, float share, float[] mean) {
    if (!touched.has(index)) {
      return false;
    }
    Range range = ranges.get(index);
    for (int from = range.from(); from < range.to(); from += width) {
      double kept = factors[reached[(from - parameter.offset()) / width]];
      group.average(kept, values, share, mean, from, from + width);
    }
    return true;
  }

  /** Makes up for all rows in a copy of the values, which stay behind themselves. */
  public void settleCopy(float[] copy) {
    for (int row = 0; row < reached.length; row++) {
      shrink(row, copy);
    }
  }

  /** How many steps each row is behind. */
  public float[] behind() {
    float[] behind = new float[reached.length];
    for (int row = 0; row < behind.length; row++) {
      behind[row] = at - reached[row];
    }
    return behind;
  }

  /**
   * Restores rows that were left behind.
   *
   * @throws ProblemException (data) if they were left behind further than a window
   */
  public void restore(float[] behind) {
    for (int row = 0; row < behind.length; row++) {
      int then = at - (int) behind[row];
      if (then < 0 || then > at) {
        throw ProblemException.data(
            "row %s of %s is %s steps behind; at step %s it can be 0 to %s"
                .formatted(row, parameter.name(), behind[row], now, at));
      }
      reached[row] = then;
    }
  }
}
