package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import org.isotopelm.study.trial.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Means over the cells that are compared and finished; null where none did.
 *
 * @param nll held out, at the end of training
 * @param se standard error of nll over folds, the seeds of each averaged, or over the seeds of one
 *     split; null for fewer than two
 * @param perplexity exp(nll)
 * @param bitsPerByte (Σ nll + {@link org.isotopelm.eval.Spelling} of unknown words) / (ln 2 · UTF-8
 *     bytes)
 * @param bitsPerByteSe as se
 * @param unknownShare of the held-out tokens, those that stand for text the tokenizer does not know
 * @param trainNll of the text trained on
 * @param bestCheckpointNll held out, at the best evaluation of each training
 * @param exposure κ = Σ c_t·λ_t of the decay that is searched, over the steps that were done
 * @param learningRate η at its peak
 * @param steps optimizer steps of a cell
 * @param cells trainings whose means these are
 * @param failed trainings that diverged or crashed
 */
public record MeanScores(
    @Nullable Double nll,
    @Nullable Double se,
    @Nullable Double perplexity,
    @Nullable Double bitsPerByte,
    @Nullable Double bitsPerByteSe,
    @Nullable Double unknownShare,
    @Nullable Double trainNll,
    @Nullable Double bestCheckpointNll,
    @Nullable Double exposure,
    @Nullable Double learningRate,
    @Nullable Double steps,
    int cells,
    int failed) {

  /** The mean in a metric. */
  public @Nullable Double figure(Metric metric) {
    return metric == Metric.NLL ? nll : bitsPerByte;
  }

  /** The standard error of that. */
  public @Nullable Double error(Metric metric) {
    return metric == Metric.NLL ? se : bitsPerByteSe;
  }

  /** The perplexity's standard error, to first order: perplexity · se. */
  @JsonProperty(value = "perplexity_se", access = Access.READ_ONLY)
  public @Nullable Double perplexitySe() {
    return perplexity == null || se == null ? null : (Double) (perplexity * se);
  }
}
