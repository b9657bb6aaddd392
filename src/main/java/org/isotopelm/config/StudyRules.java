package org.isotopelm.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.space.DecayPath;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rules of the config's {@code study}. What it would set is tried: each value is set in a copy of
 * the config, and what is wrong with the copy is said of the value.
 */
final class StudyRules {
  private static final JsonPointer SPACE = JsonPointer.compile("/study/space");
  private static final JsonPointer OPPONENTS = JsonPointer.compile("/study/opponents");
  private static final List<String> CHOICES = List.of("values", "log_uniform", "uniform");

  /** What is wrong at a path of a copy; atKey: whatever the value. */
  private record Trouble(String path, boolean atKey, String message) {
    @Override
    public String toString() {
      return path + ": " + message;
    }
  }

  private final JsonNode study;
  private final ObjectNode base;
  private final Overrides overrides;
  private final Function<ObjectNode, List<Fault>> check;
  private final Set<Fault> known;
  private final List<Fault> faults = new ArrayList<>();

  private StudyRules(
      ObjectNode given, Overrides overrides, Function<ObjectNode, List<Fault>> check) {
    this.study = given.path("study");
    this.base = given.deepCopy();
    this.base.remove("study");
    this.overrides = overrides;
    this.check = check;
    this.known = new HashSet<>(check.apply(base));
  }

  /**
   * All faults in a config's study.
   *
   * @param given the config before defaults
   * @param check says what is wrong with a config without a study
   */
  static List<Fault> check(
      ObjectNode given, Overrides overrides, Function<ObjectNode, List<Fault>> check) {
    StudyRules rules = new StudyRules(given, overrides, check);
    JsonNode space = rules.study.path("space");
    space.properties().forEach(e -> rules.dimension(e.getKey(), e.getValue()));
    rules.setTwice(space);
    rules.median();
    JsonNode opponents = rules.study.path("opponents");
    opponents.properties().forEach(e -> rules.opponent(e.getKey(), e.getValue()));
    return rules.faults;
  }

  private void value(JsonPointer pointer, String message) {
    faults.add(Fault.value(pointer, message));
  }

  private void dimension(String name, JsonNode dimension) {
    JsonPointer pointer = SPACE.appendProperty(name);
    List<String> given = CHOICES.stream().filter(dimension::has).toList();
    if (given.size() != 1) {
      String found = given.isEmpty() ? "nothing to choose from" : String.join(" and ", given);
      value(pointer, name + " has " + found + "; give one of " + String.join(", ", CHOICES));
      return;
    }
    String choice = given.getFirst();
    JsonNode values = dimension.path(choice);
    if (!choice.equals("values")) {
      range(pointer.appendProperty(choice), values);
    }
    tryOut(pointer, choice, values, texts(dimension.path("set")));
  }

  private void range(JsonPointer pointer, JsonNode range) {
    String kind = study.at("/search/kind").asString("grid");
    if (kind.equals("grid") || kind.equals("path")) {
      value(
          pointer,
          "a %s needs a list; give values, or search by {kind: gp, trials: 12}".formatted(kind));
    }
    JsonNode low = range.path(0);
    JsonNode high = range.path(1);
    if (low.isNumber() && high.isNumber() && low.asDouble() >= high.asDouble()) {
      value(pointer, low + " is not below " + high + "; write the smaller one first");
    }
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(text -> text.asString("")).toList();
  }

  private void tryOut(JsonPointer pointer, String choice, JsonNode values, List<String> paths) {
    boolean sound = true;
    for (int i = 0; i < paths.size(); i++) {
      Optional<Trouble> trouble =
          attempt(settings(paths.subList(i, i + 1), values.path(0))).stream()
              .filter(Trouble::atKey)
              .findFirst();
      JsonPointer place = pointer.appendProperty("set").appendIndex(i);
      trouble.ifPresent(t -> value(place, t.toString()));
      sound &= trouble.isEmpty();
    }
    for (int i = 0; sound && i < values.size(); i++) {
      JsonPointer place = pointer.appendProperty(choice).appendIndex(i);
      attempt(settings(paths, values.path(i))).stream()
          .findFirst()
          .ifPresent(t -> value(place, "as " + t));
    }
  }

  /** All paths with the value, after the removal of what it replaces: a half-life replaces a λ. */
  private static Map<String, JsonNode> settings(List<String> paths, JsonNode value) {
    Map<String, JsonNode> settings = new LinkedHashMap<>();
    for (String path : paths) {
      DecayPath.replacedBy(path).forEach(other -> settings.put(other, NullNode.getInstance()));
      settings.remove(path);
      settings.put(path, value);
    }
    return settings;
  }

  /** What is wrong with the config once these are set, and was not before. */
  private List<Trouble> attempt(Map<String, JsonNode> settings) {
    ObjectNode copy = base.deepCopy();
    List<Trouble> troubles = new ArrayList<>();
    settings.forEach((path, value) -> set(copy, path, value).ifPresent(troubles::add));
    if (troubles.isEmpty()) {
      check.apply(copy).stream()
          .filter(f -> !known.contains(f))
          .map(f -> new Trouble(DottedPath.name(copy, f.pointer()), f.atKey(), f.message()))
          .forEach(troubles::add);
    }
    return troubles;
  }

  private Optional<Trouble> set(ObjectNode copy, String path, JsonNode value) {
    if (path.equals("study") || path.startsWith("study.")) {
      return Optional.of(new Trouble(path, true, "a study cannot set its own values"));
    }
    try {
      overrides.set(copy, path, value);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(new Trouble(path, true, e.problems().getFirst().message()));
    }
  }

  private void setTwice(JsonNode space) {
    Map<String, String> owners = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> dimension : space.properties()) {
      List<String> paths = texts(dimension.getValue().path("set"));
      for (int i = 0; i < paths.size(); i++) {
        String owner = owners.putIfAbsent(paths.get(i), dimension.getKey());
        if (owner != null && !owner.equals(dimension.getKey())) {
          value(
              SPACE.appendProperty(dimension.getKey()).appendProperty("set").appendIndex(i),
              owner + " sets " + paths.get(i) + " already; use each path in one dimension only");
        }
      }
    }
  }

  private void median() {
    long after = study.at("/pruning/after").asLong(1);
    long cells = study.path("folds").asLong(1) * study.path("seeds").asLong(1);
    if (after > 1 && after >= cells) {
      value(
          JsonPointer.compile("/study/pruning/after"),
          after
              + " is not below the cells of a point, folds times seeds = "
              + cells
              + ", so no point would be given up; use a smaller number, or more folds or seeds");
    }
  }

  private void opponent(String name, JsonNode opponent) {
    Map<String, JsonNode> settings = new LinkedHashMap<>();
    opponent.properties().forEach(e -> settings.put(e.getKey(), e.getValue()));
    JsonPointer pointer = OPPONENTS.appendProperty(name);
    for (Trouble trouble : attempt(settings)) {
      JsonPointer place =
          settings.keySet().stream()
              .filter(path -> isRelated(path, trouble.path()))
              .findFirst()
              .map(pointer::appendProperty)
              .orElse(pointer);
      boolean same = Wording.last(place).equals(trouble.path());
      value(place, same ? trouble.message() : trouble.toString());
    }
  }

  /** Whether one path is the other, or leads to it. */
  private static boolean isRelated(String a, String b) {
    return (a + ".").startsWith(b + ".") || (b + ".").startsWith(a + ".");
  }
}
