package org.isotopelm.optim.decay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;
import org.isotopelm.optim.decay.Condition.InLayers;
import org.isotopelm.optim.decay.Condition.Named;
import org.isotopelm.optim.decay.Condition.OfRoles;
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
    double learningRateFactor) {

  static WrittenRule of(DecayRule rule) {
    WrittenRule written =
        new WrittenRule(
            rule.group(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            rule.form(),
            rule.learningRateFactor());
    for (Condition condition : rule.conditions()) {
      written = written.with(condition);
    }
    return written.with(rule.strength());
  }

  private WrittenRule with(Condition condition) {
    return new WrittenRule(
        group,
        condition instanceof OfRoles(List<Role> given) ? given : roles,
        condition instanceof Named(String glob) ? glob : match,
        condition instanceof InLayers range ? range.text() : layers,
        lambda,
        halfLife,
        exposure,
        timescale,
        form,
        learningRateFactor);
  }

  private WrittenRule with(Strength strength) {
    return new WrittenRule(
        group,
        roles,
        match,
        layers,
        strength instanceof Lambda(double value) ? (Double) value : null,
        strength instanceof HalfLife(Span span) ? span : null,
        strength instanceof Exposure(double value) ? (Double) value : null,
        strength instanceof Timescale(Span span) ? span : null,
        form,
        learningRateFactor);
  }

  /**
   * The rule.
   *
   * @param standard the form of a rule that gives none
   * @throws IsotopeException (config) if nothing says how strongly it decays, though its form
   *     decays, or more than one thing; if its layers are no range, or its factor no factor
   */
  public DecayRule rule(Form standard) {
    String path = "optimizer.decay." + group;
    Form resolved = form == null ? standard : form;
    List<Condition> conditions = new ArrayList<>();
    if (roles != null) {
      conditions.add(new OfRoles(roles));
    }
    if (match != null) {
      conditions.add(new Named(match));
    }
    List<Problem> problems = new ArrayList<>();
    if (layers != null) {
      try {
        conditions.add(InLayers.of(layers, path + ".layers"));
      } catch (IsotopeException e) {
        problems.addAll(e.problems());
      }
    }
    Strength strength = strength(resolved, path, problems);
    IsotopeException.throwIfAny(problems);
    return new DecayRule(group, conditions, strength, resolved, learningRateFactor);
  }

  private Strength strength(Form resolved, String path, List<Problem> problems) {
    List<Strength> given = given();
    if (given.isEmpty() && resolved != Form.NONE) {
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
