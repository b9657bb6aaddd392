package org.isotopelm.study.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A recorded table, as README.md describes it: the trainings of one text and one kind of model. */
record RecordedCells(String name, Map<Key, Cell> cells) {

  /** What was trained, and on which fold of which draw of folds. */
  record Key(double lambda, double eta, int epochs, int draw, int fold, int seed) {}

  /**
   * What came of it.
   *
   * @param nll of the fold at the end, nats per token; NaN where the training diverged
   * @param test nll of the test text at the end
   * @param curve nll of the fold after each epoch
   */
  record Cell(Key key, double seconds, double nll, double test, double train, double[] curve) {
    static Cell of(String line) {
      String[] words = line.split(",", -1);
      return new Cell(
          new Key(
              Double.parseDouble(words[0]),
              Double.parseDouble(words[1]),
              Integer.parseInt(words[2]),
              Integer.parseInt(words[3]),
              Integer.parseInt(words[4]),
              Integer.parseInt(words[5])),
          Double.parseDouble(words[7]),
          number(words[8]),
          number(words[9]),
          number(words[10]),
          words[11].isEmpty()
              ? new double[0]
              : Arrays.stream(words[11].split(";", -1)).mapToDouble(Double::parseDouble).toArray());
    }

    private static double number(String word) {
      return word.equals("nan") ? Double.NaN : Double.parseDouble(word);
    }
  }

  /** Reads a table, TEXT-KIND.csv or TEXT-KIND.csv.gz. */
  static RecordedCells read(Path file) throws IOException {
    String name = file.getFileName().toString();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                name.endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
      return new RecordedCells(
          name.replaceAll("\\.csv(\\.gz)?$", ""),
          lines
              .lines()
              .skip(1)
              .map(Cell::of)
              .collect(Collectors.toMap(Cell::key, Function.identity())));
    }
  }

  @Nullable Cell at(double lambda, double eta, int epochs, int draw, int fold, int seed) {
    return cells.get(new Key(lambda, eta, epochs, draw, fold, seed));
  }

  /** The values of a part of the keys, ascending. */
  List<Double> values(Function<Key, Number> part) {
    return cells.keySet().stream()
        .map(k -> part.apply(k).doubleValue())
        .distinct()
        .sorted()
        .toList();
  }
}
