package org.isotopelm.study.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.train.TrainState.Evaluated;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A row of the journal's table {@code cell}. */
final class CellRow {
  static final String TABLE = "cell";

  private static final TypeReference<List<Double>> NUMBERS = new TypeReference<>() {};
  private static final TypeReference<List<Evaluated>> EVALUATIONS = new TypeReference<>() {};

  private CellRow() {}

  /** The columns that identify a cell, in the order of the table's key. */
  static List<Object> key(Cell cell) {
    return List.of(
        Objects.requireNonNullElse(cell.contender().opponent(), ""),
        cell.contender().point().key(),
        cell.fold(),
        cell.seed());
  }

  static HashedRow of(Trial trial) {
    Cell cell = trial.cell();
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("opponent", Objects.requireNonNullElse(cell.contender().opponent(), ""));
    values.put("point", cell.contender().point().key());
    values.put("fold", cell.fold());
    values.put("seed", cell.seed());
    values.put("status", trial.status().label());
    values.put("message", trial.message());
    CellResult result = trial.result();
    if (result != null) {
      values.put("nll", result.nll());
      values.put("train_nll", result.trainNll());
      values.put("best_checkpoint_nll", result.bestCheckpointNll());
      values.put("best_step", result.bestStep());
      values.put("tokens", result.tokens());
      values.put("bytes", result.bytes());
      values.put("exposure", result.exposure());
      values.put("learning_rate", result.learningRate());
      values.put("steps", result.steps());
      values.put("seconds", result.seconds());
      values.put("unit_nll", Json.mapper().writeValueAsString(result.unitNll()));
      values.put("unit_tokens", Json.mapper().writeValueAsString(result.unitTokens()));
      values.put("evaluations", Json.mapper().writeValueAsString(result.evaluations()));
      values.put("unknown_tokens", result.unknownTokens());
      values.put("unknown_bytes", result.unknownBytes());
      values.put("planned_steps", result.plannedSteps());
    }
    return HashedRow.of(TABLE, values);
  }

  static Trial trial(Cell cell, HashedRow row) {
    Trial.Status status = Trial.Status.valueOf(row.text("status").toUpperCase(Locale.ROOT));
    return status == Trial.Status.DONE
        ? Trial.of(cell, result(row))
        : new Trial(cell, status, null, row.textOrNull("message"));
  }

  private static CellResult result(HashedRow row) {
    return new CellResult(
        row.real("nll"),
        row.realOrNaN("train_nll"),
        row.realOrNaN("best_checkpoint_nll"),
        row.whole("best_step"),
        row.whole("tokens"),
        row.whole("bytes"),
        row.realOrNaN("exposure"),
        row.realOrNaN("learning_rate"),
        row.whole("steps"),
        row.real("seconds"),
        numbers(row.textOrNull("unit_nll")),
        numbers(row.textOrNull("unit_tokens")),
        evaluations(row.textOrNull("evaluations")),
        row.wholeOrZero("unknown_tokens"),
        row.wholeOrZero("unknown_bytes"),
        row.wholeOrZero("planned_steps"));
  }

  private static List<Evaluated> evaluations(@Nullable String json) {
    return json == null ? List.of() : Json.mapper().readValue(json, EVALUATIONS);
  }

  private static List<Double> numbers(@Nullable String json) {
    return json == null ? List.of() : Json.mapper().readValue(json, NUMBERS);
  }
}
