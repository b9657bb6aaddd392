package org.isotopelm.study.training;

import org.isotopelm.base.TemporaryFolder;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.SteplessTraining;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.cost.Memory;
import org.isotopelm.train.cost.Rehearsal;

/**
 * What one cell will cost.
 *
 * @param secondsPerCell on one thread that has a processor to itself
 * @param busySecondsPerCell the same as busy as the machine was when it was measured
 * @param bytes heap that one cell uses; as many cells run at once as there are workers
 * @param steps optimizer steps
 * @param parameters weights of the model
 */
public record Estimate(
    double secondsPerCell, double busySecondsPerCell, long bytes, long steps, long parameters) {

  /**
   * Measures about three seconds of a training, or makes a model once that has no steps.
   *
   * @throws org.isotopelm.base.ProblemException exit code 1, where the JVM has not enough memory
   *     for it
   */
  static Estimate of(TrainingPlan plan, Engine engine) {
    return switch (plan) {
      case GradientPlan gradients -> trained(gradients, engine);
      case SteplessPlan stepless -> made(stepless);
    };
  }

  private static Estimate trained(GradientPlan plan, Engine engine) {
    long bytes = Memory.of(plan, engine.kind(), 1).bytes();
    Rehearsal rehearsal = Rehearsal.of(plan, () -> false);
    return new Estimate(
        rehearsal.seconds(),
        rehearsal.busy(),
        bytes,
        plan.steps(),
        plan.explanation().parameters());
  }

  private static Estimate made(SteplessPlan plan) {
    long start = System.nanoTime();
    try (Team team = new Team(1)) {
      SteplessPlan.Work work =
          new SteplessPlan.Work(team, TemporaryFolder.ofProcess(), _ -> {}, () -> false);
      TokenModel model = plan.make(work).model();
      SteplessTraining.result(plan, model, 0, team);
      double seconds = (System.nanoTime() - start) * 1e-9;
      return new Estimate(seconds, seconds, 0, 1, model.parameters());
    }
  }
}
