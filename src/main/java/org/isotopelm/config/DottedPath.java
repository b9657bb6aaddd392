package org.isotopelm.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Paths as people write them, {@code optimizer.decay.rest.lambda}: entries of a list go by their
 * {@code group}, or by their number counted from 0.
 */
final class DottedPath {
  /**
   * How far a path leads into a tree.
   *
   * @param pointer the deepest value that exists
   * @param rest the segments beyond it; empty where the whole path exists
   */
  record Resolved(JsonPointer pointer, List<String> rest) {}

  private DottedPath() {}

  /** Follows {@code path} as far as it leads. */
  static Resolved resolve(JsonNode root, String path) {
    List<String> rest = new ArrayList<>(Arrays.asList(path.split("\\.", -1)));
    JsonPointer pointer = JsonPointer.empty();
    JsonNode node = root;
    while (!rest.isEmpty()) {
      int used = node.isObject() ? segmentsOfKey(node, rest) : 1;
      JsonPointer next = step(pointer, node, String.join(".", rest.subList(0, used)));
      if (root.at(next).isMissingNode()) {
        break;
      }
      rest.subList(0, used).clear();
      pointer = next;
      node = root.at(next);
    }
    return new Resolved(pointer, List.copyOf(rest));
  }

  /** How many segments name a key: the opponents of a study have keys with dots in them. */
  private static int segmentsOfKey(JsonNode object, List<String> segments) {
    for (int n = 1; n <= segments.size(); n++) {
      if (object.has(String.join(".", segments.subList(0, n)))) {
        return n;
      }
    }
    return 1;
  }

  private static JsonPointer step(JsonPointer pointer, JsonNode node, String segment) {
    if (!node.isArray()) {
      return pointer.appendProperty(segment);
    }
    for (int i = 0; i < node.size(); i++) {
      if (segment.equals(group(node.path(i)))) {
        return pointer.appendIndex(i);
      }
    }
    // A number that no list is long enough for stands for an entry that does not exist.
    return pointer.appendIndex(
        segment.matches("[0-9]{1,9}") ? Integer.parseInt(segment) : 999_999_999);
  }

  /** The path of a value as people write it. */
  static String name(JsonNode root, JsonPointer pointer) {
    List<String> segments = new ArrayList<>();
    JsonNode node = root;
    for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
      String key = at.getMatchingProperty();
      segments.add(node.isArray() ? entryName(node, at.getMatchingIndex()) : key);
      node = node.isArray() ? node.path(at.getMatchingIndex()) : node.path(key);
    }
    return String.join(".", segments);
  }

  /** Its group where no other entry has the same, else its number. */
  private static String entryName(JsonNode array, int index) {
    String group = group(array.path(index));
    boolean unique =
        !group.isEmpty()
            && array.values().stream().filter(e -> group.equals(group(e))).count() == 1;
    return unique ? group : Integer.toString(index);
  }

  /** The names by which a list's entries go. */
  static List<String> groups(JsonNode array) {
    return array.values().stream().map(DottedPath::group).filter(g -> !g.isEmpty()).toList();
  }

  private static String group(JsonNode entry) {
    return entry.path("group").asString("");
  }
}
