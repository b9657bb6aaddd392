package org.isotopelm.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The differences between two JSON trees, value by value. */
public final class Differences {
  private static final String ABSENT = "absent";
  private static final Set<String> NOTHING = Set.of(ABSENT, "null");

  private Differences() {}

  /**
   * One sentence for each value that differs, in the order of the paths: {@code train.steps was
   * 800, is 1000}. A key that is null and one that is absent are the same.
   */
  public static List<String> of(JsonNode before, JsonNode after) {
    Map<String, String> old = values(before);
    Map<String, String> now = values(after);
    TreeSet<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      String was = old.getOrDefault(path, ABSENT);
      String is = now.getOrDefault(path, ABSENT);
      if (!was.equals(is) && !(NOTHING.contains(was) && NOTHING.contains(is))) {
        differences.add(path + " was " + was + ", is " + is);
      }
    }
    return differences;
  }

  /** Each value of a tree by its dotted path, sorted. */
  public static SortedMap<String, String> values(JsonNode tree) {
    SortedMap<String, String> values = new TreeMap<>();
    flatten("", tree, values);
    return values;
  }

  /** Puts each value of a tree under its dotted path. */
  private static void flatten(String path, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(join(path, e.getKey()), e.getValue(), values));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(join(path, Integer.toString(i)), node.get(i), values);
      }
    } else {
      values.put(path, node.isNumber() ? number(node) : node.toString());
    }
  }

  /** 1 and 1.0 are one number. */
  private static String number(JsonNode node) {
    double value = node.doubleValue();
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
