package org.isotopelm.study.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.isotopelm.base.Json;
import tools.jackson.databind.JsonNode;

/**
 * Recorded trainings over λ, equally spaced in ln λ, that play trainings at any λ between: each
 * fold and seed is a curve through its own cells, by Catmull and Rom's cubic interpolation.
 *
 * @param lambdas ascending, above 0
 * @param curves nll by repetition (a seed), fold and λ
 * @param zeros nll of λ = 0, by repetition and fold
 */
record RecordedTable(double[] lambdas, double[][][] curves, double[][] zeros) {

  /** Reads a dense study's journal; a seed counts when all its cells are there. */
  static RecordedTable ofJournal(Path file) throws SQLException {
    NavigableMap<Integer, NavigableMap<Integer, NavigableMap<Double, Double>>> cells =
        new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT point, fold, seed, nll FROM cell WHERE opponent = '' AND nll IS NOT NULL")) {
      while (rows.next()) {
        cells
            .computeIfAbsent(rows.getInt(3), _ -> new TreeMap<>())
            .computeIfAbsent(rows.getInt(2), _ -> new TreeMap<>())
            .put(
                Json.mapper().readTree(rows.getString(1)).path("lambda").asDouble(),
                rows.getDouble(4));
      }
    }
    NavigableMap<Double, Double> first = cells.firstEntry().getValue().firstEntry().getValue();
    int folds = cells.firstEntry().getValue().size();
    List<NavigableMap<Integer, NavigableMap<Double, Double>>> whole =
        cells.values().stream()
            .filter(seed -> seed.size() == folds)
            .filter(seed -> seed.values().stream().allMatch(c -> c.size() == first.size()))
            .toList();
    double[][][] curves =
        whole.stream()
            .map(
                seed ->
                    seed.values().stream()
                        .map(c -> array(c.tailMap(0.0, false)))
                        .toArray(double[][]::new))
            .toArray(double[][][]::new);
    double[][] zeros =
        whole.stream()
            .map(seed -> seed.values().stream().mapToDouble(c -> c.get(0.0)).toArray())
            .toArray(double[][]::new);
    double[] lambdas =
        first.tailMap(0.0, false).keySet().stream().mapToDouble(Double::doubleValue).toArray();
    return new RecordedTable(lambdas, curves, zeros);
  }

  private static double[] array(Map<Double, Double> curve) {
    return curve.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Reads what {@link #write} wrote. */
  static RecordedTable read(Path file) throws IOException {
    JsonNode tree = Json.mapper().readTree(Files.readString(file));
    return Json.mapper().treeToValue(tree, RecordedTable.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, Json.mapper().writeValueAsString(this) + "\n");
  }

  int repetitions() {
    return curves.length;
  }

  int folds() {
    return curves[0].length;
  }

  double nll(double lambda, int repetition, int fold) {
    return interpolate(curves[repetition][fold], lambda);
  }

  /** The mean over all folds and repetitions, at λ = 0 too. */
  double reference(double lambda) {
    double sum = 0;
    for (int r = 0; r < repetitions(); r++) {
      for (int f = 0; f < folds(); f++) {
        sum += lambda == 0 ? zeros[r][f] : nll(lambda, r, f);
      }
    }
    return sum / (repetitions() * folds());
  }

  private double interpolate(double[] curve, double lambda) {
    double low = Math.log(lambdas[0]);
    double step = (Math.log(lambdas[lambdas.length - 1]) - low) / (lambdas.length - 1);
    double at = Math.clamp((Math.log(lambda) - low) / step, 0, lambdas.length - 1);
    int i = Math.min((int) at, lambdas.length - 2);
    double t = at - i;
    double p0 = i > 0 ? curve[i - 1] : 2 * curve[0] - curve[1];
    double p1 = curve[i];
    double p2 = curve[i + 1];
    double p3 = i + 2 < curve.length ? curve[i + 2] : 2 * p2 - p1;
    return p1
        + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
  }
}
