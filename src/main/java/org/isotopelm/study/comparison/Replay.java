package org.isotopelm.study.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.isotopelm.eval.Resolution;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trials;

/**
 * The choice made again without each fold in turn, and scored on that fold beside the config's own
 * setting. A choice that is worse than a default on text that took no part in it is overtuned
 * (Schneider, Bischl and Feurer 2025).
 *
 * @param folds how many choices
 * @param worse how many of them are worse there than the config's own setting
 * @param difference mean of choice minus own setting, in the study's metric
 */
public record Replay(int folds, int worse, double difference) {

  /** The replay of a study; empty where it has one fold, or not all cells of its own setting. */
  public static Optional<Replay> of(Plan plan, Trials trials) {
    Selection selection = Selection.of(plan, trials);
    Contender own = plan.standard();
    Trials compared = trials.on(selection.cells());
    if (own == null
        || selection.best() == null
        || plan.spec().folds() < 2
        || compared.results(own).size() < selection.cells().size()) {
      return Optional.empty();
    }
    List<double[]> candidates = new ArrayList<>();
    for (Point point : selection.candidates()) {
      candidates.add(byFold(plan, compared, Contender.of(point)));
    }
    return of(candidates, byFold(plan, compared, own));
  }

  /** Of figures by candidate and fold, and those of the config's own setting by fold. */
  static Optional<Replay> of(List<double[]> candidates, double[] own) {
    if (own.length < 2) {
      return Optional.empty();
    }
    double[] differences = new double[own.length];
    Arrays.setAll(differences, fold -> chosenWithout(candidates, fold)[fold] - own[fold]);
    int worse =
        (int)
            Arrays.stream(differences)
                .filter(difference -> difference > 0 && !Resolution.isNone(difference))
                .count();
    return Optional.of(
        new Replay(own.length, worse, Arrays.stream(differences).average().orElseThrow()));
  }

  private static double[] chosenWithout(List<double[]> candidates, int fold) {
    return candidates.stream()
        .min(Comparator.comparingDouble(figures -> sumWithout(figures, fold)))
        .orElseThrow();
  }

  private static double sumWithout(double[] figures, int fold) {
    return IntStream.range(0, figures.length)
        .filter(i -> i != fold)
        .mapToDouble(i -> figures[i])
        .sum();
  }

  private static double[] byFold(Plan plan, Trials trials, Contender contender) {
    SortedMap<Pair, Double> figures = new TreeMap<>();
    trials
        .results(contender)
        .forEach((pair, result) -> figures.put(pair, plan.metric().of(result)));
    return new Design(plan.spec().folds()).repetitions(figures);
  }
}
