package org.isotopelm.study.trial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cells of a study that have ended, by contender. */
public final class Trials {
  private final Map<Contender, NavigableMap<Pair, Trial>> trials = new HashMap<>();

  public void add(Trial trial) {
    Cell cell = trial.cell();
    trials.computeIfAbsent(cell.contender(), _ -> new TreeMap<>()).put(Pair.of(cell), trial);
  }

  public boolean contains(Cell cell) {
    return find(cell) != null;
  }

  /** The cells that have ended, in the order given. */
  public List<Trial> of(List<Cell> cells) {
    return cells.stream().map(this::find).filter(Objects::nonNull).toList();
  }

  public int size() {
    return trials.values().stream().mapToInt(Map::size).sum();
  }

  /** The lowest figure of a point on this fold and seed; infinite where there is none. */
  public double lowest(Pair pair, Metric metric) {
    return trials.entrySet().stream()
        .filter(each -> each.getKey().opponent() == null)
        .map(each -> each.getValue().get(pair))
        .filter(Objects::nonNull)
        .map(Trial::result)
        .filter(Objects::nonNull)
        .mapToDouble(metric::of)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Mean wall time of the finished cells; 0 if there is none. */
  public double meanSeconds() {
    return trials.keySet().stream()
        .flatMap(contender -> results(contender).values().stream())
        .mapToDouble(CellResult::seconds)
        .average()
        .orElse(0);
  }

  public int failed() {
    return trials.keySet().stream().mapToInt(this::failed).sum();
  }

  /** Cells of the contender that have ended, including those that diverged or crashed. */
  public int size(Contender contender) {
    return all(contender).size();
  }

  public int failed(Contender contender) {
    return size(contender) - results(contender).size();
  }

  /** The same, of these (seed, fold) pairs only. */
  public Trials on(Set<Pair> pairs) {
    Trials some = new Trials();
    trials.values().stream()
        .flatMap(each -> each.values().stream())
        .filter(trial -> pairs.contains(Pair.of(trial.cell())))
        .forEach(some::add);
    return some;
  }

  /** Finished cells that stopped early. */
  public int stoppedEarly() {
    return (int)
        trials.values().stream()
            .flatMap(each -> each.values().stream())
            .filter(trial -> trial.result() != null && trial.result().stoppedEarly())
            .count();
  }

  private @Nullable Trial find(Cell cell) {
    return all(cell.contender()).get(Pair.of(cell));
  }

  private Map<Pair, Trial> all(Contender contender) {
    return trials.getOrDefault(contender, new TreeMap<>());
  }

  /** Finished cells, in their order. */
  public SortedMap<Pair, CellResult> results(Contender contender) {
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
}
