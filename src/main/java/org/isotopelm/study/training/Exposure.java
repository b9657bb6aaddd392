package org.isotopelm.study.training;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.DecayPath;
import org.isotopelm.train.GradientPlan;

/**
 * How strong the searched decay is in a cell: κ = Σ c_t·λ_t of its group over the steps that were
 * done. If several groups are searched, the largest of their κ.
 *
 * <p>Decay in the gradient (l2) has no rate of its own, as the optimizer rescales it, and neither
 * has stable decay, which the gradients rescale. There κ is nominal, Σ η_t·λ_t; for l2 it is what
 * it would be under plain gradient descent. It orders the λ of one study, but cannot be compared
 * with a κ of other decay on the weights.
 */
public final class Exposure {
  private static final String RULES = "optimizer.decay.";

  private Exposure() {}

  static double of(StudySpec spec, GradientPlan plan, long steps) {
    Schedule schedule = plan.horizon().schedule();
    List<DecayPlan.Group> groups = plan.decay().groups();
    return searched(spec, groups.stream().map(DecayPlan.Group::name).toList()).stream()
        .mapToDouble(i -> groups.get(i).exposure(schedule, steps))
        .max()
        .orElse(0);
  }

  /** Indices of the groups that the space names; of all groups if it names none. */
  public static List<Integer> searched(StudySpec spec, List<String> groups) {
    Set<String> names =
        spec.space().values().stream()
            .flatMap(dimension -> dimension.set().stream())
            .flatMap(path -> DecayPath.of(path).stream())
            .map(path -> path.group().substring(Math.min(RULES.length(), path.group().length())))
            .collect(Collectors.toSet());
    List<Integer> all = IntStream.range(0, groups.size()).boxed().toList();
    List<Integer> found = all.stream().filter(i -> names.contains(groups.get(i))).toList();
    return found.isEmpty() ? all : found;
  }
}
