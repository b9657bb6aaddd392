package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LogPointTest {
  private static final List<String> KEYS =
      List.of(
          "gradient_norm",
          "decay_norm",
          "radial",
          "tangential",
          "rotation",
          "equilibrium",
          "agreement",
          "near_zero");

  private static LogPoint point(LogPoint.Group group) {
    return new LogPoint(1, 10, 0.5, 2, 3, null, 0.1, 4, Map.of("g", group), List.of());
  }

  private static JsonNode written(LogPoint.Group group) {
    return Json.mapper().valueToTree(point(group)).at("/groups/g");
  }

  @Test
  void json_notMeasured_hasNoneOfTheKeys() {
    JsonNode group = written(new LogPoint.Group(0.1, 0.01, 5, 6, null));

    assertThat(group.propertyNames())
        .containsExactlyInAnyOrder("lambda", "decay_rate", "weight_norm", "update_norm");
  }

  @Test
  void json_measured_hasAllOfTheKeysAndIsReadAgain() {
    LogPoint.Measured measured =
        new LogPoint.Measured(1.0, null, -0.5, 2.0, 0.1, null, 0.5, 0.01, null);
    LogPoint.Group group = new LogPoint.Group(0.1, null, 5, 6, measured);

    assertThat(written(group).propertyNames()).containsAll(KEYS).doesNotContain("tensors");
    assertThat(written(group).get("decay_norm").isNull()).isTrue();
    String line = Json.mapper().writeValueAsString(point(group));
    assertThat(Json.mapper().readValue(line, LogPoint.class)).isEqualTo(point(group));
  }

  @Test
  void json_lineOfAnOlderRun_isRead() {
    String line =
        "{'step':3,'tokens':30,'epoch':0.1,'seconds':1.5,'train_nll':4.5,'validation_nll':null,'learning_rate':0.01,'gradient_norm':1.25,'groups':{'all':{'lambda':0.1,'decay_rate':0.001,'weight_norm':7.5,'update_norm':0.25}}}"
            .replace('\'', '"');

    LogPoint point = Json.mapper().readValue(line, LogPoint.class);

    LogPoint.Group group = Objects.requireNonNull(point.groups().get("all"));
    assertThat(group.weightNorm()).isEqualTo(7.5);
    assertThat(group.measured()).isNull();
    assertThat(point.warnings()).isEmpty();
  }
}
