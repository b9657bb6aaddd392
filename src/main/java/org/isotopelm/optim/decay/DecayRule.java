package org.isotopelm.optim.decay;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.decay.Strength.Lambda;
import org.isotopelm.param.Parameter;

/**
 * A group of the config's {@code optimizer.decay}: who belongs to it, and how it decays.
 *
 * @param group its name
 * @param conditions which a parameter must all meet; none: every parameter does
 * @param strength how strongly it decays
 * @param form by which formula
 * @param lambdaSchedule what λ is in the course of the run
 * @param learningRateFactor multiplies η for this group
 */
public record DecayRule(
    String group,
    List<Condition> conditions,
    Strength strength,
    Formula form,
    LambdaSchedule lambdaSchedule,
    double learningRateFactor) {
  /**
   * @throws ProblemException (config) if the factor is negative or not finite
   */
  public DecayRule {
    conditions = List.copyOf(conditions);
    if (!(learningRateFactor >= 0 && Double.isFinite(learningRateFactor))) {
      throw ProblemException.config(
          "optimizer.decay." + group + ".learning_rate_factor",
          learningRateFactor + " is not a factor; it must be finite and ≥ 0");
    }
  }

  /** A group with one λ for the whole run, at the learning rate as it is. */
  public DecayRule(String group, List<Condition> conditions, double lambda, Formula form) {
    this(group, conditions, new Lambda(lambda), form, new LambdaSchedule.Constant(), 1);
  }

  /**
   * The same with a λ instead of what said how strongly it decays.
   *
   * @param lambda λ as plans have it
   * @param steps of the run
   */
  public DecayRule withLambda(double lambda, long steps) {
    Lambda written = new Lambda(lambda * form.divisor(steps));
    return new DecayRule(group, conditions, written, form, lambdaSchedule, learningRateFactor);
  }

  /** Whether a parameter meets all conditions. */
  boolean matches(Parameter parameter) {
    return conditions.stream().allMatch(condition -> condition.matches(parameter));
  }

  /** The conditions in words, such as {@code matrix, block.*.mlp.*, layers 2-5}. */
  String describe() {
    return conditions.isEmpty()
        ? "the rest"
        : conditions.stream().map(Condition::describe).collect(Collectors.joining(", "));
  }

  /** As configs write it. */
  @JsonValue
  public WrittenRule written() {
    return WrittenRule.of(this);
  }
}
