package org.isotopelm.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.Scores;
import org.jspecify.annotations.Nullable;

/** The ended cells of a study, and what they say about one contender or two. */
final class Trials {
  private final Map<Contender, NavigableMap<Pair, Trial>> trials = new HashMap<>();

  void add(Trial trial) {
    Cell cell = trial.cell();
    trials.computeIfAbsent(cell.contender(), _ -> new TreeMap<>()).put(Pair.of(cell), trial);
  }

  boolean contains(Cell cell) {
    return find(cell) != null;
  }

  /** The cells that have ended, in the order given. */
  List<Trial> of(List<Cell> cells) {
    return cells.stream().map(this::find).filter(Objects::nonNull).toList();
  }

  int size() {
    return trials.values().stream().mapToInt(Map::size).sum();
  }

  int failed() {
    return trials.keySet().stream().mapToInt(this::failed).sum();
  }

  /** Cells of the contender that have ended, those that diverged among them. */
  int size(Contender contender) {
    return all(contender).size();
  }

  int failed(Contender contender) {
    return size(contender) - results(contender).size();
  }

  Scores scores(Contender contender) {
    List<CellResult> done = List.copyOf(results(contender).values());
    Double nll = mean(done, CellResult::nll);
    return new Scores(
        nll,
        Statistics.standardError(values(done, CellResult::nll)),
        nll == null ? null : Math.exp(nll),
        bitsPerByte(done),
        mean(done, CellResult::trainNll),
        mean(done, CellResult::bestCheckpointNll),
        mean(done, CellResult::exposure),
        mean(done, CellResult::learningRate),
        mean(done, CellResult::steps),
        done.size(),
        failed(contender));
  }

  /** Mean nll of the first so many finished cells; null where there are fewer. */
  @Nullable Double meanOfFirst(int count, Contender contender) {
    List<CellResult> done = List.copyOf(results(contender).values());
    return done.size() < count ? null : mean(done.subList(0, count), CellResult::nll);
  }

  /** The contender minus the other; null where they share no finished cell. */
  @Nullable Paired paired(Design design, Contender contender, Contender other) {
    return Comparison.of(design, results(contender), results(other));
  }

  /** The test of the same difference; null for fewer than two repetitions. */
  @Nullable TTest test(Design design, Contender contender, Contender other) {
    return Comparison.test(design, results(contender), results(other));
  }

  private @Nullable Trial find(Cell cell) {
    return all(cell.contender()).get(Pair.of(cell));
  }

  private Map<Pair, Trial> all(Contender contender) {
    return trials.getOrDefault(contender, new TreeMap<>());
  }

  /** Finished cells, in their order. */
  SortedMap<Pair, CellResult> results(Contender contender) {
    SortedMap<Pair, CellResult> results = new TreeMap<>();
    all(contender)
        .forEach(
            (pair, trial) -> {
              if (trial.result() != null) {
                results.put(pair, trial.result());
              }
            });
    return results;
  }

  /** Σ nll / (ln 2 · Σ bytes) of all cells together: each counts with its text. */
  private static @Nullable Double bitsPerByte(List<CellResult> results) {
    double nats = results.stream().mapToDouble(each -> each.nll() * each.tokens()).sum();
    double bytes = results.stream().mapToDouble(CellResult::bytes).sum();
    return results.isEmpty() ? null : (Double) (nats / (StrictMath.log(2) * bytes));
  }

  private static @Nullable Double mean(
      List<CellResult> results, ToDoubleFunction<CellResult> figure) {
    return results.isEmpty() ? null : (Double) Statistics.mean(values(results, figure));
  }

  private static double[] values(List<CellResult> results, ToDoubleFunction<CellResult> figure) {
    return results.stream().mapToDouble(figure).toArray();
  }
}
