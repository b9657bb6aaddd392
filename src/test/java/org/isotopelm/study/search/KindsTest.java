package org.isotopelm.study.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the config calls searches and pruning rules. */
class KindsTest {
  private static final Map<String, Search> SEARCHES =
      Map.of(
          "{'kind':'grid'}", new GridSearch(),
          "{'kind':'random','trials':7}", new RandomSearch(7),
          "{'kind':'sobol','trials':7}", new SobolSearch(7),
          "{'kind':'gp','trials':7,'initial':4,'round':2,'stop':'noise'}",
              new GpSearch(7, 4, 2, GpSearch.Stop.NOISE),
          "{'kind':'path','follow_up':0.5}", new PathSearch(0.5));
  private static final Map<String, Pruning> RULES =
      Map.of(
          "{'kind':'none'}", new NoPruning(),
          "{'kind':'median','after':2}", new MedianPruning(2),
          "{'kind':'halving','factor':3}", new HalvingPruning(3),
          "{'kind':'wilcoxon','p':0.1}", new WilcoxonPruning(0.1));

  /** A study's identity has this JSON: with another, no study that was begun would go on. */
  @Test
  void json_ofEveryKind_isItsNameAndParameters_andReadsBack() {
    SEARCHES.forEach((json, search) -> roundTrip(json, search, Search.class));
    RULES.forEach((json, rule) -> roundTrip(json, rule, Pruning.class));
  }

  @Test
  void kinds_ofTheSchema_areThoseThatThereAre() throws IOException {
    assertThat(inSchema("search")).containsExactlyInAnyOrderElementsOf(names(Search.class));
    assertThat(inSchema("pruning")).containsExactlyInAnyOrderElementsOf(names(Pruning.class));
  }

  private static void roundTrip(String json, Object value, Class<?> type) {
    String written = json.replace('\'', '"');
    assertThat(Json.mapper().writeValueAsString(value)).isEqualTo(written);
    assertThat(Json.mapper().readValue(written, type)).isEqualTo(value);
  }

  private static List<String> names(Class<?> kinds) {
    return Arrays.stream(kinds.getPermittedSubclasses())
        .map(kind -> Objects.requireNonNull(kind.getAnnotation(JsonTypeName.class)).value())
        .toList();
  }

  private static List<String> inSchema(String name) throws IOException {
    try (InputStream schema =
        Search.class.getResourceAsStream("/org/isotopelm/config/isotope.schema.json")) {
      JsonNode kinds =
          Json.mapper().readTree(schema).at("/$defs/" + name + "/properties/kind/enum");
      return kinds.valueStream().map(kind -> kind.asString("")).toList();
    }
  }
}
