package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The documentation's list of keys is made from the schema; this makes it, and compares. */
class ConfigPageTest {
  private static final String MARK = "<!-- From here on made from isotope.schema.json. -->\n";
  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final SchemaTree schema = SchemaTree.ofConfig();
  private final Wording wording = new Wording(schema);
  private final StringBuilder page = new StringBuilder();

  @Test
  void page_keys_areThoseOfTheSchema() throws IOException {
    object("", schema.root());
    Path made = Path.of("target/config.md");
    String given = Files.readString(Path.of("src/site/markdown/config.md"));
    String intro = given.substring(0, given.indexOf(MARK) + MARK.length());
    Files.writeString(made, intro + page);
    assertThat(firstDifference(given, intro + page))
        .as(
            "the schema has changed: copy %s to src/site/markdown; the first line that differs",
            made)
        .isEmpty();
  }

  /** The number and both forms of the first line that is not the same; empty: all are. */
  private static String firstDifference(String given, String made) {
    List<String> old = given.lines().toList();
    List<String> now = made.lines().toList();
    for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
      String was = i < old.size() ? old.get(i) : "(no line)";
      String is = i < now.size() ? now.get(i) : "(no line)";
      if (!was.equals(is)) {
        return "line %s\n  is        %s\n  should be %s".formatted(i + 1, was, is);
      }
    }
    return "";
  }

  private void object(String path, JsonNode node) {
    List<JsonNode> about = schema.about(node, NOTHING);
    if (!path.isEmpty()) {
      section("`" + path + "`", about);
    }
    for (String key : SchemaTree.keys(about)) {
      nested(path.isEmpty() ? key : path + "." + key, SchemaTree.child(about, key));
    }
    for (JsonNode part : about) {
      JsonNode branches = part.has("allOf") ? part.path("allOf") : part.at("/then/allOf");
      for (JsonNode branch : branches) {
        String kind = branch.at("/if/properties/kind/const").asString();
        List<JsonNode> own = schema.about(branch.path("then"), NOTHING);
        section("`%s: {kind: %s}`".formatted(path, kind), own);
        for (String key : SchemaTree.keys(own)) {
          nested(path + "." + key, SchemaTree.child(own, key));
        }
      }
      if (part.has("else")) {
        boolean hasFile = part.at("/if/required/0").asString("").equals("file");
        JsonNode without = part.path(hasFile ? "then" : "else");
        section("`" + path + "` without a kind", schema.about(without, NOTHING));
      }
    }
  }

  private void nested(String path, JsonNode node) {
    List<JsonNode> about = schema.about(node, NOTHING);
    JsonNode items = SchemaTree.keyword(about, "items");
    JsonNode values = SchemaTree.keyword(about, "additionalProperties");
    if (!SchemaTree.keys(about).isEmpty()) {
      object(path, node);
    } else if (!SchemaTree.keys(schema.about(items, NOTHING)).isEmpty()) {
      object(path + "[…]", items);
    } else if (!SchemaTree.keys(schema.about(values, NOTHING)).isEmpty()) {
      object(path + ".NAME", values);
    }
  }

  private void section(String title, List<JsonNode> about) {
    page.append("\n## ").append(title).append("\n\n").append(text(about)).append("\n");
    List<String> keys =
        SchemaTree.keys(about).stream().filter(k -> SchemaTree.child(about, k).isObject()).toList();
    if (!keys.isEmpty()) {
      page.append("\n| key | value | default | meaning |\n|---|---|---|---|\n");
      JsonNode required = SchemaTree.keyword(about, "required");
      keys.forEach(key -> row(key, schema.about(SchemaTree.child(about, key), NOTHING), required));
    }
  }

  private void row(String key, List<JsonNode> about, JsonNode required) {
    boolean needed = required.valueStream().anyMatch(r -> r.asString().equals(key));
    JsonNode standard = SchemaTree.keyword(about, "default");
    String value = wording.allowed(about).replaceFirst(" with the keys .*", "");
    String shown = standard.isMissingNode() ? "" : "`" + Wording.found(standard) + "`";
    if (standard.isContainer()) {
      shown = standard.isArray() && !standard.path(0).isObject() ? "`" + standard + "`" : "";
    }
    page.append(
        "| `%s` | %s | %s | %s |\n"
            .formatted(key, value, needed ? "required" : shown, text(about)));
  }

  private static String text(List<JsonNode> about) {
    return SchemaTree.keyword(about, "description").asString("");
  }
}
