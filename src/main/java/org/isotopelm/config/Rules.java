package org.isotopelm.config;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Rules between values, which the schema cannot say. They bear trees with errors in them, and then
 * check what can be checked.
 */
final class Rules {
  private final List<Fault> faults = new ArrayList<>();

  private Rules() {}

  /** All faults in a tree whose defaults are filled in. */
  static List<Fault> check(JsonNode full) {
    Rules rules = new Rules();
    rules.tokenizer(full.path("tokenizer"));
    return rules.faults;
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
}
