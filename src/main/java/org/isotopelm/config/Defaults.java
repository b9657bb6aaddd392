package org.isotopelm.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isotopelm.base.Json;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.neural.Models;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.param.Role;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes out what a config leaves unsaid: the schema's defaults, and the few that depend on other
 * values. It also works on trees with errors.
 */
final class Defaults {
  private static final long SHARDS = 4;

  private final SchemaTree schema;

  Defaults(SchemaTree schema) {
    this.schema = schema;
  }

  /** A copy of the tree with all defaults filled in. */
  ObjectNode fill(ObjectNode given) {
    ObjectNode full = given.deepCopy();
    dependent(full);
    fill(full, schema.root());
    return full;
  }

  private void fill(JsonNode value, JsonNode valueSchema) {
    List<JsonNode> about = schema.about(valueSchema, value);
    if (value instanceof ObjectNode object) {
      for (String key : SchemaTree.keys(about)) {
        JsonNode standard =
            SchemaTree.keyword(
                schema.about(SchemaTree.child(about, key), object.path(key)), "default");
        if (!object.has(key) && !standard.isMissingNode()) {
          object.set(key, standard.deepCopy());
        }
      }
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        fill(entry.getValue(), SchemaTree.child(about, entry.getKey()));
      }
    } else if (value.isArray()) {
      value.forEach(entry -> fill(entry, SchemaTree.child(about, "")));
    }
  }

  private void dependent(ObjectNode full) {
    if (full.path("data").path("split") instanceof ObjectNode split
        && (split.has("validation_files") || split.has("test_files"))) {
      split.putIfAbsent("validation", DoubleNode.valueOf(0));
      split.putIfAbsent("test", DoubleNode.valueOf(0));
    }
    if (full.path("tokenizer") instanceof ObjectNode tokenizer
        && tokenizer.path("kind").asString("").equals("word")
        && !tokenizer.has("vocabulary")) {
      tokenizer.putIfAbsent("minimum_count", IntNode.valueOf(1));
    }
    if (full.path("model") instanceof ObjectNode model && model.has("file")) {
      model.putIfAbsent("kind", model.stringNode("arpa"));
    }
    if (full.path("model") instanceof ObjectNode model
        && model.path("kind").asString("").equals("gpt")
        && count(model.path("heads")) > 0) {
      model.putIfAbsent("key_value_heads", model.path("heads").deepCopy());
    }
    expandTeacher(full);
    if (full.path("train") instanceof ObjectNode train) {
      long rows = count(train.path("batch"));
      train.putIfAbsent("shards", LongNode.valueOf(rows == 0 ? SHARDS : Math.min(rows, SHARDS)));
    }
    if (full.at("/study/search") instanceof ObjectNode search
        && search.path("kind").asString("").equals("gp")) {
      long trials = count(search.path("trials"));
      int initial = 2 + 2 * full.at("/study/space").size();
      search.putIfAbsent("initial", LongNode.valueOf(Math.clamp(trials - 1, 1, initial)));
    }
    if (full.path("study") instanceof ObjectNode study && !schema.hasSteps(full)) {
      study.putIfAbsent("counted", study.nullNode()); // a counted model needs no counted baseline
    }
    if (full.path("optimizer").isMissingNode() && schema.hasSteps(full)) {
      full.putObject("optimizer");
    }
    if (full.path("optimizer") instanceof ObjectNode optimizer) {
      Algorithm algorithm = algorithm(optimizer);
      learningRate(full.path("model"), optimizer, algorithm);
      decay(full.path("model"), optimizer, algorithm);
    }
  }

  /** A path alone is the run of a teacher. */
  static void expandTeacher(ObjectNode tree) {
    if (tree.path("train") instanceof ObjectNode train && train.path("teacher").isString()) {
      String run = train.path("teacher").asString();
      train.putObject("teacher").put("run", run);
    }
  }

  /** The optimizer; the one that is none's choice where it has errors. */
  private Algorithm algorithm(ObjectNode given) {
    ObjectNode optimizer = given.deepCopy();
    fill(optimizer, schema.root().at("/$defs/optimizer"));
    try {
      return Json.mapper().convertValue(optimizer, Algorithm.class);
    } catch (JacksonException unfit) {
      return algorithm(Json.mapper().createObjectNode());
    }
  }

  /** A number of things; 0 where the value is none. */
  static long count(JsonNode value) {
    boolean whole = value.isNumber() && value.asDouble() % 1 == 0;
    return whole ? (long) Math.max(0, value.asDouble()) : 0;
  }

  private static void learningRate(JsonNode model, ObjectNode optimizer, Algorithm algorithm) {
    if (!optimizer.has("learning_rate")) {
      optimizer.putObject("learning_rate");
    }
    if (optimizer.path("learning_rate") instanceof ObjectNode rate) {
      double peak = DefaultPeak.of(model, algorithm.peakFactor());
      rate.putIfAbsent("peak", DoubleNode.valueOf(peak));
    }
  }

  /** The schema's rules with the optimizer's λ, but for those that match nothing in the model. */
  private void decay(JsonNode model, ObjectNode optimizer, Algorithm algorithm) {
    if (optimizer.has("decay")) {
      return;
    }
    ArrayNode rules = optimizer.putArray("decay");
    Set<Role> left = roles(model);
    for (JsonNode rule : schema.root().at("/$defs/optimizer/properties/decay/default")) {
      if (left.removeIf(role -> matches(rule, role))) {
        ObjectNode own = ((ObjectNode) rule).deepCopy();
        if (rule.path("lambda").asDouble() > 0) {
          own.put("lambda", algorithm.usualLambda());
        }
        rules.add(own);
      }
    }
  }

  private static boolean matches(JsonNode rule, Role role) {
    return !rule.has("roles")
        || rule.path("roles")
            .valueStream()
            .anyMatch(label -> label.asString().equals(role.label()));
  }

  /** The roles of a model's parameters; all there are where the model has errors. */
  private Set<Role> roles(JsonNode given) {
    if (!given.isObject()) {
      return EnumSet.allOf(Role.class);
    }
    JsonNode model = given.deepCopy();
    fill(model, schema.root().at("/$defs/model"));
    try {
      return Models.roles(Json.mapper().convertValue(model, ModelSpec.Neural.class));
    } catch (JacksonException | IllegalArgumentException | ArithmeticException unfit) {
      return EnumSet.allOf(Role.class);
    }
  }
}
