package org.isotopelm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * What a study is of: everything its figures follow from, such as the resolved config and the
 * corpus' fingerprint, flattened to one value a dotted path.
 */
final class Identity {
  private static final int SHOWN = 5;

  private final Map<String, String> values;

  private Identity(Map<String, String> values) {
    this.values = values;
  }

  /** The identity of any tree of records, maps and lists. */
  static Identity of(Object tree) {
    Map<String, String> values = new TreeMap<>();
    flatten("", Json.mapper().valueToTree(tree), values);
    return new Identity(values);
  }

  private static void flatten(String path, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(join(path, e.getKey()), e.getValue(), values));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(join(path, Integer.toString(i)), node.get(i), values);
      }
    } else {
      values.put(path, node.toString());
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  String json() {
    return Json.mapper().writeValueAsString(values);
  }

  /**
   * Refuses to go on with a journal that was signed with another identity.
   *
   * @throws IsotopeException exit code 1, with what differs
   */
  void requireSame(String signed, Path journal) {
    Map<String, String> before =
        Json.mapper().readValue(signed, new TypeReference<Map<String, String>>() {});
    if (before.equals(values)) {
      return;
    }
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(values.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      String old = before.get(path);
      String now = values.get(path);
      if (old == null || !old.equals(now)) {
        differences.add(path + " was " + shown(old) + ", is " + shown(now));
      }
    }
    int more = differences.size() - SHOWN;
    throw IsotopeException.failure(
        journal.getParent()
            + " holds another study: "
            + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
            + (more > 0 ? "; and " + more + " more" : "")
            + ". Take another --out, or --force to throw that study away");
  }

  private static String shown(@Nullable String value) {
    return value == null ? "absent" : value;
  }
}
