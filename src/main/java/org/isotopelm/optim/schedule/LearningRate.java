package org.isotopelm.optim.schedule;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;

/**
 * The learning rate.
 *
 * @param peak η_peak
 * @param schedule its shape
 * @param warmup steps, or a share of the run such as "5%"
 * @param floor where it ends, as a share of peak
 * @param anneal warmup_stable_anneal: the share of the run that anneals at its end, or steps
 */
public record LearningRate(
    double peak, ScheduleKind schedule, String warmup, double floor, String anneal) {
  /**
   * @throws ProblemException (config) with every problem: warm-up or anneal that are no length, or
   *     longer than a run
   */
  public LearningRate {
    List<Problem> problems = new ArrayList<>();
    Length.check("optimizer.learning_rate.warmup", warmup, problems);
    Length.check("optimizer.learning_rate.anneal", anneal, problems);
    ProblemException.throwIfAny(problems);
  }
}
