package org.isotopelm.advice;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.decay.DecayPlan;

/** The λ of a run: nothing says that it is a good one. */
final class RunAnchor {
  /** A λ that was not searched may be off by this factor, either way. */
  private static final double UNKNOWN = 8;

  private RunAnchor() {}

  /**
   * The λ of the largest group that decays; groups with the same λ go with it.
   *
   * @throws ProblemException (failure) where none decays, or decay has no timescale
   */
  static Anchor of(String folder, DecayPlan plan) {
    List<DecayPlan.Group> decaying =
        DecayingGroups.largestFirst(
            plan.groups().stream().filter(group -> group.decay().lambda() > 0).toList());
    if (decaying.isEmpty()) {
      throw ProblemException.failure(
          "%s: λ is 0 in each group, and no rule scales 0; name a study that searched λ"
              .formatted(folder));
    }
    DecayPlan.Group largest = decaying.getFirst();
    double lambda = largest.decay().lambda();
    List<DecayPlan.Group> same =
        decaying.stream().filter(group -> group.decay().equals(largest.decay())).toList();
    DecayingGroups.requireTimescale(folder, same);
    List<String> notes = new ArrayList<>(DecayingGroups.notes(largest));
    notes.add(
        "%s is a run, so its λ was not searched: the prediction is as good as this λ. A study of it would give a narrower interval."
            .formatted(folder));
    String others = DecayingGroups.others(plan.groups(), same);
    if (!others.isEmpty()) {
      notes.add("The λ of %s stays as it is.".formatted(others));
    }
    return new Anchor(
        lambda,
        List.of(lambda / UNKNOWN, lambda * UNKNOWN),
        "the run's own λ, which may be off by a factor of 8",
        DecayingGroups.names(same),
        notes);
  }
}
