package org.isotopelm.study.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.math.Engine;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Hold;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.teacher.TeacherSpec;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.Fingerprint;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.StartWeights;
import org.isotopelm.train.TrainingPlan;

/**
 * The plans of a study's trainings: its config with some of its values replaced, on a part of its
 * text.
 *
 * @param start the weights of runs that trainings begin with
 */
record StudyPlans(
    ConfigVariants recipes,
    StudySpec spec,
    StudyTexts texts,
    Engine engine,
    StartWeights start,
    Teachers teachers) {

  /**
   * A training that makes a run.
   *
   * @param yaml the resolved config of the run
   */
  record Run(TrainingPlan plan, String yaml, Fingerprint text) {}

  /** The plans inside one outer fold. */
  StudyPlans outer(int fold, int folds) {
    return new StudyPlans(recipes, spec, texts.outer(fold, folds), engine, start, teachers);
  }

  TrainingPlan of(Cell cell) {
    Recipe recipe = recipes.with(seeded(cell.overrides(), cell.seed()));
    if (cell.after() != null && recipe instanceof GradientRecipe gradients) {
      recipe = gradients.with(gradients.train().times(spec.search().warmStart().orElse(1)));
    }
    return of(recipe, cell.fold());
  }

  private TrainingPlan of(Recipe recipe, int fold) {
    return of(recipe, texts.fold(recipe, fold));
  }

  private TrainingPlan of(Recipe recipe, Preparation text) {
    return TrainingPlan.of(recipe, text, engine, start, teachers);
  }

  /** On the first fold, with the config's seed. */
  TrainingPlan firstFold(Map<String, Object> overrides) {
    return of(recipes.with(overrides), 0);
  }

  /** As a final model is trained, but on the first fold. */
  TrainingPlan firstFold(Map<String, Object> overrides, long seed) {
    FinalSpec finals = spec.finals();
    Map<String, Object> all = lastly(overrides, seed);
    if (finals == null || finals.epochs() == 1) {
      return firstFold(all);
    }
    Preparation text = texts.fold(recipes.with(all), 0);
    TrainingPlan plan = of(recipes.with(all), text);
    if (!(plan instanceof GradientPlan whole)) {
      return plan;
    }
    all.putAll(held(overrides, seed, whole));
    // What it is on the way there is of no use: each evaluation scores all of the fold.
    all.put("train.evaluate.every", whole.steps());
    return of(recipes.with(all), text);
  }

  /** On the first fold, with the config's seed, of a model with weights. */
  GradientPlan gradients(Map<String, Object> overrides) {
    GradientRecipe recipe = GradientRecipe.of(recipes.with(overrides), "a plan of decay");
    return GradientPlan.of(recipe, texts.fold(recipe, 0), engine, start, teachers);
  }

  /** A final model, on all text outside the test split. */
  Run whole(Map<String, Object> overrides, long seed) {
    Map<String, Object> all = onAllText(lastly(overrides, seed));
    Recipe recipe = recipes.with(all);
    all.put("data.boundaries", texts.corpus(recipe).boundaries());
    Preparation text = texts.whole(recipe);
    TrainingPlan plan = of(recipes.with(all), text);
    if (spec.hold() != Hold.LAMBDA && plan instanceof GradientPlan gradients) {
      all.putAll(held(overrides, seed, gradients));
      plan = of(recipes.with(all), text);
    }
    return new Run(plan, recipes.yaml(all), texts.corpus(recipe).fingerprints());
  }

  /** The settings of a final training that give it the decay which the chosen point leaves it. */
  private Map<String, Object> held(Map<String, Object> overrides, long seed, GradientPlan whole) {
    if (spec.hold() == Hold.LAMBDA) {
      return Map.of();
    }
    GradientPlan cell = gradients(seeded(untaught(overrides), seed));
    return Map.of("optimizer.decay", FinalDecay.rules(spec.hold(), cell, whole));
  }

  /** As a cell is trained: no fold's tokenizer is that of the ensemble, which teaches a student. */
  private static Map<String, Object> untaught(Map<String, Object> overrides) {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    all.remove(TeacherSpec.KEY);
    return all;
  }

  /** The run of a cell's network. */
  Run run(Cell cell, GradientPlan plan) {
    return run(seeded(cell.overrides(), cell.seed()), plan);
  }

  /** The run of a network that is trained as a final model is, but on the first fold. */
  Run firstFoldRun(Map<String, Object> overrides, long seed, GradientPlan plan) {
    return run(lastly(overrides, seed), plan);
  }

  private Run run(Map<String, Object> all, GradientPlan plan) {
    Corpus corpus = texts.corpus(plan.recipe());
    all.put("data.boundaries", corpus.boundaries());
    return new Run(plan, recipes.yaml(all), corpus.fingerprints());
  }

  /** All text outside the test split, in the config's own tokens. */
  Preparation wholeText() {
    return texts.whole(recipes.with(onAllText(seeded(Map.of(), spec.seed()))));
  }

  /** One fold of the text, in the config's own tokens. */
  Preparation fold(int fold) {
    return texts.fold(recipes.with(Map.of()), fold);
  }

  /** With all text outside the test split to train on. */
  Map<String, Object> onAllText(Map<String, Object> overrides) {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    if (!texts.isOuter()) {
      all.putAll(withoutValidation(recipes.with(overrides).data()));
    }
    return all;
  }

  /** The validation documents join the training split; the test split stays as it is. */
  private static Map<String, Object> withoutValidation(DataSpec data) {
    List<String> files = new ArrayList<>(data.files());
    files.addAll(data.split().validationFiles());
    return data.split().validationFiles().isEmpty()
        ? Map.of("data.split.validation", 0)
        : Map.of("data.files", files, "data.split.validation_files", List.of());
  }

  private Map<String, Object> lastly(Map<String, Object> overrides, long seed) {
    Map<String, Object> all = seeded(overrides, seed);
    all.putAll(FinalSettings.of(spec.finals(), recipes.with(overrides)));
    return all;
  }

  /** A model without steps leaves nothing to chance. */
  private Map<String, Object> seeded(Map<String, Object> overrides, long seed) {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    if (recipes.with(overrides) instanceof GradientRecipe) {
      all.put("train.seed", seed);
    }
    return all;
  }
}
