package org.isotopelm.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.optim.Norms;
import org.isotopelm.optim.StepSums;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.words.Figures;

/**
 * Warns, while a training goes on, of a group that decay erases and of one that grows without
 * bound: once for each group, by its measured norm.
 */
final class NormWatch {
  /** A norm under this share of the initial one is collapsing, if decay does it. */
  private static final double COLLAPSED = 0.1;

  /** A norm of so many times the initial one is exploding. */
  private static final double EXPLODED = 100;

  private final DecayPlan plan;
  private final Schedule schedule;
  private final double[] initial;
  private final boolean[] warned;

  /**
   * @param initial norms before the first step of the run
   * @param now norms as they are: what is wrong already was warned about in an earlier session
   */
  NormWatch(DecayPlan plan, Schedule schedule, Norms initial, Norms now) {
    this.plan = plan;
    this.schedule = schedule;
    int groups = plan.groups().size();
    this.initial = new double[groups];
    warned = new boolean[groups];
    for (int g = 0; g < groups; g++) {
      this.initial[g] = initial.norm(g);
      double norm = now.norm(g);
      warned[g] = isCollapsed(g, norm) || isExploded(g, norm);
    }
  }

  /** What a measured step of each group gives reason to say. */
  List<String> warnings(long step, List<StepSums> groups) {
    List<String> warnings = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      StepSums sums = groups.get(g);
      if (!warned[g] && isExploded(g, sums.weightNorm())) {
        warned[g] = true;
        warnings.add(exploded(g, step, sums.weightNorm()));
      } else if (!warned[g] && isCollapsed(g, sums.weightNorm()) && isDecayed(g, step, sums)) {
        warned[g] = true;
        warnings.add(collapsed(g, step, sums));
      }
    }
    return warnings;
  }

  private boolean isCollapsed(int group, double norm) {
    return norm < COLLAPSED * initial[group];
  }

  /** A group that began with zeros is compared with weights of one. */
  private boolean isExploded(int group, double norm) {
    return norm > EXPLODED * reference(group);
  }

  private double reference(int group) {
    return initial[group] > 0
        ? initial[group]
        : Math.sqrt((double) plan.groups().get(group).count());
  }

  /** Whether decay shortens the group more than the optimizer's own update lengthens it. */
  private boolean isDecayed(int index, long step, StepSums sums) {
    DecayPlan.Group group = plan.groups().get(index);
    Double radial = sums.radial();
    return group.decay().lambda(schedule, step) > 0
        && (group.decay().side() == Side.GRADIENT || radial == null || sums.decayNorm() > radial);
  }

  private String collapsed(int group, long step, StepSums sums) {
    return "decay erases the group '%s': at step %s the norm of its weights is %s, %s %% of the initial %s; %s"
        .formatted(
            plan.groups().get(group).name(),
            Figures.whole(step),
            number(sums.weightNorm()),
            number(100 * sums.weightNorm() / initial[group]),
            number(initial[group]),
            plan.groups().get(group).strength().weaker());
  }

  private String exploded(int index, long step, double norm) {
    DecayPlan.Group group = plan.groups().get(index);
    return "the weights of the group '%s' grow without bound: at step %s their norm is %s, %s times %s; %s"
        .formatted(
            group.name(),
            Figures.whole(step),
            number(norm),
            number(norm / reference(index)),
            initial[index] > 0
                ? "the initial " + number(initial[index])
                : "that of weights of 1 (they began at 0)",
            group.overshoots(schedule, step)
                ? "c·λ is over 1, so that decay itself turns them over: "
                    + group.strength().weaker()
                : "lower optimizer.learning_rate.peak or the group's learning_rate_factor, or "
                    + group.strength().stronger());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
