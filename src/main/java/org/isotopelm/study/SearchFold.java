package org.isotopelm.study;

import java.util.List;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trials;

/**
 * The search of a study, as a fold over its rounds: first the rounds in the journal, then those
 * that the sampler proposes. Reading a study stops at the end of the journal.
 *
 * @param trials receives the cells of the journal
 * @param beyond what happens after the end of the journal
 */
record SearchFold(Journal journal, Trials trials, Beyond beyond) {

  /** What happens after the end of the journal. */
  sealed interface Beyond permits SearchTraining, Reading {

    /**
     * The points of the next round. None where the search ends: then the origin is the reason, or
     * "" if the plan is complete.
     */
    Sampler.Proposal propose(Plan plan);

    /** Whether a contender is the config as it stands. */
    boolean isStandard(Contender contender);

    /**
     * Trains the missing cells of a round; gives up points by the pruning rule, and stops when the
     * budget is used up.
     */
    Plan train(Plan plan, int round);
  }

  /** Nothing happens: a study that is only read is what its journal says. */
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

  /** The plan with all its rounds, and with the reason if the search stopped before its end. */
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
