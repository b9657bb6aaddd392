package org.isotopelm.optim;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code optimizer}.
 *
 * @param kind the optimizer
 * @param betas decay rates of AdamW's first and second moments
 * @param epsilon added to √v̂
 * @param clip the largest global gradient norm; null: none
 * @param learningRate η over the run
 * @param decay groups, first match first
 */
public record OptimizerSpec(
    Kind kind,
    List<Double> betas,
    double epsilon,
    @Nullable Double clip,
    LearningRate learningRate,
    List<DecayRule> decay) {
  /**
   * @throws IsotopeException (config) if two groups have one name
   */
  public OptimizerSpec {
    decay = List.copyOf(decay);
    Set<String> names = new HashSet<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < decay.size(); i++) {
      String name = decay.get(i).group();
      if (!names.add(name)) {
        problems.add(
            Problem.at(
                "optimizer.decay." + i + ".group",
                "another group before this one is named %s, too; give each group its own name"
                    .formatted(name)));
      }
    }
    IsotopeException.throwIfAny(problems);
  }

  /** The config's {@code optimizer}, key by key; a rule's form may be left to the optimizer. */
  record Written(
      Kind kind,
      List<Double> betas,
      double epsilon,
      @Nullable Double clip,
      LearningRate learningRate,
      List<WrittenRule> decay) {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static OptimizerSpec of(Written written) {
    return new OptimizerSpec(
        written.kind(),
        written.betas(),
        written.epsilon(),
        written.clip(),
        written.learningRate(),
        written.decay().stream().map(rule -> rule.rule(written.kind().defaultForm())).toList());
  }

  /** Optimizers. */
  public enum Kind {
    ADAMW(Form.DECOUPLED);

    private final Form defaultForm;

    Kind(Form defaultForm) {
      this.defaultForm = defaultForm;
    }

    /** How a group decays that does not say it. */
    public Form defaultForm() {
      return defaultForm;
    }
  }

  /** Shapes of the learning rate over a run, after the warm-up. */
  public enum ScheduleKind {
    CONSTANT,
    LINEAR,
    COSINE,
    WARMUP_STABLE_ANNEAL
  }

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
     * @throws IsotopeException (config) with every problem: warm-up or anneal that are no length,
     *     or longer than a run
     */
    public LearningRate {
      List<Problem> problems = new ArrayList<>();
      Length.check("optimizer.learning_rate.warmup", warmup, problems);
      Length.check("optimizer.learning_rate.anneal", anneal, problems);
      IsotopeException.throwIfAny(problems);
    }
  }

  /** Presets of the decay formula; see {@link Decay}. */
  public enum Form {
    NONE,
    L2,
    DECOUPLED,
    INDEPENDENT;

    /** The form as configs write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
