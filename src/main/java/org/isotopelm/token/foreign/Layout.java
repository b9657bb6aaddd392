package org.isotopelm.token.foreign;

import java.util.Map;
import org.isotopelm.token.piece.JsonObject;

/** Parts of a tokenizer.json. */
final class Layout {
  private Layout() {}

  static Map<String, Object> specialToken(int id, String content) {
    return JsonObject.of("id", id, "content", content, "special", true);
  }

  static Map<String, Object> byteLevel(boolean expression) {
    return JsonObject.of("type", "ByteLevel", "add_prefix_space", false, "use_regex", expression);
  }

  /** Cuts by an expression whose matches are pieces. */
  static Map<String, Object> split(String expression) {
    return JsonObject.of(
        "type",
        "Split",
        "pattern",
        JsonObject.of("Regex", expression),
        "behavior",
        "Isolated",
        "invert",
        false);
  }

  static Map<String, Object> replace(String expression, String text) {
    return JsonObject.of(
        "type", "Replace", "pattern", JsonObject.of("Regex", expression), "content", text);
  }
}
