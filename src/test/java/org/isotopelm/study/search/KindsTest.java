package org.isotopelm.study.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;

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
          "{'kind':'racing','p':0.05}", new RacingPruning(0.05),
          "{'kind':'first_fold'}", new FirstFoldPruning(),
          "{'kind':'wilcoxon','p':0.1}", new WilcoxonPruning(0.1));

  /** A study's identity has this JSON: with another, no study that was begun would go on. */
  @Test
  void json_ofEveryKind_isItsNameAndParameters_andReadsBack() {
    SEARCHES.forEach((json, search) -> roundTrip(json, search, Search.class));
    RULES.forEach((json, rule) -> roundTrip(json, rule, Pruning.class));
    assertThat(SEARCHES).hasSameSizeAs(Search.class.getPermittedSubclasses());
    assertThat(RULES).hasSameSizeAs(Pruning.class.getPermittedSubclasses());
  }

  private static void roundTrip(String json, Object value, Class<?> type) {
    String written = json.replace('\'', '"');
    assertThat(Json.mapper().writeValueAsString(value)).isEqualTo(written);
    assertThat(Json.mapper().readValue(written, type)).isEqualTo(value);
  }
}
