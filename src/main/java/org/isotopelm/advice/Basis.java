package org.isotopelm.advice;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isotopelm.config.LoadedConfig;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.jspecify.annotations.Nullable;

/**
 * What a prediction is made from.
 *
 * @param folder of the study or run
 * @param loaded its config
 * @param overrides values by config path of the point that the anchor is
 * @param plan of a training with these values
 * @param anchor its λ
 * @param study how the λ was searched; null for a run
 */
public record Basis(
    String folder,
    LoadedConfig loaded,
    Map<String, @Nullable Object> overrides,
    GradientPlan plan,
    Anchor anchor,
    @Nullable StudySpec study) {

  /** Makes the plan of a cell of a study, with these values. */
  @FunctionalInterface
  public interface Cells {
    GradientPlan plan(Map<String, @Nullable Object> overrides);
  }

  /**
   * The best point of a study.
   *
   * @throws org.isotopelm.base.ProblemException (failure) where it has no λ that a rule can scale
   */
  public static Basis ofStudy(
      String folder, LoadedConfig loaded, StudySpec spec, StudyOutcome outcome, Cells cells) {
    Map<String, @Nullable Object> best = StudyAnchor.best(folder, outcome).overrides();
    GradientPlan plan = cells.plan(best);
    Anchor anchor = StudyAnchor.of(folder, outcome, plan.decay());
    return new Basis(folder, loaded, best, plan, anchor, spec);
  }

  /**
   * A run.
   *
   * @throws org.isotopelm.base.ProblemException (failure) where it has no λ that a rule can scale
   */
  public static Basis ofRun(String folder, LoadedConfig loaded, GradientPlan plan) {
    // A run's config holds what follows from its length; a study of another length has its own.
    Map<String, @Nullable Object> overrides = new LinkedHashMap<>();
    overrides.put("train.evaluate.every", null);
    overrides.put("train.checkpoint.every", null);
    return new Basis(folder, loaded, overrides, plan, RunAnchor.of(folder, plan.decay()), null);
  }

  /** The group that the anchor is of. */
  DecayPlan.Group group() {
    return group(plan);
  }

  /** The same group in another plan. */
  DecayPlan.Group group(GradientPlan other) {
    return other.decay().groups().stream()
        .filter(each -> each.name().equals(anchor.groups().getFirst()))
        .findFirst()
        .orElseThrow();
  }

  /** The config with these values, and without a study. */
  GradientRecipe recipe() {
    return GradientRecipe.of(loaded.with(overrides).recipe(), "advise");
  }

  /** These values and further ones. */
  Map<String, @Nullable Object> with(Map<String, ?> more) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(overrides);
    all.putAll(more);
    return all;
  }
}
