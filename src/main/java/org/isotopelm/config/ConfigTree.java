package org.isotopelm.config;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.isotopelm.base.Json;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.param.Role;
import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a sound tree into the records, and records into a tree that reads back as the same. */
final class ConfigTree {
  /** Refuses keys that the records do not have. */
  private static final ObjectReader STRICT =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ConfigTree() {}

  /** The records of a tree whose defaults are filled in; it is rewritten on the way. */
  static Config toConfig(ObjectNode full, Source source) {
    FilePaths.makeAbsolute(full, source::folder);
    complete(full);
    return STRICT.treeToValue(full, Config.class);
  }

  /** Likewise of a tree that need not say more than which text. */
  static TextConfig toTextConfig(ObjectNode full, Source source) {
    FilePaths.makeAbsolute(full, source::folder);
    complete(full);
    return new TextConfig(
        Json.mapper().treeToValue(full.path("data"), DataSpec.class),
        full.has("tokenizer")
            ? Json.mapper().treeToValue(full.path("tokenizer"), TokenizerSpec.class)
            : null,
        source);
  }

  /** Writes out what the records have and a config may leave out or say in short. */
  static void complete(ObjectNode full) {
    emptyLists(full.path("data"), "files");
    emptyLists(full.at("/data/split"), "validation_files", "test_files");
    full.at("/optimizer/decay").forEach(ConfigTree::expandRoles);
  }

  private static void emptyLists(JsonNode value, String... keys) {
    if (value instanceof ObjectNode object) {
      for (String key : keys) {
        object.putIfAbsent(key, object.arrayNode());
      }
    }
  }

  /** {@code matrix} becomes the roles that it stands for. */
  private static void expandRoles(JsonNode rule) {
    if (rule.path("roles") instanceof ArrayNode labels) {
      Set<Role> roles = EnumSet.noneOf(Role.class);
      for (JsonNode label : labels) {
        if (label.asString().equals("matrix")) {
          roles.addAll(Role.MATRIX);
        } else {
          roles.add(Role.of(label.asString()));
        }
      }
      labels.removeAll();
      roles.forEach(role -> labels.add(role.label()));
    }
  }

  /** The tree of a config: what is null or empty is left out, but where null is a value. */
  static ObjectNode toTree(Config config) {
    ObjectNode tree = Json.mapper().valueToTree(config);
    OptimizerSpec optimizer = config.optimizer();
    boolean clipped = optimizer == null || optimizer.clip() != null;
    prune(tree);
    savedTokenizer(tree.path("tokenizer"));
    if (config.study() != null && config.study().counted() == null) {
      ((ObjectNode) tree.path("study")).putNull("counted");
    }
    if (config.train() != null) {
      counted(config.train().counted(), (ObjectNode) tree.path("train"));
    }
    if (!clipped) {
      ((ObjectNode) tree.path("optimizer")).putNull("clip");
    }
    return tree;
  }

  /** The file of a tokenizer stands for itself; Jackson gives it a kind all the same. */
  private static void savedTokenizer(JsonNode tokenizer) {
    if (tokenizer instanceof ObjectNode object && object.has("file")) {
      object.remove("kind");
    }
  }

  /** Left out where it is as usual, so that a run from before this key is still the same. */
  private static void counted(@Nullable CountedSpec spec, ObjectNode train) {
    if (!CountedSpec.STANDARD.equals(spec)) {
      train.set("counted", Json.mapper().valueToTree(spec));
    }
  }

  private static void prune(ObjectNode object) {
    object.removeIf(value -> value.isNull() || (value.isArray() && value.isEmpty()));
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      prune(entry.getValue());
    }
  }

  private static void prune(JsonNode value) {
    if (value instanceof ObjectNode object) {
      prune(object);
    } else {
      value.forEach(ConfigTree::prune);
    }
  }
}
