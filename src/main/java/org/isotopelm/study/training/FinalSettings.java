package org.isotopelm.study.training;

import java.util.HashMap;
import java.util.Map;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalSpec.Weights;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.TrainSpec;
import org.jspecify.annotations.Nullable;

/** What sets a final training apart from a cell, beside its text: the config's values by path. */
final class FinalSettings {
  private FinalSettings() {}

  /**
   * Those of a recipe; none for a model without steps.
   *
   * @param finals what the study asks for; null for one model as the cells are
   * @param cell the recipe of a cell
   */
  static Map<String, Object> of(@Nullable FinalSpec finals, Recipe cell) {
    Map<String, Object> settings = new HashMap<>();
    if (finals != null && cell instanceof GradientRecipe gradients) {
      TrainSpec train = gradients.train();
      if (finals.weights() == Weights.AVERAGE && train.average() == null) {
        settings.put("train.average", Map.of("kind", "tail"));
      }
      if (finals.epochs() != 1) {
        settings.putAll(length(train.times(finals.epochs())));
      }
    }
    return settings;
  }

  private static Map<String, Object> length(TrainSpec train) {
    Long steps = train.steps();
    Double epochs = train.epochs();
    if (steps != null) {
      return Map.of("train.steps", steps);
    }
    return epochs == null ? Map.of() : Map.of("train.epochs", epochs);
  }
}
