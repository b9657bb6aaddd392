package org.isotopelm.optim.decay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters decay how: every parameter is in exactly one group.
 *
 * @param groups in the config's order
 */
public record DecayPlan(List<Group> groups) {
  /**
   * Parameters that share a decay and a learning-rate factor.
   *
   * @param name as the config calls it
   * @param rule the conditions it was chosen by, in words
   * @param strength what the config says of how strongly it decays, from which λ follows
   * @param form the formula, as it was chosen
   * @param decay λ and the formula's parts
   * @param learningRateFactor multiplies η_t
   * @param parameters in the model's order
   */
  public record Group(
      String name,
      String rule,
      Strength strength,
      Formula form,
      Decay decay,
      double learningRateFactor,
      List<Parameter> parameters) {
    public Group {
      parameters = List.copyOf(parameters);
    }

    /** c_t·λ_t; null for decay that has no rate of its own. */
    public @Nullable Double rate(Schedule schedule, long step) {
      return decay.hasRate() ? (Double) decay.rate(schedule, learningRateFactor, step) : null;
    }

    /** κ = Σ c_t·λ_t over the first so many steps. */
    public double exposure(Schedule schedule, long steps) {
      return decay.totalCoefficient(schedule, learningRateFactor, steps) * decay.lambda();
    }

    /** The largest c_t·λ_t of the first so many steps; 0 for decay that has no rate of its own. */
    public double largestRate(Schedule schedule, long steps) {
      return decay.hasRate() ? decay.largestRate(schedule, learningRateFactor, steps) : 0;
    }

    /** Whether c_t·λ_t > 1 in one of the first so many steps, which changes a weight's sign. */
    public boolean overshoots(Schedule schedule, long steps) {
      return largestRate(schedule, steps) > 1;
    }

    /** Elements of all its parameters. */
    public long count() {
      return parameters.stream().mapToLong(Parameter::size).sum();
    }
  }

  public DecayPlan {
    groups = List.copyOf(groups);
  }

  /**
   * Assigns every parameter to the first rule that matches it, and gives every group its λ.
   *
   * @throws ProblemException (config) with every problem: a rule that matches nothing or only what
   *     earlier ones took, a parameter that no rule matches, a rule from which no λ follows
   */
  public static DecayPlan of(List<DecayRule> rules, ParameterSet parameters, Horizon horizon) {
    return new DecayPlanner(parameters, horizon).plan(rules);
  }

  /** Whether a group needs the weights before the first step. */
  public boolean needsInitialValues() {
    return groups.stream().anyMatch(group -> group.decay().needsInitialValues());
  }

  /** Elements of all groups. */
  public long count() {
    return groups.stream().mapToLong(Group::count).sum();
  }

  /**
   * SHA-256 of all that the plan does to a run, in hex: names, formulas, λ to the bit,
   * learning-rate factors and tensors. The order of the groups does not count, nor whether a
   * formula was chosen by its name or by its parts.
   */
  public String hash() {
    String text =
        groups.stream()
            .sorted(Comparator.comparing(Group::name))
            .map(DecayPlan::canonical)
            .collect(Collectors.joining("\n"));
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String canonical(Group group) {
    return String.join(
        "\t",
        group.name(),
        group.decay().side().name(),
        formula(group.decay()),
        Double.toHexString(group.decay().lambda()),
        Double.toHexString(group.learningRateFactor()),
        group.parameters().stream().map(Parameter::name).collect(Collectors.joining("\t")));
  }

  /** The rest of the formula: what is not usual stands after the coupling. */
  private static String formula(Decay decay) {
    StringBuilder text = new StringBuilder(decay.coupling().name());
    if (decay.mask() != Mask.ALL) {
      text.append(' ').append(decay.mask());
    }
    if (decay.target() != Target.ZERO) {
      text.append(' ').append(decay.target());
    }
    if (!(decay.schedule() instanceof LambdaSchedule.Constant)) {
      text.append(' ').append(Json.mapper().writeValueAsString(decay.schedule()));
    }
    return text.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
