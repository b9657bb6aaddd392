package org.isotopelm.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts;
import org.isotopelm.words.Phrases;

/** Groups whose λ a rule can scale. */
final class DecayingGroups {
  private DecayingGroups() {}

  /** The largest first. */
  static List<DecayPlan.Group> largestFirst(List<DecayPlan.Group> groups) {
    return groups.stream()
        .sorted(Comparator.comparingLong(DecayPlan.Group::count).reversed())
        .toList();
  }

  /**
   * Refuses decay that has no timescale.
   *
   * @throws ProblemException (failure) for decay in the gradient, or by second moments
   */
  static void requireTimescale(String folder, List<DecayPlan.Group> groups) {
    List<DecayPlan.Group> without =
        groups.stream().filter(group -> !group.decay().hasRate()).toList();
    if (!without.isEmpty()) {
      throw ProblemException.failure(
          "%s: %s with %s: the gradients decide how fast its weights shrink, so its λ has no timescale 1/(c·λ), and no rule says how it scales; search λ at the new setting, or use form: decoupled"
              .formatted(folder, decays(names(without)), without.getFirst().form().label()));
    }
  }

  /** Where decay acts otherwise than the rules suppose. */
  static List<String> notes(DecayPlan.Group group) {
    List<String> notes = new ArrayList<>();
    if (group.decay().mask() != Parts.Mask.ALL) {
      notes.add(
          "Decay is %s, so it acts in some steps only, and its true timescale is longer than τ. The rules were found for decay in all steps."
              .formatted(group.form().label()));
    }
    if (group.decay().target() != Parts.Target.ZERO) {
      notes.add("The rules were found for decay towards zero, and this one has another target.");
    }
    if (!(group.decay().schedule() instanceof LambdaSchedule.Constant)) {
      notes.add(
          "The rules were found for a constant λ, and this one has a lambda_schedule: τ is of the full λ at the peak learning rate.");
    }
    return notes;
  }

  static List<String> names(List<DecayPlan.Group> groups) {
    return groups.stream().map(DecayPlan.Group::name).toList();
  }

  private static String decays(List<String> names) {
    return names.size() == 1
        ? "group " + names.getFirst() + " decays"
        : "groups " + Phrases.list(names) + " decay";
  }

  /** {@code embedding (λ = 0.1)}, for groups beside the searched ones. */
  static String others(List<DecayPlan.Group> all, List<DecayPlan.Group> searched) {
    return all.stream()
        .filter(group -> group.decay().lambda() > 0 && !searched.contains(group))
        .map(group -> group.name() + " (λ = " + Phrases.figure(group.decay().lambda()) + ")")
        .collect(Collectors.joining(", "));
  }
}
