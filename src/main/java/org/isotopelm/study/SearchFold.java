package org.isotopelm.study;

import java.util.List;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trials;

/**
 * The search of a study, as a fold over its rounds: first those that the journal has, then those
 * that are proposed. One who reads a study ends where the journal ends.
 *
 * @param trials takes the cells of the journal
 * @param beyond what happens where the journal says no more
 */
record SearchFold(Journal journal, Trials trials, Beyond beyond) {

  /** What happens where the journal says no more. */
  sealed interface Beyond permits SearchTraining, Reading {

    /**
     * The points of the round after these; none where the search ends, with the reason, or "" where
     * it has come to the end of its plan.
     */
    Sampler.Proposal propose(Plan plan);

    /** Whether a contender is the config as it stands. */
    boolean isStandard(Contender contender);

    /** Trains what is missing of a round; gives up points, and stops, where that is due. */
    Plan train(Plan plan, int round);
  }

  /** Nothing happens: a study that is read is as its journal has it. */
  record Reading() implements Beyond {
    @Override
    public Sampler.Proposal propose(Plan plan) {
      return Sampler.Proposal.END;
    }

    @Override
    public boolean isStandard(Contender contender) {
      return false;
    }

    @Override
    public Plan train(Plan plan, int round) {
      return plan;
    }
  }

  /** The plan with all its rounds, and with the reason where the search stopped before its end. */
  Plan search(Plan before) {
    Plan plan = before;
    for (int round = 1; plan.stopped() == null; round++) {
      List<Plan.Proposed> points = journal.round(round, plan.space());
      if (points.isEmpty()) {
        Sampler.Proposal next = beyond.propose(plan);
        if (next.points().isEmpty()) {
          return next.origin().isEmpty() ? plan : plan.stopped(next.origin());
        }
        points = Plan.Proposed.round(round, next);
        journal.record(points);
      }
      plan = train(plan, round, points);
    }
    return plan;
  }

  /** One round, as far as the budget goes. */
  private Plan train(Plan before, int round, List<Plan.Proposed> points) {
    List<Plan.Proposed> affordable =
        before.spec().budget().points(points, before.proposed().size());
    Plan plan = before.with(affordable);
    if (round == 1) {
      plan = plan.withOpponents(this::isStandard);
    }
    journal.load(plan, trials);
    Plan trained = beyond.train(plan, round);
    return trained.stopped() == null && affordable.size() < points.size()
        ? trained.stopped(before.spec().budget().trialsUsedUp())
        : trained;
  }

  private boolean isStandard(Contender contender) {
    return journal.isStandard(contender).orElseGet(() -> beyond.isStandard(contender));
  }
}
