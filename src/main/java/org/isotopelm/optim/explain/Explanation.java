package org.isotopelm.optim.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.base.Json;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.Decay;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.param.Parameter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a decay plan means in a run: the JSON of {@code explain --json}, of {@code plan.json} and of
 * {@code decay} in a run's results. What is infinite is null.
 *
 * @param steps of the run
 * @param parameters elements of all tensors
 * @param planHash {@link DecayPlan#hash()}
 * @param optimizer its kind and the keys that it alone has; null in plans of Isotope 0.1, whose
 *     optimizer is adamw
 * @param warnings about decay that cannot act, erases the model or overshoots, and about other
 *     settings that do nothing, each with its remedy
 * @param decay the groups in the config's order
 */
public record Explanation(
    long steps,
    long parameters,
    String planHash,
    @Nullable ObjectNode optimizer,
    List<String> warnings,
    List<Entry> decay) {
  /** Copies the lists, which must have no null in them. */
  public Explanation {
    Objects.requireNonNull(planHash, "plan_hash");
    warnings = List.copyOf(warnings);
    decay = List.copyOf(decay);
  }

  /** Below this exposure κ decay cannot act in a run. */
  public static final double LEAST_EXPOSURE = 0.05;

  /** The warning where no group decays. */
  public static final String NO_DECAY =
      "no group decays: λ is 0 in each group; set a λ, such as 0.1, for weights that should decay";

  /**
   * Below this size no weight holds what it learns. Steps of Adam and its kin are about η at most,
   * so a weight reaches at most η·τ = η_peak/(c·λ), where decay takes as much as a step gives (Xie
   * and Li 2024, "Implicit Bias of AdamW", 2404.04454: for decoupled decay 1/λ).
   *
   * <p>Measured by the share that is left of the held-out gain over the tokens' own frequencies,
   * with AdamW under a cosine and decay of every matrix, η from 1e-3 to 2e-2 and τ from 1.25 to 160
   * steps: neural n-grams kept 0 % at η·τ ≤ 0.025, 0 to 4 % at 0.05 and 10 to 16 % at 0.1, whatever
   * τ was in steps or epochs (0.45 of an epoch at 0.05); small GPTs, whose norms undo some of it, 0
   * to 15 % at up to 0.02, and 20 to 63 % at 0.03.
   */
  public static final double LEAST_REACH = 0.02;

  /**
   * The same for gradient descent, whose steps have no such bound: below this timescale, in steps,
   * the first of these models kept 0 % under SGD, with momentum 0.9 and without; at τ = 20 it kept
   * 32 and 0 %, at 40 51 and 13 %.
   */
  static final double LEAST_DESCENT = 10;

  /**
   * One group. Decay in the gradient passes through the optimizer, and that of form stable is
   * divided by its second moments, so neither has a rate of its own: exposure, half-life and
   * timescale are null there.
   *
   * @param rule the conditions that chose the tensors, in words
   * @param tensors names as in model.safetensors
   * @param parameters their elements
   * @param exposure κ = Σ c_t·λ: with zero gradients a weight ends at about e^−κ of its start
   * @param halfLife ln 2/(c·λ) at the peak learning rate; null where c·λ > 1, as a step then turns
   *     a weight over instead of shrinking it
   * @param side what decay acts on; null in plans of Isotope 0.1, as target, lambdaSchedule,
   *     timescaleEpochs and equivalents are
   * @param coupling what c_t is; null for decay in the gradient
   * @param mask which weights decay; null for decay in the gradient
   * @param target what weights decay towards
   * @param lambdaSchedule λ over the run
   * @param timescaleSteps 1/(c·λ) at the peak learning rate
   * @param timescaleEpochs the same in passes over the training split
   * @param pytorchWeightDecay {@link Equivalents#pytorch}
   * @param equivalents what other programs call the same decay
   */
  public record Entry(
      String group,
      String rule,
      List<String> tensors,
      long parameters,
      String form,
      Parts.@Nullable Side side,
      @Nullable Coupling coupling,
      Parts.@Nullable Mask mask,
      Parts.@Nullable Target target,
      @Nullable LambdaSchedule lambdaSchedule,
      double lambda,
      @Nullable Double exposure,
      HalfLife halfLife,
      @Nullable Double timescaleSteps,
      @Nullable Double timescaleEpochs,
      @Nullable Double pytorchWeightDecay,
      @Nullable Equivalents equivalents,
      double learningRateFactor) {
    /** Copies the tensors. */
    public Entry {
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(form, "form");
      Objects.requireNonNull(halfLife, "half_life");
      tensors = List.copyOf(tensors);
    }
  }

  /** A half-life in every unit; null where decay never halves a weight. */
  public record HalfLife(
      @Nullable Double steps, @Nullable Double epochs, @Nullable Double tokens) {}

  /**
   * Reads a {@code plan.json}.
   *
   * @throws JacksonException where it holds anything but a plan
   */
  public static Explanation read(byte[] json) {
    return Optional.ofNullable(Json.mapper().readValue(json, Explanation.class))
        .orElseThrow(() -> DatabindException.from((JsonParser) null, "null is not a plan"));
  }

  /**
   * Explains a plan for a run.
   *
   * @param optimizer as configs write it, with the keys that it alone has
   */
  public static Explanation of(ObjectNode optimizer, DecayPlan plan, Horizon horizon) {
    String kind = optimizer.path("kind").asString();
    List<Entry> entries = plan.groups().stream().map(group -> entry(group, horizon, kind)).toList();
    boolean bounded = !kind.equals("sgd");
    return new Explanation(
        horizon.schedule().steps(),
        entries.stream().mapToLong(Entry::parameters).sum(),
        plan.hash(),
        optimizer,
        DecayWarnings.of(plan, entries, horizon.schedule(), bounded),
        entries);
  }

  /** Of a model that has no weights, so that nothing decays. */
  public static Explanation ofNoWeights(String hash) {
    return new Explanation(1, 0, hash, null, List.of(), List.of());
  }

  /** The same with further warnings. */
  public Explanation withWarnings(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new Explanation(steps, parameters, planHash, optimizer, List.copyOf(all), decay);
  }

  private static Entry entry(DecayPlan.Group group, Horizon horizon, String optimizer) {
    Decay decay = group.decay();
    double factor = group.learningRateFactor();
    Schedule schedule = horizon.schedule();
    boolean ofWeights = decay.side() == Parts.Side.WEIGHTS;
    boolean hasRate = decay.hasRate();
    double rate = hasRate ? decay.peakCoefficient(schedule, factor) * decay.lambda() : 0;
    double halfLife = rate > 1 ? Double.POSITIVE_INFINITY : StrictMath.log(2) / rate;
    Equivalents equivalents = Equivalents.of(decay, factor * schedule.peak(), optimizer);
    return new Entry(
        group.name(),
        group.rule(),
        group.parameters().stream().map(Parameter::name).toList(),
        group.count(),
        group.form().label(),
        decay.side(),
        ofWeights ? decay.coupling() : null,
        ofWeights ? decay.mask() : null,
        decay.target(),
        decay.schedule(),
        decay.lambda(),
        hasRate ? decay.totalCoefficient(schedule, factor) * decay.lambda() : null,
        new HalfLife(
            finite(halfLife),
            finite(halfLife / horizon.stepsPerEpoch()),
            finite(halfLife * horizon.tokensPerStep())),
        finite(1 / rate),
        finite(1 / rate / horizon.stepsPerEpoch()),
        equivalents.pytorch(),
        equivalents,
        factor);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /**
   * What a plan does otherwise than another.
   *
   * @param path the config's key
   * @param sentence whose value it is, what it was and what it is now
   */
  public record Difference(String path, String sentence) {}

  /**
   * What this plan and its optimizer do otherwise than those that a checkpoint was trained under,
   * for each group and value; none where a resumed run decays alike.
   */
  public List<Difference> differencesFrom(Explanation saved) {
    return PlanDifferences.between(saved, this);
  }

  @Nullable Entry find(String group) {
    return decay.stream().filter(e -> e.group().equals(group)).findFirst().orElse(null);
  }
}
