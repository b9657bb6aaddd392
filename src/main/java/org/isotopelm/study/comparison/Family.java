package org.isotopelm.study.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.statistics.TTest;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons that ask the same question of many points, with p-values corrected for their number.
 *
 * @param corrected the comparisons, null where there is none, each that was tested with its p by
 *     {@link Statistics#holm}
 * @param tested how many were tested
 */
public record Family(List<@Nullable Paired> corrected, int tested) {
  /** The family of these comparisons. */
  public static Family of(List<@Nullable Paired> comparisons) {
    List<@Nullable Paired> corrected = new ArrayList<>(comparisons);
    int[] tested =
        IntStream.range(0, corrected.size())
            .filter(i -> corrected.get(i) != null && corrected.get(i).p() != null)
            .toArray();
    double[] p =
        IntStream.of(tested)
            .mapToDouble(i -> Objects.requireNonNull(corrected.get(i).p()))
            .toArray();
    double[] holm = Statistics.holm(p);
    for (int i = 0; i < tested.length; i++) {
      corrected.set(tested[i], corrected.get(tested[i]).withHolm(holm[i]));
    }
    return new Family(corrected, tested.length);
  }

  /** The level of Holm's first step: a single difference, if there is one, must undercut it. */
  public double level() {
    return TTest.LEVEL / Math.max(1, tested);
  }
}
