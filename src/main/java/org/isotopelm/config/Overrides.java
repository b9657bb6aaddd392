package org.isotopelm.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.ProblemException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets values by their dotted path. Maps on the way are made; so is a list that has a default. Null
 * is set where it is a valid value, and removes the key elsewhere.
 */
final class Overrides {
  private static final String KIND = "kind";

  private final SchemaTree schema;

  Overrides(SchemaTree schema) {
    this.schema = schema;
  }

  /**
   * Sets one value; whether it is a good one is for the schema to say.
   *
   * @return the outermost value that is new by it
   * @throws ProblemException if the path leads through a value that is not a map, or to a list
   *     entry that does not exist
   */
  JsonPointer set(ObjectNode root, String path, JsonNode value) {
    DottedPath.Resolved found = DottedPath.resolve(root, path);
    JsonPointer changed = found.pointer();
    if (!found.rest().isEmpty()) {
      changed = changed.appendProperty(found.rest().getFirst());
      if (value.isNull() && isIdle(root, found)) {
        return changed;
      }
    }
    while (found.rest().size() > 1) {
      String key = found.rest().getFirst();
      JsonNode made = container(root, found.pointer().appendProperty(key));
      put(root, path, found.pointer(), key, made);
      found = DottedPath.resolve(root, path);
    }
    requireNames(root, path, found);
    boolean exists = found.rest().isEmpty() && !found.pointer().matches();
    JsonPointer parent = exists ? found.pointer().head() : found.pointer();
    put(
        root,
        path,
        parent,
        exists ? Wording.last(found.pointer()) : found.rest().getFirst(),
        value);
    return changed;
  }

  /**
   * Entries that have a name go by it: a number would not tell which group it means, neither in the
   * config nor in a report.
   */
  private static void requireNames(ObjectNode root, String path, DottedPath.Resolved found) {
    String name = DottedPath.name(root, found.pointer());
    String typed = path.substring(0, path.length() - String.join(".", found.rest()).length());
    if (!name.equals(typed.replaceFirst("\\.$", ""))) {
      String whole =
          String.join(".", Stream.concat(Stream.of(name), found.rest().stream()).toList());
      throw ProblemException.config(path, "use the name of the entry, not its number: " + whole);
    }
  }

  /** Whether a known key that is absent is to be taken away. */
  private boolean isIdle(ObjectNode root, DottedPath.Resolved found) {
    JsonPointer pointer = found.pointer();
    for (String segment : found.rest()) {
      pointer = pointer.appendProperty(segment);
    }
    return !root.at(found.pointer()).isArray() && takesAway(schema.at(root, pointer));
  }

  /** Whether null removes a key: a known key, for which null is not a valid value. */
  private static boolean takesAway(List<JsonNode> about) {
    return !about.isEmpty()
        && SchemaTree.keyword(about, "type")
            .valueStream()
            .noneMatch(t -> t.asString().equals("null"));
  }

  /** What a path that leads through nothing finds there: the default list, or a map. */
  private JsonNode container(ObjectNode root, JsonPointer pointer) {
    JsonNode standard = SchemaTree.keyword(schema.at(root, pointer), "default");
    return standard.isArray() ? standard.deepCopy() : root.objectNode();
  }

  private void put(ObjectNode root, String path, JsonPointer parent, String key, JsonNode value) {
    JsonNode holder = root.at(parent);
    String name = parent.matches() ? "the config" : DottedPath.name(root, parent);
    if (holder instanceof ObjectNode object) {
      if (value.isNull() && takesAway(schema.at(root, parent.appendProperty(key)))) {
        object.remove(key);
      } else {
        List<String> defaults = key.equals(KIND) ? defaults(root, parent, object) : List.of();
        object.set(key, value);
        defaults.stream()
            .filter(each -> schema.at(root, parent.appendProperty(each)).isEmpty())
            .forEach(object::remove);
      }
    } else if (holder instanceof ArrayNode list && isIndex(key, list)) {
      list.set(Integer.parseInt(key), value);
    } else if (holder.isArray()) {
      throw ProblemException.config(path, noEntry(name, key, holder));
    } else {
      throw ProblemException.config(
          path,
          name
              + " is "
              + Wording.found(holder)
              + ", not a map, so "
              + key
              + " cannot be set in it");
    }
  }

  /**
   * The keys that hold what they would be anyway. A resolved config writes them out, and those of
   * one kind do not go with another: such a key leaves with its kind.
   */
  private List<String> defaults(ObjectNode root, JsonPointer parent, ObjectNode object) {
    return object.properties().stream()
        .filter(entry -> isDefault(root, parent.appendProperty(entry.getKey()), entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isDefault(ObjectNode root, JsonPointer pointer, JsonNode value) {
    JsonNode standard = SchemaTree.keyword(schema.at(root, pointer), "default");
    return standard.isValueNode()
        && value.isValueNode()
        && standard.asString().equals(value.asString());
  }

  private static String noEntry(String name, String key, JsonNode list) {
    List<String> groups = DottedPath.groups(list);
    return "%s has no entry %s%s (it has %s)"
        .formatted(
            name,
            Wording.shown(key),
            Nearest.hint(key, groups),
            groups.isEmpty()
                ? list.size() + " entries"
                : "the entries " + String.join(", ", groups));
  }

  private static boolean isIndex(String key, ArrayNode list) {
    return key.matches("[0-9]{1,9}") && Integer.parseInt(key) < list.size();
  }
}
