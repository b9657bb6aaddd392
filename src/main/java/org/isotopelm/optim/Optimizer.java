package org.isotopelm.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.math.Engine;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Direction;
import org.isotopelm.optim.algorithm.Range;
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
 * order: the result does not depend on it. Nothing is allocated.
 */
public final class Optimizer {
  private final Schedule schedule;
  private final List<Range> ranges;
  private final Map<String, float[]> states = new LinkedHashMap<>();
  private final Direction direction;
  private final List<GroupStep> groups;
  private final Touched touched;

  private long step;

  /**
   * An optimizer before its first step.
   *
   * @param length floats in the flat arrays
   * @param threads how many work at a time
   */
  public Optimizer(
      Algorithm algorithm,
      DecayPlan plan,
      Schedule schedule,
      Engine engine,
      int length,
      int threads) {
    this.schedule = schedule;
    ranges = Range.of(plan, parameter -> algorithm.needsWhole(parameter) ? parameter.size() : 0);
    touched = Touched.all(ranges);
    algorithm.states().forEach(name -> states.put(name, new float[length]));
    List<float[]> arrays = new ArrayList<>(states.values());
    List<Parameter> parameters =
        plan.groups().stream().flatMap(group -> group.parameters().stream()).toList();
    direction =
        algorithm.direction(new Algorithm.Workplace(engine, threads, parameters, ranges, arrays));
    groups = plan.groups().stream().map(GroupStep::new).toList();
  }

  /** Pieces to update, in a fixed order. */
  public List<Range> ranges() {
    return ranges;
  }

  /** What of them a step updates. */
  public Touched touched() {
    return touched;
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
  }

  /**
   * Begins the next step.
   *
   * @param factor multiplies every gradient; 1 where nothing is clipped
   */
  public void beginStep(double factor) {
    step++;
    direction.begin(step);
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
    GroupStep group = groups.get(ranges.get(index).group());
    for (int i = 0; i < touched.count(index); i++) {
      group.update(direction, touched.piece(index, i), thread, values, gradients);
    }
  }

  /** As {@link #update}, to the same bits; u is left where the gradients were. */
  public void updateInParts(int index, int thread, float[] values, float[] gradients) {
    GroupStep group = groups.get(ranges.get(index).group());
    for (int i = 0; i < touched.count(index); i++) {
      group.updateInParts(direction, touched.piece(index, i), thread, values, gradients);
    }
  }

  /** What u of a group is multiplied by in the step that has begun. */
  public double length(int group) {
    return groups.get(group).length();
  }
}
