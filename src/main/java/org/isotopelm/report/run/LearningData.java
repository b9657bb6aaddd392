package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.train.TrainState.Evaluated;
import org.jspecify.annotations.Nullable;

/** How the cells of the chosen point and of λ = 0 came to their held-out nll. */
public final class LearningData {
  /**
   * Held-out nll during the training of a contender's cells.
   *
   * @param name {@code chosen} or {@code zero}
   * @param mean over the cells
   * @param cells one by one
   */
  record Learning(String name, List<Evaluated> mean, List<List<Evaluated>> cells) {}

  private LearningData() {}

  /** Chosen and λ = 0, or the one of them that was evaluated during training. */
  public static List<Learning> of(StudyOutcome outcome) {
    Contender chosen = outcome.best();
    return chosen == null
        ? List.of()
        : Stream.of(part("chosen", chosen, outcome), part("zero", outcome.zero(), outcome))
            .flatMap(Stream::ofNullable)
            .toList();
  }

  private static @Nullable Learning part(
      String name, @Nullable Contender contender, StudyOutcome outcome) {
    List<List<Evaluated>> cells = new ArrayList<>();
    for (Trial trial : outcome.trials()) {
      CellResult result = trial.result();
      if (trial.cell().contender().equals(contender)
          && result != null
          && !result.evaluations().isEmpty()) {
        cells.add(result.evaluations());
      }
    }
    return cells.isEmpty() ? null : new Learning(name, mean(cells), cells);
  }

  /**
   * The n-th evaluations of all cells together: folds are of different sizes, so that they come
   * after different steps of theirs. The mean ends where a cell does, as one that lost patience.
   */
  private static List<Evaluated> mean(List<List<Evaluated>> cells) {
    int shortest = cells.stream().mapToInt(List::size).min().orElse(0);
    List<Evaluated> mean = new ArrayList<>();
    for (int i = 0; i < shortest; i++) {
      int at = i;
      DoubleStream steps = cells.stream().mapToDouble(cell -> cell.get(at).step());
      DoubleStream nll = cells.stream().mapToDouble(cell -> cell.get(at).nll());
      mean.add(
          new Evaluated(Math.round(steps.average().orElse(0)), nll.average().orElse(Double.NaN)));
    }
    return mean;
  }
}
