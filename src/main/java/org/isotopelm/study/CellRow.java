package org.isotopelm.study;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.isotopelm.Json;
import org.isotopelm.train.TrainState.Evaluated;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A row of the journal's table {@code cell}. */
final class CellRow {
  private static final TypeReference<List<Double>> NUMBERS = new TypeReference<>() {};
  private static final TypeReference<List<Evaluated>> EVALUATIONS = new TypeReference<>() {};

  private CellRow() {}

  static void bindKey(PreparedStatement statement, Cell cell) throws SQLException {
    statement.setString(1, Objects.requireNonNullElse(cell.contender().opponent(), ""));
    statement.setString(2, cell.contender().point().key());
    statement.setInt(3, cell.fold());
    statement.setLong(4, cell.seed());
  }

  static void bindOutcome(PreparedStatement insert, Trial trial) throws SQLException {
    insert.setString(5, trial.status().label());
    insert.setString(6, trial.message());
    CellResult result = trial.result();
    if (result != null) {
      insert.setDouble(7, result.nll());
      insert.setDouble(8, result.trainNll());
      insert.setDouble(9, result.bestCheckpointNll());
      insert.setLong(10, result.bestStep());
      insert.setLong(11, result.tokens());
      insert.setLong(12, result.bytes());
      insert.setDouble(13, result.exposure());
      insert.setDouble(14, result.learningRate());
      insert.setLong(15, result.steps());
      insert.setDouble(16, result.seconds());
      insert.setString(17, Json.mapper().writeValueAsString(result.unitNll()));
      insert.setString(18, Json.mapper().writeValueAsString(result.unitTokens()));
      insert.setString(19, Json.mapper().writeValueAsString(result.evaluations()));
      insert.setLong(20, result.unknownTokens());
      insert.setLong(21, result.unknownBytes());
      insert.setLong(22, result.plannedSteps());
    }
  }

  static Trial trial(Cell cell, ResultSet row) throws SQLException {
    Trial.Status status = Trial.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    return status == Trial.Status.DONE
        ? Trial.of(cell, result(row))
        : new Trial(cell, status, null, row.getString("message"));
  }

  private static CellResult result(ResultSet row) throws SQLException {
    return new CellResult(
        row.getDouble("nll"),
        row.getDouble("train_nll"),
        row.getDouble("best_checkpoint_nll"),
        row.getLong("best_step"),
        row.getLong("tokens"),
        row.getLong("bytes"),
        row.getDouble("exposure"),
        row.getDouble("learning_rate"),
        row.getLong("steps"),
        row.getDouble("seconds"),
        numbers(row.getString("unit_nll")),
        numbers(row.getString("unit_tokens")),
        evaluations(row.getString("evaluations")),
        row.getLong("unknown_tokens"),
        row.getLong("unknown_bytes"),
        row.getLong("planned_steps"));
  }

  private static List<Evaluated> evaluations(@Nullable String json) {
    return json == null ? List.of() : Json.mapper().readValue(json, EVALUATIONS);
  }

  private static List<Double> numbers(@Nullable String json) {
    return json == null ? List.of() : Json.mapper().readValue(json, NUMBERS);
  }
}
