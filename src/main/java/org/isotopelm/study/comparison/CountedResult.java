package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Pair;
import org.jspecify.annotations.Nullable;

/**
 * The counted baseline, on the folds that are compared.
 *
 * @param order n of the n-grams
 * @param nll held out, nats per token
 * @param se standard error of nll over folds; null for fewer than two
 * @param perplexity exp(nll)
 * @param bitsPerByte as in {@link MeanScores}
 * @param bitsPerByteSe as se
 * @param unknownShare as in {@link MeanScores}
 * @param cells folds whose means these are
 * @param pairedToBest this minus the best point; null where there is none
 * @param pairedToZero this minus the λ = 0 of the best point; null where there is none
 */
public record CountedResult(
    int order,
    double nll,
    @Nullable Double se,
    double perplexity,
    @Nullable Double bitsPerByte,
    @Nullable Double bitsPerByteSe,
    @Nullable Double unknownShare,
    int cells,
    @Nullable Paired pairedToBest,
    @Nullable Paired pairedToZero) {

  /**
   * The result; null where no fold is known.
   *
   * @param compared the (seed, fold) pairs that are compared
   * @param best finished cells of the best point; empty where there is none
   * @param zero the same of its λ = 0
   */
  public static @Nullable CountedResult of(
      Baseline baseline,
      TestRule testRule,
      Collection<Pair> compared,
      Map<Pair, CellResult> best,
      Map<Pair, CellResult> zero) {
    SortedMap<Pair, CellResult> all = baseline.on(compared);
    if (all.isEmpty()) {
      return null;
    }
    long first = all.firstKey().seed();
    Map<Pair, CellResult> folds =
        all.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> new Pair(first, entry.getKey().fold()),
                    Map.Entry::getValue,
                    (one, _) -> one));
    MeanScores means = Means.of(testRule.design(), folds, 0);
    return new CountedResult(
        baseline.spec().order(),
        Objects.requireNonNull(means.nll()),
        means.se(),
        Objects.requireNonNull(means.perplexity()),
        means.bitsPerByte(),
        means.bitsPerByteSe(),
        means.unknownShare(),
        folds.size(),
        Comparison.of(testRule, all, best),
        Comparison.of(testRule, all, zero));
  }

  /** {@code counted 5-gram}. */
  @JsonIgnore
  public String label() {
    return new CountedSpec(order).label();
  }

  /** The mean in a metric. */
  public @Nullable Double figure(Metric metric) {
    return scores().figure(metric);
  }

  /** The same figures as those of a model that was trained; what it does not have is null. */
  @JsonIgnore
  public MeanScores scores() {
    return new MeanScores(
        nll,
        se,
        perplexity,
        bitsPerByte,
        bitsPerByteSe,
        unknownShare,
        null,
        null,
        null,
        null,
        null,
        cells,
        0);
  }

  /** As a row among opponents. */
  @JsonIgnore
  public OpponentResult asOpponent() {
    return new OpponentResult(label(), Map.of(), Map.of(), scores(), pairedToBest);
  }
}
