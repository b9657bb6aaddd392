package org.isotopelm.config;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All that can be wrong with a config's tree: the schema, and the rules between values. */
final class Checker {
  private final SchemaCheck schema;
  private final Defaults defaults;
  private final Overrides overrides;
  private final SchemaTree tree;

  Checker() {
    tree = SchemaTree.ofConfig();
    schema = new SchemaCheck(tree);
    defaults = new Defaults(tree);
    overrides = new Overrides(tree);
  }

  Overrides overrides() {
    return overrides;
  }

  /** A copy with all defaults. */
  ObjectNode fill(ObjectNode given) {
    return defaults.fill(given);
  }

  /** Every fault in a tree before its defaults are filled in. */
  List<Fault> check(JsonNode given) {
    List<Fault> faults = new ArrayList<>(schema.check(given));
    List<Fault> refused = Sections.check(given, tree);
    faults.removeIf(fault -> refused.stream().anyMatch(section -> isIn(fault, section)));
    faults.addAll(refused);
    if (given instanceof ObjectNode object) {
      ObjectNode sound = defaults.fill(SpecCheck.without(object, faults));
      ConfigTree.complete(sound);
      faults.addAll(SpecCheck.check(sound, List.copyOf(faults)));
      if (object.has("study")) {
        faults.addAll(StudyRules.check(object, overrides, this::check));
      }
    }
    return faults;
  }

  /** Whether a fault is about something in a section that should not be there at all. */
  private static boolean isIn(Fault fault, Fault section) {
    String pointer = fault.pointer().toString();
    return (pointer + "/").startsWith(section.pointer() + "/");
  }
}
