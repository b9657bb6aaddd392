package org.isotopelm.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.isotopelm.base.Json;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The config's JSON schema, read as a description: which parts of it speak about a value. It knows
 * as much of JSON Schema as this schema uses: {@code $ref}, {@code allOf}, and {@code if} over
 * {@code required}, {@code properties}, {@code enum} and {@code const}.
 */
final class SchemaTree {
  private static final SchemaTree OF_CONFIG = new SchemaTree(load());

  private final JsonNode root;

  private SchemaTree(JsonNode root) {
    this.root = root;
  }

  /** The schema of configs. */
  static SchemaTree ofConfig() {
    return OF_CONFIG;
  }

  private static JsonNode load() {
    try (InputStream in = SchemaTree.class.getResourceAsStream("isotope.schema.json")) {
      return Json.mapper().readTree(Objects.requireNonNull(in, "the schema is in the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** The schema of a value and all that it refers to and that the value selects; nearest first. */
  List<JsonNode> about(JsonNode schema, JsonNode value) {
    List<JsonNode> parts = new ArrayList<>();
    collect(schema, value, parts);
    return parts;
  }

  private void collect(JsonNode schema, JsonNode value, List<JsonNode> parts) {
    if (!schema.isObject()) {
      return;
    }
    parts.add(schema);
    if (schema.has("$ref")) {
      collect(root.at(schema.path("$ref").asString().substring(1)), value, parts);
    }
    schema.path("allOf").forEach(part -> collect(part, value, parts));
    if (schema.has("if")) {
      collect(schema.path(holds(schema.path("if"), value) ? "then" : "else"), value, parts);
    }
  }

  private static boolean holds(JsonNode condition, JsonNode value) {
    if (condition.isBoolean()) {
      return condition.booleanValue();
    }
    JsonNode only = condition.path("const");
    JsonNode choices = condition.path("enum");
    return (only.isMissingNode() || only.equals(value))
        && (choices.isMissingNode() || choices.valueStream().anyMatch(value::equals))
        && condition.path("required").valueStream().allMatch(key -> value.has(key.asString()))
        && condition.path("properties").properties().stream()
            .allMatch(e -> !value.has(e.getKey()) || holds(e.getValue(), value.path(e.getKey())));
  }

  /** Whether the model of a config is trained in steps; also where its kind is missing. */
  boolean hasSteps(JsonNode config) {
    return holds(root.path("if"), config);
  }

  /** What a keyword says about a value, nearest first; missing where nothing does. */
  static JsonNode keyword(List<JsonNode> about, String keyword) {
    return about.stream()
        .filter(part -> part.has(keyword))
        .map(part -> part.path(keyword))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** The keys that an object may have, in the schema's order; empty where any will do. */
  static Set<String> keys(List<JsonNode> about) {
    Set<String> keys = new LinkedHashSet<>();
    about.forEach(part -> keys.addAll(part.path("properties").propertyNames()));
    return keys;
  }

  /** The schema of an object's value or of a list's entry; missing where none is known. */
  static JsonNode child(List<JsonNode> about, String key) {
    Optional<JsonNode> property =
        about.stream()
            .map(part -> part.path("properties").path(key))
            .filter(JsonNode::isObject)
            .findFirst();
    return property.orElseGet(
        () ->
            keyword(about, keyword(about, "items").isObject() ? "items" : "additionalProperties"));
  }

  /** All that speaks about the value at {@code pointer}, which need not exist; empty: unknown. */
  List<JsonNode> at(JsonNode tree, JsonPointer pointer) {
    JsonNode node = tree;
    List<JsonNode> about = about(root, node);
    for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
      String key = at.getMatchingProperty();
      node = node.isArray() ? node.path(at.getMatchingIndex()) : node.path(key);
      about = about(child(about, key), node);
    }
    return about;
  }

  /** Whether some kind of the object at {@code about} knows this key, though this one does not. */
  boolean knownElsewhere(List<JsonNode> about, String key) {
    return about.stream()
        .flatMap(part -> part.findValues("$ref").stream())
        .map(ref -> root.at(ref.asString().substring(1)))
        .filter(
            def ->
                def.path("properties").path("kind").isBoolean()
                    || def.path("properties").has("file"))
        .anyMatch(def -> def.path("properties").has(key));
  }
}
