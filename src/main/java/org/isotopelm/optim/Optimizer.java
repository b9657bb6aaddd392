package org.isotopelm.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.isotopelm.math.Engine;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Direction;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.param.Parameter;

/**
 * Takes the steps of a training: the optimizer's direction u, and weight decay by group as {@link
 * org.isotopelm.optim.decay.Decay} has it. At step t, for each element θ with gradient g, γ being
 * the clip factor:
 *
 * <pre>
 *   g ← γ·g + λ_t·(θ − θ*)                  λ of the gradient side, else 0
 *   u = the optimizer's direction
 *   θ ← θ − (c_t·λ_t·(θ − θ*) + η_t·u)      λ of the weights side, else 0
 * </pre>
 *
 * <p>A step is {@link #beginStep} once, then {@link #update} of every range, by any threads in any
 * order: the result does not depend on it. While {@link #goesOn} then says so, they are updated
 * again. Nothing is allocated.
 */
public final class Optimizer {
  private final Schedule schedule;
  private final List<Range> ranges;
  private final Map<String, float[]> states = new LinkedHashMap<>();
  private final Direction direction;
  private final GroupStep[] groups; // an array, as a list would make an iterator in each step
  private final Touched touched;
  private final LazyRows[] lazyRows; // an array for the same reason

  private final boolean needsSecondMoments;
  private final long elements;
  private final double[] secondMoments; // Σ v̂ of each range

  private long step;
  private boolean turns; // whether this pass is the first of two

  /** An optimizer whose steps update everything. */
  public Optimizer(
      Algorithm algorithm,
      DecayPlan plan,
      Schedule schedule,
      Engine engine,
      int length,
      int threads,
      Supplier<float[]> initial) {
    this(algorithm, plan, schedule, engine, length, threads, initial, List.of());
  }

  /**
   * An optimizer before its first step.
   *
   * @param length floats in the flat arrays
   * @param threads how many work at a time
   * @param initial the weights before the first step, for groups that decay towards them
   * @param touchedRows the parameters of which a step updates only the rows that it touches
   */
  public Optimizer(
      Algorithm algorithm,
      DecayPlan plan,
      Schedule schedule,
      Engine engine,
      int length,
      int threads,
      Supplier<float[]> initial,
      List<Parameter> touchedRows) {
    this.schedule = schedule;
    ranges = Range.of(plan, parameter -> together(parameter, algorithm, touchedRows));
    touched = Touched.rows(ranges, touchedRows);
    algorithm.states().forEach(name -> states.put(name, new float[length]));
    List<float[]> arrays = new ArrayList<>(states.values());
    List<Parameter> parameters =
        plan.groups().stream().flatMap(group -> group.parameters().stream()).toList();
    direction =
        algorithm.direction(new Algorithm.Workplace(engine, threads, parameters, ranges, arrays));
    float[] centres = plan.needsInitialValues() ? initial.get() : new float[0];
    groups =
        plan.groups().stream()
            .map(group -> new GroupStep(group, centres))
            .toArray(GroupStep[]::new);
    lazyRows = new LazyRows[touchedRows.size()];
    Arrays.setAll(lazyRows, i -> lazyRows(touchedRows.get(i), schedule, touched.of(i)));
    needsSecondMoments = plan.groups().stream().anyMatch(Optimizer::needsSecondMoments);
    elements = plan.count();
    secondMoments = new double[ranges.size()];
  }

  private static boolean needsSecondMoments(DecayPlan.Group group) {
    return group.decay().coupling() == Coupling.SECOND_MOMENTS;
  }

  /** How many elements of a parameter one thread must take together; 0: any number. */
  private static int together(
      Parameter parameter, Algorithm algorithm, List<Parameter> touchedRows) {
    if (touchedRows.contains(parameter)) {
      return parameter.shape().getLast();
    }
    return algorithm.needsWhole(parameter) ? parameter.size() : 0;
  }

  private LazyRows lazyRows(Parameter parameter, Schedule rates, TouchedRows rows) {
    int group =
        ranges.stream()
            .filter(range -> range.from() == parameter.offset())
            .findFirst()
            .orElseThrow()
            .group();
    return new LazyRows(parameter, groups[group], rates, ranges, rows);
  }

  /** Pieces to update, in a fixed order. */
  public List<Range> ranges() {
    return ranges;
  }

  /** What of them a step updates: to be told before the step's {@link #catchUp}. */
  public Touched touched() {
    return touched;
  }

  /** The rows of each parameter of which a step updates some only. */
  public List<LazyRows> lazyRows() {
    return List.of(lazyRows);
  }

  /** Steps taken. */
  public long step() {
    return step;
  }

  /**
   * What it keeps from step to step, by name, in the layout of the parameters: to save and, before
   * {@link #restore}, to fill.
   */
  public Map<String, float[]> states() {
    return states;
  }

  /** Goes on after this many steps, with the states as they stand. */
  public void restore(long stepsTaken) {
    step = stepsTaken;
    for (LazyRows rows : lazyRows) {
      rows.restore(stepsTaken);
    }
  }

  /**
   * Brings the rows of a range that the next step touches to where they should be, before anybody
   * computes with them.
   */
  public void catchUp(int index, float[] values) {
    for (LazyRows rows : lazyRows) {
      rows.catchUp(index, values);
    }
  }

  /** Brings all rows of a range to where they should be. */
  public void settle(int index, float[] values) {
    for (LazyRows rows : lazyRows) {
      rows.settle(index, values);
    }
  }

  /**
   * Moves an average θ̄ of the weights by a share w towards them in a range: θ̄ ← θ̄ + w·(θ − θ̄).
   * Rows that are behind enter as they should be, and stay behind.
   */
  public void average(int index, float[] values, float share, float[] mean) {
    for (LazyRows rows : lazyRows) {
      if (rows.average(index, values, share, mean)) {
        return;
      }
    }
    Range range = ranges.get(index);
    for (int i = range.from(); i < range.to(); i++) {
      mean[i] += share * (values[i] - mean[i]);
    }
  }

  /**
   * Begins the next step.
   *
   * @param factor multiplies every gradient; 1 where nothing is clipped
   */
  public void beginStep(double factor) {
    step++;
    turns = needsSecondMoments;
    direction.begin(step);
    for (LazyRows rows : lazyRows) {
      rows.begin(step);
    }
    double length = direction.length(schedule.rate(step));
    for (GroupStep group : groups) {
      group.begin(schedule, step, factor, length);
    }
  }

  /**
   * Updates what the step touches of a range's values from their gradients, which are lost.
   *
   * @param index of the range
   * @param thread who asks, in [0, threads)
   */
  public void update(int index, int thread, float[] values, float[] gradients) {
    update(index, thread, values, gradients, false);
  }

  /** As {@link #update}, to the same bits; u is left where the gradients were. */
  public void updateInParts(int index, int thread, float[] values, float[] gradients) {
    update(index, thread, values, gradients, true);
  }

  private void update(int index, int thread, float[] values, float[] gradients, boolean inParts) {
    GroupStep group = groups[ranges.get(index).group()];
    double sum = 0;
    for (int i = 0; i < touched.count(index); i++) {
      Range piece = touched.piece(index, i);
      if (turns) {
        group.turn(direction, piece, thread, values, gradients);
        sum += direction.secondMoments(piece);
      } else if (needsSecondMoments) {
        group.apply(piece, values, gradients);
      } else if (inParts) {
        group.updateInParts(direction, piece, thread, values, gradients);
      } else {
        group.update(direction, piece, thread, values, gradients);
      }
    }
    secondMoments[index] = sum;
    for (LazyRows rows : lazyRows) {
      if (!turns) {
        rows.stepped(index, values);
      }
    }
  }

  /**
   * Whether {@link #update} is to be called once more for every range, as a group needs to know the
   * directions of all of them; to be asked when it was called for every range.
   */
  public boolean goesOn() {
    if (!turns) {
      return false;
    }
    turns = false;
    double sum = 0;
    for (double part : secondMoments) {
      sum += part;
    }
    for (GroupStep group : groups) {
      group.know(sum / elements);
    }
    return true;
  }

  /** What u of a group is multiplied by in the step that has begun. */
  public double length(int group) {
    return groups[group].length();
  }
}
