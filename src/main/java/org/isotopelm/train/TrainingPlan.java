package org.isotopelm.train;

import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Engine;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.teacher.Teachers;

/** Everything that is resolved before a training begins. */
public sealed interface TrainingPlan permits GradientPlan, SteplessPlan {
  Recipe recipe();

  Preparation text();

  /** Steps of the whole training; 1 where the model is made in one go. */
  long steps();

  /** Passes over the training split in so many steps. */
  double epochs(long steps);

  /** What {@code explain} shows, and what a run keeps as its plan. */
  Explanation explanation();

  /** Resolves a recipe over prepared text; what cannot be resolved is an error of the config. */
  static TrainingPlan of(
      Recipe recipe, Preparation text, Engine engine, StartWeights start, Teachers teachers) {
    return switch (recipe) {
      case GradientRecipe gradients -> GradientPlan.of(gradients, text, engine, start, teachers);
      case CountingRecipe counting -> CountingPlan.of(counting, text);
      case MixingRecipe mixing ->
          throw ProblemException.config(
              "model.kind",
              "a mixture consists of runs that are trained before; make it of them with 'isotope mix'");
    };
  }
}
