package org.isotopelm.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.Scores;
import org.jspecify.annotations.Nullable;

/** The ended cells of a study, and what they say about one contender or two. */
final class Trials {
  /** What two cells must share to be compared. */
  private record Pair(int fold, long seed) {}

  private final Map<Cell, Trial> trials = new HashMap<>();

  void add(Trial trial) {
    trials.put(trial.cell(), trial);
  }

  boolean contains(Cell cell) {
    return trials.containsKey(cell);
  }

  /** The cells that have ended, in the order given. */
  List<Trial> of(List<Cell> cells) {
    return cells.stream().map(trials::get).filter(Objects::nonNull).toList();
  }

  int size() {
    return trials.size();
  }

  int failed() {
    return (int) trials.values().stream().filter(trial -> trial.result() == null).count();
  }

  Scores scores(Contender contender) {
    List<CellResult> done = new ArrayList<>(results(contender).values());
    Double nll = mean(done, CellResult::nll);
    return new Scores(
        nll,
        Statistics.standardError(values(done, CellResult::nll)),
        nll == null ? null : Math.exp(nll),
        mean(done, CellResult::trainNll),
        mean(done, CellResult::bestCheckpointNll),
        mean(done, CellResult::exposure),
        done.size(),
        failed(contender));
  }

  /** The contender minus the other; null where they share no finished cell. */
  @Nullable Paired paired(Contender contender, Contender other) {
    Map<Pair, CellResult> others = results(other);
    double[] differences =
        results(contender).entrySet().stream()
            .filter(entry -> others.containsKey(entry.getKey()))
            .mapToDouble(
                entry ->
                    entry.getValue().nll()
                        - Objects.requireNonNull(others.get(entry.getKey())).nll())
            .toArray();
    if (differences.length == 0) {
      return null;
    }
    double difference = Statistics.mean(differences);
    Double error = Statistics.standardError(differences);
    Double p = error == null ? null : Statistics.probability(difference, error, differences.length);
    return new Paired(difference, error, p, differences.length);
  }

  private int failed(Contender contender) {
    return (int)
        trials.values().stream()
            .filter(trial -> trial.cell().contender().equals(contender))
            .filter(trial -> trial.result() == null)
            .count();
  }

  /**
   * Finished cells by fold and seed, in that order, so that sums do not depend on who was first.
   */
  private Map<Pair, CellResult> results(Contender contender) {
    Map<Pair, CellResult> results = new LinkedHashMap<>();
    trials.values().stream()
        .filter(trial -> trial.cell().contender().equals(contender))
        .sorted(
            Comparator.comparingLong((Trial trial) -> trial.cell().seed())
                .thenComparingInt(trial -> trial.cell().fold()))
        .forEach(
            trial -> {
              if (trial.result() != null) {
                results.put(new Pair(trial.cell().fold(), trial.cell().seed()), trial.result());
              }
            });
    return results;
  }

  private static @Nullable Double mean(
      List<CellResult> results, ToDoubleFunction<CellResult> figure) {
    return results.isEmpty() ? null : (Double) Statistics.mean(values(results, figure));
  }

  private static double[] values(List<CellResult> results, ToDoubleFunction<CellResult> figure) {
    return results.stream().mapToDouble(figure).toArray();
  }
}
