package org.isotopelm.token.foreign;

import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of a tokenizer.json. */
final class Layout {
  private Layout() {}

  /** An object of keys and values by turns. */
  static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  static Map<String, Object> specialToken(int id, String content) {
    return object("id", id, "content", content, "special", true);
  }

  static Map<String, Object> byteLevel(boolean expression) {
    return object("type", "ByteLevel", "add_prefix_space", false, "use_regex", expression);
  }

  /** Cuts by an expression whose matches are pieces. */
  static Map<String, Object> split(String expression) {
    return object(
        "type",
        "Split",
        "pattern",
        object("Regex", expression),
        "behavior",
        "Isolated",
        "invert",
        false);
  }

  static Map<String, Object> replace(String expression, String text) {
    return object("type", "Replace", "pattern", object("Regex", expression), "content", text);
  }
}
