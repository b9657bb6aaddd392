package org.isotopelm.optim.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isotopelm.optim.decay.Decay;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.param.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a decay plan means in a run: the JSON of {@code explain --json}, of {@code plan.json} and of
 * {@code decay} in a run's results. What is infinite is null.
 *
 * @param steps of the run
 * @param parameters elements of all tensors
 * @param planHash {@link DecayPlan#hash()}
 * @param warnings about decay that cannot act, erases the model or overshoots, and about other
 *     settings that do nothing, each with its remedy
 * @param decay the groups in the config's order
 */
public record Explanation(
    long steps, long parameters, String planHash, List<String> warnings, List<Entry> decay) {
  /** Below this exposure κ decay cannot act in a run. */
  public static final double LEAST_EXPOSURE = 0.05;

  /** The warning where no group decays. */
  public static final String NO_DECAY =
      "no group decays: λ is 0 in each group; set a λ, such as 0.1, for weights that should decay";

  /** Above this exposure κ decay leaves nothing of a weight without gradients. */
  public static final double MOST_EXPOSURE = 20;

  /**
   * One group. Decay in the gradient (l2) passes through the optimizer, so it has no rate of its
   * own: exposure, half-life and timescale are null there.
   *
   * @param rule the conditions that chose the tensors, in words
   * @param tensors names as in model.safetensors
   * @param parameters their elements
   * @param exposure κ = Σ c_t·λ: with zero gradients a weight ends at about e^−κ of its start
   * @param halfLife ln 2/(c·λ) at the peak learning rate; null where c·λ > 1, as a step then turns
   *     a weight over instead of shrinking it
   * @param timescaleSteps 1/(c·λ) at the peak learning rate
   * @param pytorchWeightDecay {@code weight_decay} of the same decay in torch.optim.AdamW, for form
   *     l2 in torch.optim.Adam, in a parameter group whose {@code lr} has the learning-rate factor
   *     in it; null where PyTorch has no equal
   */
  public record Entry(
      String group,
      String rule,
      List<String> tensors,
      long parameters,
      String form,
      double lambda,
      @Nullable Double exposure,
      HalfLife halfLife,
      @Nullable Double timescaleSteps,
      @Nullable Double pytorchWeightDecay,
      double learningRateFactor) {}

  /** A half-life in every unit; null where decay never halves a weight. */
  public record HalfLife(
      @Nullable Double steps, @Nullable Double epochs, @Nullable Double tokens) {}

  /** Explains a plan for a run. */
  public static Explanation of(DecayPlan plan, Horizon horizon) {
    List<Entry> entries = plan.groups().stream().map(group -> entry(group, horizon)).toList();
    List<String> warnings = new ArrayList<>();
    entries.forEach(entry -> warn(entry, warnings));
    if (entries.stream().allMatch(entry -> entry.lambda() == 0)) {
      warnings.add(NO_DECAY);
    }
    return new Explanation(
        horizon.schedule().steps(),
        entries.stream().mapToLong(Entry::parameters).sum(),
        plan.hash(),
        List.copyOf(warnings),
        entries);
  }

  /** The same with further warnings. */
  public Explanation withWarnings(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new Explanation(steps, parameters, planHash, List.copyOf(all), decay);
  }

  private static Entry entry(DecayPlan.Group group, Horizon horizon) {
    Decay decay = group.decay();
    double factor = group.learningRateFactor();
    Schedule schedule = horizon.schedule();
    boolean hasRate = decay.side() == Decay.Side.WEIGHTS;
    double rate = hasRate ? decay.peakCoefficient(schedule, factor) * decay.lambda() : 0;
    double halfLife = rate > 1 ? Double.POSITIVE_INFINITY : StrictMath.log(2) / rate;
    return new Entry(
        group.name(),
        group.rule(),
        group.parameters().stream().map(Parameter::name).toList(),
        group.count(),
        group.form().label(),
        decay.lambda(),
        hasRate ? decay.totalCoefficient(schedule, factor) * decay.lambda() : null,
        new HalfLife(
            finite(halfLife),
            finite(halfLife / horizon.stepsPerEpoch()),
            finite(halfLife * horizon.tokensPerStep())),
        finite(1 / rate),
        finite(decay.coupling().pytorchWeightDecay(decay.lambda(), factor * schedule.peak())),
        factor);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static void warn(Entry entry, List<String> warnings) {
    Double exposure = entry.exposure();
    if (exposure == null || entry.lambda() == 0) {
      return;
    }
    Double timescale = entry.timescaleSteps();
    if (timescale != null && timescale < 1) {
      warnings.add(overshoot(entry, 1 / timescale));
    } else if (exposure < LEAST_EXPOSURE) {
      warnings.add(
          "group '%s': decay is too weak to matter: over the whole run it shrinks a weight without gradients by only %s %% (exposure %s; %s is the least that acts); raise lambda, train longer, or set lambda: 0"
              .formatted(
                  entry.group(),
                  Numbers.text(-100 * StrictMath.expm1(-exposure)),
                  Numbers.text(exposure),
                  Numbers.text(LEAST_EXPOSURE)));
    } else if (exposure > MOST_EXPOSURE) {
      warnings.add(
          "group '%s': exposure %s, over %s: decay erases the model; lower lambda, to %s or less"
              .formatted(
                  entry.group(),
                  Numbers.text(exposure),
                  Numbers.text(MOST_EXPOSURE),
                  Numbers.text(entry.lambda() * MOST_EXPOSURE / exposure)));
    }
  }

  /** Of decay whose steps θ ← (1 − c·λ)·θ are so long that they change a weight's sign. */
  private static String overshoot(Entry entry, double rate) {
    boolean enlarges = rate > 2;
    return "group '%s': c·λ is %s at the peak learning rate, over %s; %s; use a lambda under %s"
        .formatted(
            entry.group(),
            Numbers.text(rate),
            enlarges ? "2" : "1",
            enlarges
                ? "each step changes the sign of weights and enlarges them, so training will diverge"
                : "decay overshoots: each step changes the sign of weights",
            Numbers.text(entry.lambda() / rate * (enlarges ? 2 : 1)));
  }

  /**
   * What this plan does otherwise than the one that a checkpoint was trained under: a sentence for
   * each group and value, none where a resumed run decays alike.
   */
  public List<String> differencesFrom(Explanation saved) {
    List<String> sentences = new ArrayList<>();
    for (Entry then : saved.decay()) {
      if (find(then.group()) == null) {
        sentences.add("group %s: is missing".formatted(then.group()));
      }
    }
    for (Entry now : decay) {
      Entry then = saved.find(now.group());
      if (then == null) {
        sentences.add("group %s: is new".formatted(now.group()));
      } else {
        compare(now.group(), "form", then.form(), now.form(), sentences);
        compare(now.group(), "lambda", then.lambda(), now.lambda(), sentences);
        compare(
            now.group(),
            "learning_rate_factor",
            then.learningRateFactor(),
            now.learningRateFactor(),
            sentences);
        compare(now.group(), "tensors", then.tensors(), now.tensors(), sentences);
      }
    }
    return sentences;
  }

  private @Nullable Entry find(String group) {
    return decay.stream().filter(e -> e.group().equals(group)).findFirst().orElse(null);
  }

  private static void compare(
      String group, String what, Object then, Object now, List<String> sentences) {
    if (!Objects.equals(then, now)) {
      String verb = then instanceof List ? "were" : "was";
      String verbNow = then instanceof List ? "are" : "is";
      sentences.add(
          "group %s: %s %s %s, %s now %s".formatted(group, what, verb, then, verbNow, now));
    }
  }
}
