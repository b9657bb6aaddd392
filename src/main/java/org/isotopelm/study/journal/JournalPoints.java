package org.isotopelm.study.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.isotopelm.base.Json;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * The points of a journal. They are kept twice, in the table {@code point} and as a copy in the
 * table {@code study}: only a new search could find a lost point again.
 */
final class JournalPoints {
  /** The name of the copy. */
  private static final String COPY = "points";

  private static final ObjectReader POINT =
      Json.mapper()
          .readerFor(new TypeReference<LinkedHashMap<String, Object>>() {})
          .with(DeserializationFeature.USE_LONG_FOR_INTS);

  private static final TypeReference<List<PointRow>> ROWS = new TypeReference<>() {};

  private final JournalFile file;
  private final JournalValues values;
  private final List<PointRow> points = new ArrayList<>();

  /** Reads the points. A writer repairs the table or its copy by the other. */
  JournalPoints(JournalFile file, JournalValues values) throws SQLException {
    this.file = file;
    this.values = values;
    List<HashedRow> rows = file.rows(PointRow.TABLE);
    boolean hold = rows.stream().allMatch(file::holds);
    List<PointRow> listed = hold ? file.parsed("point", () -> rows(rows)) : List.of();
    String copy = values.get(COPY);
    if (copy == null && !hold) {
      throw file.damaged("neither the points of the search nor their copy fit their checksums");
    }
    points.addAll(
        copy == null ? listed : file.parsed(COPY, () -> Json.mapper().readValue(copy, ROWS)));
    if (!hold) {
      file.reject("a row of the table 'point'", "the points are read from their copy");
    }
    if (file.writes() && !points.isEmpty() && (copy == null || !points.equals(listed))) {
      write();
    }
  }

  private static List<PointRow> rows(List<HashedRow> rows) {
    return rows.stream()
        .map(PointRow::of)
        .sorted(Comparator.comparingInt(PointRow::number))
        .toList();
  }

  private void write() throws SQLException {
    file.execute("DELETE FROM point");
    for (PointRow each : points) {
      each.row().write(file.connection());
    }
    values.write(COPY, Json.mapper().writeValueAsString(points));
  }

  /** The points of a round; none if it was not proposed yet. */
  List<Plan.Proposed> round(int round, Space space) {
    return points.stream()
        .filter(each -> each.round() == round)
        .map(each -> proposed(each, space))
        .toList();
  }

  private Plan.Proposed proposed(PointRow row, Space space) {
    Point point =
        file.parsed("point " + row.number(), () -> space.point(POINT.readValue(row.point())));
    return new Plan.Proposed(point, row.round(), row.origin(), row.pruned());
  }

  /** Keeps points that were proposed. */
  void add(List<Plan.Proposed> proposed) {
    for (Plan.Proposed each : proposed) {
      points.add(
          new PointRow(points.size() + 1, each.round(), each.origin(), each.point().key(), null));
    }
    file.keep(this::write);
  }

  /** Keeps why a point was given up. */
  void prune(Point point, String why) {
    points.replaceAll(each -> each.point().equals(point.key()) ? each.pruned(why) : each);
    file.keep(this::write);
  }
}
