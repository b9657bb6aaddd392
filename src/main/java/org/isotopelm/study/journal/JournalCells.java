package org.isotopelm.study.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Trial;
import org.jspecify.annotations.Nullable;

/** The journal's table {@code cell}: cells that have ended. */
final class JournalCells {
  private static final String KEY =
      " FROM cell WHERE opponent = ? AND point = ? AND fold = ? AND seed = ?";

  private final JournalFile file;

  /** Checks the table. A writer deletes rows that do not fit their hash. */
  JournalCells(JournalFile file) throws SQLException {
    this.file = file;
    for (HashedRow row : file.rows(CellRow.TABLE)) {
      if (!file.holds(row)) {
        remove(row.values());
      }
    }
  }

  private void remove(Map<String, @Nullable Object> row) throws SQLException {
    @Nullable Object[] key = {
      row.get("opponent"), row.get("point"), row.get("fold"), row.get("seed")
    };
    file.reject(
        "the row of the cell '%s' %s, fold %s, seed %s".formatted(key),
        "the cell will be trained again");
    file.execute("DELETE" + KEY, key);
  }

  /** A cell that has ended before. */
  Optional<Trial> find(Cell cell) {
    try (PreparedStatement query = file.connection().prepareStatement("SELECT *" + KEY)) {
      int column = 1;
      for (Object part : CellRow.key(cell)) {
        query.setObject(column++, part);
      }
      return HashedRow.all(CellRow.TABLE, query).stream().findFirst().map(row -> trial(cell, row));
    } catch (SQLException e) {
      throw file.unusable(e);
    }
  }

  private Trial trial(Cell cell, HashedRow row) {
    return file.parsed("cell of " + cell.contender().label(), () -> CellRow.trial(cell, row));
  }

  /** Writes a cell, within a change that is committed as a whole. */
  void write(Trial trial) throws SQLException {
    CellRow.of(trial).write(file.connection());
  }
}
