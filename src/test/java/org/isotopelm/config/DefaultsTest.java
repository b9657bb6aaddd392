package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What the schema promises where a config is silent is what the records then hold. */
class DefaultsTest {
  private static final String SPACE = "space: {l: {set: [train.seed], log_uniform: [1, 2]}}";

  @TempDir Path folder;
  private final SchemaTree schema = SchemaTree.ofConfig();
  private final List<String> compared = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tokenizer | {kind: bpe, vocabulary: 300}",
        "tokenizer | {kind: word}",
        "model | {kind: mlp, context: 2, embedding: 4, hidden: [4]}",
        "model | {kind: lstm, layers: 1, width: 8, embedding: 8, context: 4}",
        "optimizer | {}",
        "study | {search: {kind: random, trials: 3}, SPACE}",
        "study | {search: {kind: gp, trials: 9}, pruning: {kind: median}, SPACE}",
        "study | {search: {kind: gp, trials: 9}, pruning: {kind: halving}, SPACE}",
        "study | {search: {kind: gp, trials: 9}, pruning: {kind: wilcoxon}, SPACE}",
        "study | {search: {kind: path}, space: {l: {set: [train.seed], values: [1]}}}",
      })
  void read_silentConfig_holdsTheDefaultsOfTheSchema(String key, String value) throws IOException {
    Sample sample = new Sample().with(key, value.replace("SPACE", SPACE));
    Config config = sample.read(folder).config();
    compare(JsonPointer.empty(), schema.root(), Json.mapper().valueToTree(config));
    assertThat(compared).hasSizeGreaterThan(20);
  }

  /** Of the values that a config of this kind must or may leave out, all are looked at. */
  @Test
  void compare_simplestConfig_findsDefaultsInEachPart() throws IOException {
    compare(
        JsonPointer.empty(),
        schema.root(),
        Json.mapper().valueToTree(new Sample().read(folder).config()));
    assertThat(compared)
        .contains(
            "/data/split/validation",
            "/data/on_error",
            "/model/embedding_std",
            "/train/seed",
            "/optimizer/clip",
            "/optimizer/learning_rate/warmup",
            "/optimizer/decay",
            "/engine/products");
  }

  /** Walks along a record's tree and looks at each value that the schema has a default for. */
  private void compare(JsonPointer at, JsonNode valueSchema, JsonNode value) {
    List<JsonNode> about = schema.about(valueSchema, value);
    JsonNode standard = SchemaTree.keyword(about, "default");
    if (!standard.isMissingNode() && !standard.isObject()) {
      compared.add(at.toString());
      assertThat(agree(value, standard))
          .as("%s is %s, and the schema's default %s", at, value, standard)
          .isTrue();
    }
    if (value.isObject()) {
      SchemaTree.keys(about)
          .forEach(k -> compare(at.appendProperty(k), SchemaTree.child(about, k), value.path(k)));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      compare(at.appendIndex(i), SchemaTree.child(about, ""), value.path(i));
    }
  }

  /** Whether a value is what a default says; what the default leaves out may be anything. */
  private static boolean agree(JsonNode value, JsonNode standard) {
    if (standard.isNumber()) {
      return value.isNumber() && value.asDouble() == standard.asDouble();
    }
    if (standard.isArray()) {
      return value.size() == standard.size()
          && IntStream.range(0, value.size()).allMatch(i -> agree(value.path(i), standard.path(i)));
    }
    return standard.isObject()
        ? standard.properties().stream()
            .allMatch(entry -> agree(value.path(entry.getKey()), entry.getValue()))
        : value.equals(standard);
  }
}
