package org.isotopelm.optim.decay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;

/** Makes a {@link DecayPlan}, collecting all that is wrong with its rules. */
final class DecayPlanner {
  private static final String PATH = "optimizer.decay";
  private static final int NAMED = 6;

  private final ParameterSet parameters;
  private final Horizon horizon;
  private final List<Problem> problems = new ArrayList<>();

  DecayPlanner(ParameterSet parameters, Horizon horizon) {
    this.parameters = parameters;
    this.horizon = horizon;
  }

  DecayPlan plan(List<DecayRule> rules) {
    Map<Parameter, DecayRule> owners = new LinkedHashMap<>();
    List<DecayPlan.Group> groups = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      DecayRule rule = rules.get(i);
      List<Parameter> members = claim(rule, path(i), owners);
      Decay decay = new LambdaResolver(horizon, path(i), problems).decay(rule);
      groups.add(
          new DecayPlan.Group(
              rule.group(),
              rule.describe(),
              rule.strength(),
              rule.form(),
              decay,
              rule.learningRateFactor(),
              members));
    }
    refuseLeftovers(owners);
    if (!problems.isEmpty()) {
      throw ProblemException.config(problems);
    }
    return new DecayPlan(groups);
  }

  /** The parameters that the rule matches and no earlier one took. */
  private List<Parameter> claim(DecayRule rule, String path, Map<Parameter, DecayRule> owners) {
    List<Parameter> matched = parameters.parameters().stream().filter(rule::matches).toList();
    List<Parameter> free = matched.stream().filter(p -> !owners.containsKey(p)).toList();
    if (matched.isEmpty()) {
      problems.add(Problem.at(path + conditionKey(rule), unmatched(rule)));
    } else if (free.isEmpty()) {
      problems.add(Problem.at(path, shadowed(rule, matched, owners)));
    }
    free.forEach(p -> owners.put(p, rule));
    return free;
  }

  private void refuseLeftovers(Map<Parameter, DecayRule> owners) {
    List<Parameter> left =
        parameters.parameters().stream().filter(p -> !owners.containsKey(p)).toList();
    if (!left.isEmpty()) {
      problems.add(
          Problem.at(
              PATH,
              "no group matches "
                  + some(left.stream().map(p -> "%s (%s)".formatted(p.name(), p.role().label())))
                  + "; add a last group without conditions, such as {group: rest, lambda: 0}"));
    }
  }

  private String unmatched(DecayRule rule) {
    StringBuilder has = new StringBuilder("its roles are " + roles());
    for (Condition condition : rule.conditions()) {
      switch (condition) {
        case Condition.Named(String glob) ->
            has.replace(0, has.length(), "the nearest names are " + nearest(glob));
        case Condition.InLayers _ -> has.append(", its layers ").append(layers());
        case Condition.OfRoles _ -> {}
      }
    }
    return "group '%s' matches no tensor: this model has none for %s; %s"
        .formatted(rule.group(), rule.describe(), has);
  }

  private static String shadowed(
      DecayRule rule, List<Parameter> matched, Map<Parameter, DecayRule> owners) {
    String takers =
        matched.stream()
            .map(owners::get)
            .map(taker -> taker == null ? "" : "'" + taker.group() + "'")
            .distinct()
            .collect(Collectors.joining(", "));
    return "group '%s' is empty: %s already belong to %s, which come first in the list; move this group up"
        .formatted(rule.group(), some(matched.stream().map(Parameter::name)), takers);
  }

  /** Where the fault lies: at the one condition, or at the rule as a whole. */
  private static String conditionKey(DecayRule rule) {
    return rule.conditions().size() == 1 ? "." + rule.conditions().getFirst().key() : "";
  }

  private String nearest(String glob) {
    return parameters.parameters().stream()
        .map(Parameter::name)
        .sorted(Comparator.comparingInt(name -> -commonPrefix(name, glob)))
        .limit(NAMED)
        .collect(Collectors.joining(", "));
  }

  private static int commonPrefix(String a, String b) {
    return (int)
        IntStream.range(0, Math.min(a.length(), b.length()))
            .takeWhile(i -> a.charAt(i) == b.charAt(i))
            .count();
  }

  private String roles() {
    return parameters.parameters().stream()
        .map(Parameter::role)
        .distinct()
        .map(Role::label)
        .collect(Collectors.joining(", "));
  }

  private String layers() {
    TreeSet<Integer> layers =
        parameters.parameters().stream()
            .map(Parameter::layer)
            .filter(layer -> layer >= 0)
            .collect(Collectors.toCollection(TreeSet::new));
    return layers.isEmpty() ? "none" : layers.first() + "-" + layers.last();
  }

  private static String some(Stream<String> names) {
    List<String> all = names.toList();
    String head = all.stream().limit(NAMED).collect(Collectors.joining(", "));
    return all.size() <= NAMED ? head : head + " and " + (all.size() - NAMED) + " more";
  }

  private static String path(int index) {
    return PATH + "." + index;
  }
}
