package org.isotopelm.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenizedSplit;
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
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/** Watches the steps of a training for the groups' part of metrics.jsonl; it changes none. */
final class Instruments {
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
  private final TokenizedSplit text;
  private final boolean ranks;

  private @Nullable TokenRows tokenRows; // counted when they are first asked for

  /**
   * Before a step.
   *
   * @param taken steps of the run so far
   */
  Instruments(
      GradientPlan plan,
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
    text = plan.text().train();
    ranks = plan.recipe().train().measures().rank();
    Norms now = Norms.of(ranges, values);
    Norms initial = taken == 0 ? now : Norms.of(ranges, plan.sharedInitialValues());
    watch = new NormWatch(this.plan, schedule, initial, now);
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
    Norms weights = Norms.of(ranges, values);
    Norms updates = new Norms(ranges);
    for (int i = 0; i < ranges.size(); i++) {
      updates.measureChange(i, before, values);
    }
    Map<String, LogPoint.Group> groups = new LinkedHashMap<>();
    for (int g = 0; g < plan.groups().size(); g++) {
      put(groups, g, step, weights.norm(g), updates.norm(g), null);
    }
    return groups;
  }

  private Reading measured(long step) {
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
      tensors.put(parameter.name(), tensor(group, step, parameter));
    }
    return tensors;
  }

  private LogPoint.Tensor tensor(int group, long step, Parameter parameter) {
    StepSums sums = measure.tensor(group, parameter);
    TokenRows rows = parameter.role() == Role.TOKEN_EMBEDDING ? rows(parameter) : null;
    return new LogPoint.Tensor(
        sums.weightNorm(),
        sums.gradientNorm(),
        sums.updateNorm(),
        decayNorm(group, step, sums),
        sums.radial(),
        sums.rotation(),
        equilibrium(group, step, sums),
        sums.nearZero(),
        ranks && parameter.shape().size() == 2
            ? (Double) EffectiveRank.of(parameter, values)
            : null,
        rows == null ? null : rows.norms(parameter, values),
        rows == null ? null : rows.shares());
  }

  private TokenRows rows(Parameter embedding) {
    if (tokenRows == null) {
      tokenRows = TokenRows.of(text, embedding.shape().getFirst());
    }
    return tokenRows;
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

  /** It holds where decay towards zero acts on the weights, at a steady rate. */
  private @Nullable Double equilibrium(int index, long step, StepSums sums) {
    DecayPlan.Group group = plan.groups().get(index);
    return group.decay().target() == Target.ZERO && isSteady(group, step)
        ? sums.equilibrium(algorithm)
        : null;
  }

  /**
   * Whether the run has gone through one timescale of ‖θ‖², 1/(2·c·λ), and neither c·λ nor η has
   * changed by more than a factor of two in it: a norm follows its equilibrium no faster.
   */
  private boolean isSteady(DecayPlan.Group group, long step) {
    Double rate = group.rate(schedule, step);
    if (rate == null || !(rate > 0)) {
      return false;
    }
    long then = step - (long) Math.ceil(0.5 / rate);
    Double before = then < 1 ? null : group.rate(schedule, then);
    return before != null
        && isNear(before, rate)
        && isNear(schedule.rate(then), schedule.rate(step));
  }

  private static boolean isNear(double a, double b) {
    return a <= 2 * b && b <= 2 * a;
  }
}
