package org.isotopelm.study;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.Scores;
import org.jspecify.annotations.Nullable;

/** The ended cells of a study, and what they say about one contender or two. */
final class Trials {
  /** What two cells must share to be compared; ordered, so that no sum depends on who was first. */
  private record Pair(long seed, int fold) implements Comparable<Pair> {
    private static final Comparator<Pair> ORDER =
        Comparator.comparingLong(Pair::seed).thenComparingInt(Pair::fold);

    static Pair of(Cell cell) {
      return new Pair(cell.seed(), cell.fold());
    }

    @Override
    public int compareTo(Pair other) {
      return ORDER.compare(this, other);
    }
  }

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
        mean(done, result -> result.nll() * result.tokens() / (Math.log(2) * result.bytes())),
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
  @Nullable Paired paired(Contender contender, Contender other) {
    Map<Pair, CellResult> own = results(contender);
    Map<Pair, CellResult> others = results(other);
    own.keySet().retainAll(others.keySet());
    if (own.isEmpty()) {
      return null;
    }
    double[] differences =
        own.entrySet().stream()
            .mapToDouble(
                e -> e.getValue().nll() - Objects.requireNonNull(others.get(e.getKey())).nll())
            .toArray();
    double difference = Statistics.mean(differences);
    Double error = Statistics.standardError(differences);
    Double p = error == null ? null : Statistics.probability(difference, error, differences.length);
    return new Paired(
        difference, error, null, List.of(), p, null, null, List.of(), differences.length);
  }

  static Paired paired(double[] differences, int folds) {
    double difference = Statistics.mean(differences);
    Double error = Statistics.standardError(differences);
    Double p = error == null ? null : Statistics.probability(difference, error, differences.length);
    return new Paired(
        difference, error, null, List.of(), p, null, null, List.of(), differences.length);
  }

  private @Nullable Trial find(Cell cell) {
    return all(cell.contender()).get(Pair.of(cell));
  }

  private Map<Pair, Trial> all(Contender contender) {
    return trials.getOrDefault(contender, new TreeMap<>());
  }

  /** Finished cells, in their order. */
  private Map<Pair, CellResult> results(Contender contender) {
    Map<Pair, CellResult> results = new TreeMap<>();
    all(contender)
        .forEach(
            (pair, trial) -> {
              if (trial.result() != null) {
                results.put(pair, trial.result());
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
