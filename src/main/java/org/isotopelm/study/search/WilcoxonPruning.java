package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.stream.IntStream;
import org.isotopelm.study.statistics.SignedRank;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a point that a one-sided signed-rank test over shared cells finds worse than the best
 * point so far; see {@link SignedRank}. Cells without a difference are left out.
 *
 * @param p the test's level; n cells can reach 2⁻ⁿ, so that 0.1 needs four of them
 */
@JsonTypeName("wilcoxon")
public record WilcoxonPruning(double p) implements Pruning {

  @Override
  public String sentence() {
    return "A point was given up when a signed-rank test over its cells found it worse than the best so far at p < "
        + Figures.value(p)
        + ".";
  }

  @Override
  public @Nullable String reason(Observation point, PruningRound round) {
    Observation best = round.best();
    if (best == null || best.equals(point) || !Double.isFinite(round.mean(point))) {
      return null;
    }
    double[] differences =
        IntStream.range(0, round.ended())
            .mapToDouble(i -> PruningRound.figure(point, i) - PruningRound.figure(best, i))
            .filter(difference -> difference != 0)
            .toArray();
    double found = SignedRank.greater(differences);
    return found < p
        ? "worse than %s on %s, signed-rank p = %s"
            .formatted(best.point(), round.cells(), Figures.p(found))
        : null;
  }
}
