package org.isotopelm.optim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;
import org.isotopelm.optim.OptimizerSpec.Form;
import org.isotopelm.optim.OptimizerSpec.Rule;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/** Makes a {@link DecayPlan}, collecting all that is wrong with its rules. */
final class DecayPlanner {
  private static final String PATH = "optimizer.decay";
  private static final int NAMED = 6;

  private final ParameterSet parameters;
  private final Horizon horizon;
  private final Form defaultForm;
  private final List<Problem> problems = new ArrayList<>();

  DecayPlanner(ParameterSet parameters, Horizon horizon, Form defaultForm) {
    this.parameters = parameters;
    this.horizon = horizon;
    this.defaultForm = defaultForm;
  }

  DecayPlan plan(List<Rule> rules) {
    refuseTwins(rules);
    Map<Parameter, Rule> owners = new LinkedHashMap<>();
    List<DecayPlan.Group> groups = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      List<Parameter> members = claim(rule, path(i), owners);
      Form form = rule.form() == null ? defaultForm : rule.form();
      Decay decay = new LambdaResolver(horizon, path(i), problems).decay(rule, form);
      groups.add(
          new DecayPlan.Group(
              rule.group(),
              Selector.describe(rule),
              form,
              decay,
              rule.learningRateFactor(),
              members));
    }
    refuseLeftovers(owners);
    if (!problems.isEmpty()) {
      throw IsotopeException.config(problems);
    }
    return new DecayPlan(groups);
  }

  /** The parameters that the rule matches and no earlier one took. */
  private List<Parameter> claim(Rule rule, String path, Map<Parameter, Rule> owners) {
    Selector selector = Selector.of(rule);
    if (selector == null) {
      problems.add(
          Problem.at(
              path + ".layers",
              "'%s' is no range of layers; write \"2-5\" or \"3\"".formatted(rule.layers())));
      return List.of();
    }
    List<Parameter> matched = parameters.parameters().stream().filter(selector::matches).toList();
    List<Parameter> free = matched.stream().filter(p -> !owners.containsKey(p)).toList();
    if (matched.isEmpty()) {
      problems.add(Problem.at(path + conditionKey(rule), unmatched(rule)));
    } else if (free.isEmpty()) {
      problems.add(Problem.at(path, shadowed(rule, matched, owners)));
    }
    free.forEach(p -> owners.put(p, rule));
    return free;
  }

  private void refuseTwins(List<Rule> rules) {
    Map<String, Integer> first = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      String name = rules.get(i).group();
      Integer earlier = first.putIfAbsent(name, i);
      if (earlier != null) {
        problems.add(
            Problem.at(
                path(i) + ".group",
                String.format(
                    Locale.ROOT,
                    "two groups are named '%s', entries %d and %d; give each its own name",
                    name,
                    earlier + 1,
                    i + 1)));
      }
    }
  }

  private void refuseLeftovers(Map<Parameter, Rule> owners) {
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

  private String unmatched(Rule rule) {
    String has =
        rule.match() != null
            ? "the nearest names are " + nearest(rule.match())
            : "its roles are " + roles();
    String layers = rule.layers() == null ? "" : ", its layers " + layers();
    return "group '%s' matches no tensor: this model has none for %s; %s%s"
        .formatted(rule.group(), Selector.describe(rule), has, layers);
  }

  private static String shadowed(Rule rule, List<Parameter> matched, Map<Parameter, Rule> owners) {
    String takers =
        matched.stream()
            .map(owners::get)
            .map(taker -> taker == null ? "" : "'" + taker.group() + "'")
            .distinct()
            .collect(Collectors.joining(", "));
    return "group '%s' gets nothing: %s went to %s, which stands before it; move it up"
        .formatted(rule.group(), some(matched.stream().map(Parameter::name)), takers);
  }

  /** Where the fault lies: at the one condition, or at the rule as a whole. */
  private static String conditionKey(Rule rule) {
    List<String> keys = new ArrayList<>();
    addKey(keys, "roles", rule.roles());
    addKey(keys, "match", rule.match());
    addKey(keys, "layers", rule.layers());
    return keys.size() == 1 ? "." + keys.getFirst() : "";
  }

  private static void addKey(List<String> keys, String key, @Nullable Object value) {
    if (value != null) {
      keys.add(key);
    }
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
