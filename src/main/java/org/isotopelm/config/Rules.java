package org.isotopelm.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Rules between values, which the schema cannot say. They bear trees with errors in them, and then
 * check what can be checked.
 */
final class Rules {
  /** The ways to say how strongly a group decays. */
  static final List<String> LAMBDAS = List.of("lambda", "half_life", "exposure", "timescale");

  private final List<Fault> faults = new ArrayList<>();

  private Rules() {}

  /** All faults in a tree whose defaults are filled in. */
  static List<Fault> check(JsonNode full) {
    Rules rules = new Rules();
    rules.tokenizer(full.path("tokenizer"));
    rules.decay(full.at("/optimizer/decay"));
    return rules.faults;
  }

  private void value(String pointer, String message) {
    faults.add(Fault.value(JsonPointer.compile(pointer), message));
  }

  private void key(String pointer, String message) {
    faults.add(Fault.key(JsonPointer.compile(pointer), message));
  }

  private void tokenizer(JsonNode tokenizer) {
    if (tokenizer.isObject() && !tokenizer.has("kind") && !tokenizer.has("file")) {
      key(
          "/tokenizer",
          "neither kind nor file is given; give a kind (byte, char, word, bpe), or the file of a"
              + " trained tokenizer");
    }
  }

  private void decay(JsonNode decay) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < decay.size(); i++) {
      JsonNode rule = decay.path(i);
      String pointer = "/optimizer/decay/" + i;
      String group = rule.path("group").asString("");
      Integer first = group.isEmpty() ? null : seen.putIfAbsent(group, i);
      if (first != null) {
        value(
            pointer + "/group",
            String.format(
                Locale.ROOT,
                "the group %s is named twice (entries %d and %d); give each its own name",
                group,
                first,
                i));
      }
      lambda(pointer, group, rule);
      layers(pointer, rule.path("layers").asString(""));
    }
  }

  private void lambda(String pointer, String group, JsonNode rule) {
    String name = group.isEmpty() ? "this rule" : "group " + group;
    List<String> given = LAMBDAS.stream().filter(rule::has).toList();
    if (given.size() > 1) {
      String found = String.join(" and ", given);
      value(
          pointer, "%s has %s; give one of %s".formatted(name, found, String.join(", ", LAMBDAS)));
    } else if (rule.isObject() && given.isEmpty()) {
      value(
          pointer,
          ("%s does not say how strongly it decays; give lambda (0: not at all), or half_life,"
                  + " exposure or timescale")
              .formatted(name));
    }
  }

  private void layers(String pointer, String layers) {
    if (layers.matches("[0-9]{1,9}-[0-9]{1,9}")) {
      String[] ends = layers.split("-", -1);
      if (Integer.parseInt(ends[0]) > Integer.parseInt(ends[1])) {
        value(
            pointer + "/layers",
            "%s ends before it begins; write %s-%s".formatted(layers, ends[1], ends[0]));
      }
    }
  }
}
