package org.isotopelm.study.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.StudyTask.CountFinal;
import org.isotopelm.study.training.StudyTask.CountFold;
import org.isotopelm.study.training.StudyTask.FitWeights;
import org.isotopelm.study.training.StudyTask.FitWeightsOf;
import org.isotopelm.study.training.StudyTask.TrainCell;
import org.isotopelm.study.training.StudyTask.TrainFinal;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.train.TrainState.Evaluated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StudyTaskTest {
  private static final CountedSpec COUNTED = new CountedSpec(3);

  private static Map<String, Object> overrides() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("optimizer.decay.rest.lambda", 0.1 + 0.2);
    values.put("train.epochs", 3);
    values.put("train.average", null);
    values.put("model", Map.of("kind", "mlp", "hidden", List.of(8, 4)));
    return values;
  }

  private static Cell cell() {
    Point point = new Point(Map.of("lambda", 0.1 + 0.2), overrides());
    Cell before = new Cell(new Contender(Contender.ZERO, point), 1, -7);
    return new Cell(Contender.of(point), 2, Long.MAX_VALUE, before);
  }

  static List<StudyTask<?>> everyTask() {
    return List.of(
        new TrainCell(cell(), "cells/a"),
        new CountFold(COUNTED, 2),
        new CountFinal(COUNTED),
        new TrainFinal(overrides(), 3, "chosen", 2),
        new FitWeights(overrides(), 3, COUNTED, 5000, "finals/b"),
        new FitWeightsOf("finals/b/run", overrides(), COUNTED, 5000));
  }

  static List<Object> everyResult() {
    return List.of(
        CellResult.counted(1.0 / 3, 7, 8, 0.1, List.of(1e-300, 2.0), List.of(3.0, 4.0), 1, 2),
        new CellResult(
            Math.nextUp(4.0),
            3,
            4,
            90,
            1000,
            3000,
            1.5,
            0.01,
            100,
            0.5,
            List.of(Math.PI),
            List.of(1000.0),
            List.of(new Evaluated(50, 4.5)),
            0,
            0,
            100),
        new FinalScore(
            1.0 / 3, List.of(0.3, 0.4), 0.2, List.of(), List.of(Math.E, 2.0), List.of(2.0, 3.0)),
        new MixtureWeights(List.of(0.5, 0.5), null),
        new MixtureWeights(
            List.of(0.25, 0.5), new CacheShare(1000, 0.25, CacheKind.UNIGRAM, null, null)));
  }

  @ParameterizedTest
  @MethodSource("everyTask")
  void task_asJson_isTheSameTask(StudyTask<?> task) {
    String json = Json.mapper().writeValueAsString(task);
    assertThat(Json.mapper().readValue(json, StudyTask.class)).isEqualTo(task);
  }

  @ParameterizedTest
  @MethodSource("everyResult")
  void result_asJson_isTheSameToTheBit(Object result) {
    String json = Json.mapper().writeValueAsString(result);
    assertThat((Object) Json.mapper().readValue(json, result.getClass())).isEqualTo(result);
  }

  @Test
  void cell_leavesItsNetworkAndItsWeights_andReadsThoseBeforeIt() {
    TrainCell task = new TrainCell(cell(), "cells/a");
    assertThat(task.leaves()).containsExactly("cells/a/run", "cells/" + cell().name() + ".weights");
    Cell before = Objects.requireNonNull(cell().after());
    assertThat(task.reads()).containsExactly("cells/" + before.name() + ".weights");
  }
}
