package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every value of a config that has a kind, with each kind that the schema names. */
class ConfigKindsTest {
  private static final String SPACE = "space: {l: {set: [train.seed], values: [1, 2]}}";

  private static final String RULE = "optimizer.decay.all";

  /** Definitions of the schema whose values have a kind, as {@code $defs} names them. */
  private static final List<String> WITH_KINDS =
      List.of("tokenizer", "model", "average", "optimizer", "lambda_schedule", "search", "pruning");

  @TempDir Path folder;

  private static JsonNode kindsOf(JsonNode definition) {
    return definition.at("/properties/kind/enum");
  }

  static Stream<Arguments> kinds() {
    JsonNode definitions = SchemaTree.ofConfig().root().path("$defs");
    return WITH_KINDS.stream()
        .flatMap(
            name ->
                kindsOf(definitions.path(name))
                    .valueStream()
                    .map(kind -> Arguments.of(path(name), kind.asString())));
  }

  private static String path(String name) {
    return switch (name) {
      case "search", "pruning" -> "study." + name;
      case "average" -> "train." + name;
      case "lambda_schedule" -> RULE + "." + name;
      default -> name;
    };
  }

  @Test
  void kinds_ofTheSchema_areAllTriedHere() {
    assertThat(SchemaTree.ofConfig().root().path("$defs").properties())
        .filteredOn(definition -> kindsOf(definition.getValue()).isArray())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(WITH_KINDS);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void read_unknownKeyOfAKind_isRefused(String path, String kind) throws IOException {
    assertThat(complaints(path, "{kind: %s, unheard: 3}".formatted(kind)))
        .anyMatch(
            line ->
                line.matches(
                    "c\\.yaml:\\d+:\\d+: " + path + "\\.unheard: unknown key unheard; .*"));
  }

  /** Where nothing is missing, nothing is wrong; what is missing has a name and a place. */
  @ParameterizedTest
  @MethodSource("kinds")
  void read_aKindAlone_saysWhereWhichKeyIsMissing(String path, String kind) throws IOException {
    assertThat(complaints(path, "{kind: %s}".formatted(kind)))
        .filteredOn(line -> !line.matches(".*: the section \\w+ cannot be used with .*"))
        .allMatch(
            line ->
                line.matches("c\\.yaml:\\d+:\\d+: " + path + "\\.(\\w+): \\1 is missing; give .*"));
  }

  private List<String> complaints(String path, String value) throws IOException {
    String key = path.substring(path.lastIndexOf('.') + 1);
    Sample sample = new Sample();
    if (path.startsWith("train.")) {
      sample.with("train", "{steps: 10, batch: 4, %s: %s}".formatted(key, value));
    } else if (path.startsWith("study.")) {
      sample.with("study", "{%s: %s, %s}".formatted(key, value, SPACE));
    } else if (path.startsWith(RULE)) {
      String rule = "{group: all, lambda: 0, %s: %s}".formatted(key, value);
      sample.with("optimizer", "{learning_rate: {peak: 1e-3}, decay: [%s]}".formatted(rule));
    } else {
      sample.with(path, value);
    }
    return sample.complaints(folder);
  }

  /** A record may need what the schema forgot to require: a fault of the config all the same. */
  @Test
  void check_keyThatOnlyTheRecordNeeds_isAFaultAtItsPlace() {
    ObjectNode full =
        new Defaults(SchemaTree.ofConfig())
            .fill(
                (ObjectNode)
                    Json.mapper()
                        .readTree(
                            "{\"study\": {\"search\": {\"kind\": \"random\"}, \"space\": {}}}"));
    assertThat(SpecCheck.check(full, List.of()))
        .contains(
            Fault.key(
                JsonPointer.compile("/study/search/trials"), "trials is missing; give it a value"));
  }
}
