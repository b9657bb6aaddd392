package org.isotopelm.report.run;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.report.run.GroupTrace.Dot;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** How near the norms of groups were to those at which decay and updates balance. */
final class Equilibrium {
  /** Up to this factor from the predicted norm a group counts as in equilibrium. */
  private static final double NEAR = 1.25;

  private Equilibrium() {}

  /** Below this share of its largest rate decay is too slow for the norm to follow. */
  private static final double SLOW = 0.1;

  /** Norms over the predicted ones, at the steps at which there was a prediction. */
  static List<Dot> ratios(GroupTrace group) {
    List<Dot> rates = group.dots("decay_rate");
    double least = SLOW * rates.stream().mapToDouble(Dot::figure).max().orElse(0);
    Set<Double> fast =
        rates.stream()
            .filter(dot -> dot.figure() >= least)
            .map(Dot::step)
            .collect(Collectors.toSet());
    return group.dots("equilibrium").stream()
        .filter(dot -> dot.figure() > 0 && fast.contains(dot.step()))
        .toList();
  }

  /** That steps are left out, where some are. */
  static String leftOut(List<GroupTrace> groups) {
    return groups.stream()
            .allMatch(group -> ratios(group).size() == group.dots("equilibrium").size())
        ? ""
        : " Steps at which c·λ was under a tenth of its largest are left out, because the norm cannot follow there.";
  }

  /** The ratio in the middle of all. */
  static OptionalDouble median(GroupTrace group) {
    double[] sorted = ratios(group).stream().mapToDouble(Dot::figure).sorted().toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }

  /** For each group, how often it was near, and else how near it came. */
  static String sentence(List<GroupTrace> groups) {
    return groups.stream()
        .filter(group -> !ratios(group).isEmpty())
        .map(group -> group.group() + " " + words(ratios(group)))
        .collect(Collectors.joining(" "));
  }

  private static String words(List<Dot> ratios) {
    long near = ratios.stream().filter(dot -> distance(dot) <= Math.log(NEAR)).count();
    if (near == 0) {
      Dot nearest = ratios.stream().min(Comparator.comparingDouble(Equilibrium::distance)).get();
      return "was never within 25 %% of its equilibrium: nearest at step %s, with %s times the predicted norm."
          .formatted(Figures.whole((long) nearest.step()), Phrases.figure(nearest.figure()));
    }
    return "was within 25 %% of its equilibrium at %s of %s steps."
        .formatted(Figures.whole(near), Figures.whole(ratios.size()));
  }

  private static double distance(Dot ratio) {
    return Math.abs(Math.log(ratio.figure()));
  }
}
