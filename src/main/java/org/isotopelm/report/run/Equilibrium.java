package org.isotopelm.report.run;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.report.run.GroupTrace.Dot;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** How near the norms of groups were to those at which decay and updates balance. */
final class Equilibrium {
  /** Up to this factor from the predicted norm a group counts as in equilibrium. */
  private static final double NEAR = 1.25;

  private Equilibrium() {}

  /** Norms over the predicted ones, at the steps at which there was a prediction. */
  static List<Dot> ratios(GroupTrace group) {
    return group.dots("equilibrium").stream().filter(dot -> dot.figure() > 0).toList();
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
      return "was never within 25 %% of it: nearest at step %s, with %s times the predicted norm."
          .formatted(Figures.whole((long) nearest.step()), Phrases.figure(nearest.figure()));
    }
    return "was within 25 %% of it at %s of %s measured steps."
        .formatted(Figures.whole(near), Figures.whole(ratios.size()));
  }

  private static double distance(Dot ratio) {
    return Math.abs(Math.log(ratio.figure()));
  }
}
