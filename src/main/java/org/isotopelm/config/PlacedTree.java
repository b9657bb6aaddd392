package org.isotopelm.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** A tree of values that remembers where each of them, and each key, was written. */
final class PlacedTree {
  private final JsonNode root;
  private final Map<JsonPointer, Place> values = new HashMap<>();
  private final Map<JsonPointer, Place> keys = new HashMap<>();

  PlacedTree(JsonNode root, Map<JsonPointer, Place> values, Map<JsonPointer, Place> keys) {
    this.root = root;
    this.values.putAll(values);
    this.keys.putAll(keys);
  }

  JsonNode root() {
    return root;
  }

  /** The place of a value, or of the nearest that holds it. */
  Place place(JsonPointer pointer) {
    for (@Nullable JsonPointer at = pointer; at != null; at = at.head()) {
      Place place = values.get(at);
      if (place != null) {
        return place;
      }
    }
    throw new IllegalStateException("the root has a place");
  }

  /** The place of a fault: of the key, where the key is at fault. */
  Place place(Fault fault) {
    Place key = fault.atKey() ? keys.get(fault.pointer()) : null;
    return key != null ? key : place(fault.pointer());
  }

  /** Everything at and below {@code pointer} now comes from {@code place}. */
  void replaced(JsonPointer pointer, Place place) {
    values.keySet().removeIf(other -> isBelow(other, pointer));
    keys.keySet().removeIf(other -> isBelow(other, pointer));
    values.put(pointer, place);
    keys.put(pointer, place);
  }

  private static boolean isBelow(JsonPointer inner, JsonPointer outer) {
    String text = inner.toString();
    String prefix = outer.toString();
    return text.startsWith(prefix)
        && (text.length() == prefix.length() || text.charAt(prefix.length()) == '/');
  }
}
