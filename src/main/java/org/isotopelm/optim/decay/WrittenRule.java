package org.isotopelm.optim.decay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.decay.Condition.InLayers;
import org.isotopelm.optim.decay.Condition.Named;
import org.isotopelm.optim.decay.Condition.OfRoles;
import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.decay.Strength.Exposure;
import org.isotopelm.optim.decay.Strength.HalfLife;
import org.isotopelm.optim.decay.Strength.Lambda;
import org.isotopelm.optim.decay.Strength.Timescale;
import org.isotopelm.optim.schedule.Span;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DecayRule} as configs write it, key by key; null is a key that is not given.
 *
 * @param roles roles that match; {@code matrix} has been expanded
 * @param match glob over tensor names
 * @param layers first and last layer, "2-5" or "3", 0-based
 * @param lambda one of lambda, halfLife, exposure and timescale is given
 * @param form a preset; or side, coupling, mask and target
 * @param side this and the keys after it are not written where they are null, so that studies from
 *     before these keys are still the same
 */
public record WrittenRule(
    String group,
    @Nullable List<Role> roles,
    @Nullable String match,
    @Nullable String layers,
    @Nullable Double lambda,
    @Nullable Span halfLife,
    @Nullable Double exposure,
    @Nullable Span timescale,
    @Nullable Form form,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Side side,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Coupling coupling,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Mask mask,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Target target,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LambdaSchedule lambdaSchedule,
    double learningRateFactor) {

  static WrittenRule of(DecayRule rule) {
    List<Condition> conditions = rule.conditions();
    Strength strength = rule.strength();
    List<Formula> formula = List.of(rule.form());
    boolean ofWeights = rule.form().parts().side() == Side.WEIGHTS;
    return new WrittenRule(
        rule.group(),
        first(conditions, OfRoles.class, OfRoles::roles),
        first(conditions, Named.class, Named::glob),
        first(conditions, InLayers.class, InLayers::text),
        first(List.of(strength), Lambda.class, Lambda::value),
        first(List.of(strength), HalfLife.class, HalfLife::span),
        first(List.of(strength), Exposure.class, Exposure::value),
        first(List.of(strength), Timescale.class, Timescale::span),
        first(formula, Form.class, form -> form),
        first(formula, Parts.class, Parts::side),
        ofWeights ? first(formula, Parts.class, Parts::coupling) : null,
        ofWeights ? first(formula, Parts.class, Parts::mask) : null,
        first(formula, Parts.class, Parts::target),
        rule.lambdaSchedule() instanceof LambdaSchedule.Constant ? null : rule.lambdaSchedule(),
        rule.learningRateFactor());
  }

  private static <T, R> @Nullable R first(
      List<? super T> all, Class<T> type, Function<T, R> value) {
    return all.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .map(value)
        .findFirst()
        .orElse(null);
  }

  /**
   * The rule.
   *
   * @param standard the form of a rule that gives none
   * @throws ProblemException (config) if nothing says how strongly it decays, though its form
   *     decays, or more than one thing; if it has a form and parts, or parts that do not go
   *     together; if its layers are no range, or its factor no factor
   */
  public DecayRule rule(Form standard) {
    String path = "optimizer.decay." + group;
    List<Problem> problems = new ArrayList<>();
    List<Condition> conditions = conditions(path, problems);
    Formula formula = formula(standard, path, problems);
    Strength strength = strength(formula, path, problems);
    LambdaSchedule schedule =
        Objects.requireNonNullElse(lambdaSchedule, new LambdaSchedule.Constant());
    schedule.fault(path + ".lambda_schedule").ifPresent(problems::add);
    ProblemException.throwIfAny(problems);
    return new DecayRule(group, conditions, strength, formula, schedule, learningRateFactor);
  }

  private List<Condition> conditions(String path, List<Problem> problems) {
    List<Condition> conditions = new ArrayList<>();
    if (roles != null) {
      conditions.add(new OfRoles(roles));
    }
    if (match != null) {
      conditions.add(new Named(match));
    }
    if (layers != null) {
      try {
        conditions.add(InLayers.of(layers, path + ".layers"));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    return conditions;
  }

  /** The preset that is named, or the parts that are given, or the optimizer's own preset. */
  private Formula formula(Form standard, String path, List<Problem> problems) {
    Map<String, Object> parts = parts();
    if (form != null) {
      parts.forEach((key, _) -> problems.add(Problem.atKey(path + "." + key, bothWays(key))));
      return form;
    }
    if (parts.isEmpty()) {
      return standard;
    }
    if (side == Side.GRADIENT) {
      for (String key : List.of("coupling", "mask")) {
        if (parts.containsKey(key)) {
          problems.add(Problem.atKey(path + "." + key, notInTheGradient(key)));
        }
      }
      return Parts.ofGradient(Objects.requireNonNullElse(target, Target.ZERO));
    }
    return new Parts(
        Side.WEIGHTS,
        Objects.requireNonNullElse(coupling, Coupling.LEARNING_RATE),
        Objects.requireNonNullElse(mask, Mask.ALL),
        Objects.requireNonNullElse(target, Target.ZERO));
  }

  private Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    put(parts, "side", side);
    put(parts, "coupling", coupling);
    put(parts, "mask", mask);
    put(parts, "target", target);
    return parts;
  }

  private static void put(Map<String, Object> parts, String key, @Nullable Object part) {
    if (part != null) {
      parts.put(key, part);
    }
  }

  private String bothWays(String key) {
    return "group %s has a form and a %s, but form %s says what the %s is; remove one of them"
        .formatted(group, key, Objects.requireNonNull(form).label(), key);
  }

  private String notInTheGradient(String key) {
    return "group %s has a %s, but decay on side: gradient passes through the optimizer and has none; remove %s, or use side: weights"
        .formatted(group, key, key);
  }

  private Strength strength(Formula formula, String path, List<Problem> problems) {
    List<Strength> given = given();
    if (given.isEmpty() && formula.decays()) {
      problems.add(
          Problem.at(
              path,
              "group %s does not say how strongly it decays; give lambda (0: not at all), half_life, exposure or timescale"
                  .formatted(group)));
    }
    if (given.size() > 1) {
      String keys = given.stream().map(Strength::key).collect(Collectors.joining(" and "));
      problems.add(
          Problem.at(
              path,
              "group %s has %s; give one of lambda, half_life, exposure and timescale"
                  .formatted(group, keys)));
    }
    return given.isEmpty() ? new Lambda(0) : given.getFirst();
  }

  private List<Strength> given() {
    List<Strength> given = new ArrayList<>();
    if (lambda != null) {
      given.add(new Lambda(lambda));
    }
    if (halfLife != null) {
      given.add(new HalfLife(halfLife));
    }
    if (exposure != null) {
      given.add(new Exposure(exposure));
    }
    if (timescale != null) {
      given.add(new Timescale(timescale));
    }
    return given;
  }
}
