package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.isotopelm.eval.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * A difference in the study's metric, over the compared (fold, seed) pairs that both contenders
 * finished.
 *
 * @param difference mean of this minus the other, over folds and the seeds of each
 * @param se its plain standard error s/√n over folds, the seeds of each averaged, or over the seeds
 *     of one split; null for fewer than two
 * @param correctedSe the same for folds that share training text (Nadeau and Bengio 2003) over
 *     folds, the seeds of each averaged; with one fold over seeds, uncorrected: that is the noise
 *     of training and says nothing about other text. With few folds no smaller than the one that is
 *     pooled over candidates; see {@link TestRule}. Null for fewer than two
 * @param ci95 from correctedSe and Student's t, low and high; empty where unknown
 * @param p of the two-sided corrected resampled t-test, with k − 1 degrees of freedom for k folds
 *     however many seeds there are; with one fold, seeds − 1
 * @param pHolm the same, corrected for all comparisons of its kind in this study (Holm 1979); null
 *     for those outside the family
 * @param pWilcoxon of the exact two-sided signed-rank test over the same repetitions, folds or
 *     seeds; with few folds it cannot be small (0.25 with three), and shared training text, for
 *     which it knows no correction, makes it err more often than it says
 * @param documentsCi95 from a bootstrap over documents: uncertainty of the held-out text alone;
 *     empty where there is one document, or where the two do not cut the text into the same tokens
 * @param pairs how many
 */
public record Paired(
    double difference,
    @Nullable Double se,
    @Nullable Double correctedSe,
    List<Double> ci95,
    @Nullable Double p,
    @Nullable Double pHolm,
    @Nullable Double pWilcoxon,
    List<Double> documentsCi95,
    int pairs) {

  /** Whether the difference is below what figures can mean; see {@link Resolution}. */
  @JsonIgnore
  public boolean isNone() {
    return Resolution.isNone(difference);
  }

  /** The same as no difference: rounding, which no test can speak of. */
  Paired without() {
    Double none = p == null ? null : (Double) 1.0;
    List<Double> wide =
        ci95.isEmpty()
            ? ci95
            : List.of(
                Math.min(ci95.get(0), -Resolution.OF_FIGURES),
                Math.max(ci95.get(1), Resolution.OF_FIGURES));
    return new Paired(difference, se, correctedSe, wide, none, pHolm, none, documentsCi95, pairs);
  }

  /** The same with a corrected p. */
  public Paired withHolm(double corrected) {
    return new Paired(
        difference, se, correctedSe, ci95, p, corrected, pWilcoxon, documentsCi95, pairs);
  }
}
