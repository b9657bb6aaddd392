package org.isotopelm.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isotopelm.optim.Norms;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.StepMeasure;
import org.isotopelm.optim.StepSums;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.param.Parameter;
import org.jspecify.annotations.Nullable;

/** Watches the steps of a training for the groups' part of metrics.jsonl; it changes none. */
final class Instruments {
  /** Exposure after which the square of a norm has gone through one of its timescales, 1/(2cλ). */
  private static final double SETTLED = 0.5;

  private final DecayPlan plan;
  private final Schedule schedule;
  private final Algorithm algorithm;
  private final Intervals intervals;
  private final ShardedStep gradient;
  private final List<Range> ranges;
  private final float[] values;
  private final float[] before;
  private final StepMeasure measure;
  private final NormWatch watch;
  private final double[] exposures;

  private long exposedTo;

  /**
   * Before a step.
   *
   * @param taken steps of the run so far
   */
  Instruments(
      TrainingPlan plan,
      Intervals intervals,
      ShardedStep gradient,
      Optimizer optimizer,
      float[] values,
      long taken) {
    this.plan = plan.decay();
    this.intervals = intervals;
    this.gradient = gradient;
    this.values = values;
    schedule = plan.horizon().schedule();
    algorithm = plan.recipe().optimizer().algorithm();
    ranges = optimizer.ranges();
    before = gradient.spare();
    measure = new StepMeasure(this.plan);
    float[] initial = taken == 0 ? values : plan.initialValues();
    watch = new NormWatch(this.plan, schedule, initial, values);
    exposures = new double[this.plan.groups().size()];
  }

  /** Takes the optimizer's step, and watches it where a line follows. */
  void update(long step, @Nullable Double clip) {
    if (intervals.measures(step)) {
      gradient.update(clip, measure, before);
      return;
    }
    if (intervals.logs(step)) {
      System.arraycopy(values, 0, before, 0, before.length);
    }
    gradient.update(clip);
  }

  /**
   * What is read at a step that is logged.
   *
   * @param groups by name
   * @param warnings of norms that collapse or explode
   */
  record Reading(Map<String, LogPoint.Group> groups, List<String> warnings) {}

  /** The reading at a step that is logged, after its update. */
  Reading read(long step) {
    return intervals.measures(step) ? measured(step) : new Reading(norms(step), List.of());
  }

  private Map<String, LogPoint.Group> norms(long step) {
    Norms weights = new Norms(ranges);
    Norms updates = new Norms(ranges);
    for (int i = 0; i < ranges.size(); i++) {
      weights.measure(i, values);
      updates.measureChange(i, before, values);
    }
    Map<String, LogPoint.Group> groups = new LinkedHashMap<>();
    for (int g = 0; g < plan.groups().size(); g++) {
      put(groups, g, step, weights.norm(g), updates.norm(g), null);
    }
    return groups;
  }

  private Reading measured(long step) {
    expose(step);
    Map<String, LogPoint.Group> groups = new LinkedHashMap<>();
    List<StepSums> all = IntStream.range(0, plan.groups().size()).mapToObj(measure::group).toList();
    for (int g = 0; g < all.size(); g++) {
      StepSums sums = all.get(g);
      put(groups, g, step, sums.weightNorm(), sums.updateNorm(), measured(g, step, sums));
    }
    return new Reading(groups, watch.warnings(step, all));
  }

  private void put(
      Map<String, LogPoint.Group> groups,
      int index,
      long step,
      double weightNorm,
      double updateNorm,
      LogPoint.@Nullable Measured measured) {
    DecayPlan.Group group = plan.groups().get(index);
    Double rate = group.rate(schedule, step);
    double lambda = group.decay().lambda(schedule, step);
    groups.put(group.name(), new LogPoint.Group(lambda, rate, weightNorm, updateNorm, measured));
  }

  private LogPoint.Measured measured(int group, long step, StepSums sums) {
    return new LogPoint.Measured(
        sums.gradientNorm(),
        decayNorm(group, step, sums),
        sums.radial(),
        sums.tangential(),
        sums.rotation(),
        equilibrium(group, step, sums),
        sums.agreement(),
        sums.nearZero(),
        intervals.details(step) ? tensors(group, step) : null);
  }

  private Map<String, LogPoint.Tensor> tensors(int group, long step) {
    Map<String, LogPoint.Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : plan.groups().get(group).parameters()) {
      StepSums sums = measure.tensor(group, parameter);
      tensors.put(
          parameter.name(),
          new LogPoint.Tensor(
              sums.weightNorm(),
              sums.gradientNorm(),
              sums.updateNorm(),
              decayNorm(group, step, sums),
              sums.radial(),
              sums.rotation(),
              equilibrium(group, step, sums),
              sums.nearZero(),
              null,
              null,
              null));
    }
    return tensors;
  }

  /** What remains of a change where nothing decays is rounding. */
  private @Nullable Double decayNorm(int index, long step, StepSums sums) {
    DecayPlan.Group group = plan.groups().get(index);
    if (group.decay().side() == Side.GRADIENT) {
      return null;
    }
    Double rate = group.rate(schedule, step);
    boolean decays = group.decay().lambda(schedule, step) > 0 && (rate == null || rate > 0);
    return decays ? (Double) sums.decayNorm() : (Double) 0.0;
  }

  /** It holds where decay towards zero acts on the weights and has acted for a while. */
  private @Nullable Double equilibrium(int index, long step, StepSums sums) {
    DecayPlan.Group group = plan.groups().get(index);
    Double rate = group.rate(schedule, step);
    boolean holds = rate != null && rate > 0 && group.decay().target() == Target.ZERO;
    return holds && exposures[index] >= SETTLED ? sums.equilibrium(algorithm) : null;
  }

  /** Adds up the groups' exposures as far as a step. */
  private void expose(long step) {
    for (; exposedTo < step; exposedTo++) {
      for (int g = 0; g < exposures.length; g++) {
        Double rate = plan.groups().get(g).rate(schedule, exposedTo + 1);
        exposures[g] += rate == null ? 0 : rate;
      }
    }
  }
}
