package org.isotopelm.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code model} of kind {@code mix}: a linear mixture of runs with the same tokenizer.
 *
 * @param runs their folders
 * @param cache how many tokens a cache remembers, which is one more part of the mixture; null: none
 * @param cacheKind what the cache goes by
 * @param weights the runs', in their order, and then the cache's; null: fitted to a text
 * @param cacheWeights of an n-gram cache where weights are given: its weight by the length of the
 *     context that was read before; null: of another
 * @param split the text that the weights are fitted to, where none are given
 */
public record MixSpec(
    List<String> runs,
    @Nullable Integer cache,
    CacheKind cacheKind,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Double> weights,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Double> cacheWeights,
    HeldOut split)
    implements ModelSpec {
  /** Text that no run was trained on. */
  public enum HeldOut {
    VALIDATION,
    TEST
  }

  /** What a cache goes by. */
  public enum CacheKind {
    /** How often a token is among the last (Kuhn and De Mori 1990). */
    UNIGRAM(Integer.MAX_VALUE),
    /** What followed the last few tokens when they were read before (Jelinek et al. 1991). */
    NGRAM(SEARCHED),
    /** How much like the present state of an lstm that before the token was (Grave et al. 2017). */
    NEURAL(SEARCHED);

    /** How many tokens it may remember. */
    private final int most;

    CacheKind(int most) {
      this.most = most;
    }

    public int most() {
      return most;
    }
  }

  /** The longest context of an n-gram cache, in tokens. */
  public static final int LONGEST = 8;

  /** How far from 1 the sum of given weights may be. */
  private static final double ROUNDING = 1e-6;

  /** What a cache may remember that is searched at each token. */
  private static final int SEARCHED = 100_000;

  /**
   * @throws ProblemException (config) if there is nothing to mix
   */
  public MixSpec {
    runs = List.copyOf(runs);
    if (runs.isEmpty() || (runs.size() == 1 && cache == null)) {
      throw ProblemException.config(
          "model.runs",
          "a mixture needs two parts or more, and this is one; name another run, or set cache");
    }
    if (weights != null) {
      weights = List.copyOf(weights);
      requireShares(weights, runs.size(), cache, cacheKind);
    }
    cacheWeights = cacheWeights == null ? null : List.copyOf(cacheWeights);
    requireCacheWeights(weights, cacheKind, cacheWeights);
    if (cacheKind != CacheKind.UNIGRAM && (cache == null || cache > cacheKind.most())) {
      throw ProblemException.config(
          "model.cache",
          String.format(
              Locale.ROOT,
              "%s; a cache of kind %s remembers 1 to %,d tokens, such as 2000",
              cache == null ? "is missing" : cache + " is too many",
              cacheKind.name().toLowerCase(Locale.ROOT),
              cacheKind.most()));
    }
  }

  private static void requireShares(
      List<Double> weights, int runs, @Nullable Integer cache, CacheKind kind) {
    if (cache != null && kind == CacheKind.NEURAL) {
      throw ProblemException.config(
          "model.weights",
          "are given, and a neural cache needs a θ that is fitted with them; leave weights out, or use a unigram cache");
    }
    int parts = runs + (cache == null ? 0 : 1);
    double sum = weights.stream().mapToDouble(weight -> weight).sum();
    if (weights.size() != parts || Math.abs(sum - 1) > ROUNDING) {
      throw ProblemException.config(
          "model.weights",
          String.format(
              Locale.ROOT,
              "%d weights with the sum %s; a mixture of %d parts needs %d weights that sum to 1, one for each run%s",
              weights.size(),
              sum,
              parts,
              parts,
              cache == null ? "" : " and the last for the cache"));
    }
  }

  private static void requireCacheWeights(
      @Nullable List<Double> weights, CacheKind kind, @Nullable List<Double> cacheWeights) {
    boolean wanted = weights != null && kind == CacheKind.NGRAM;
    if (cacheWeights == null && wanted) {
      throw ProblemException.config(
          "model.cache_weights",
          String.format(
              Locale.ROOT,
              "are missing; an n-gram cache with given weights needs %d of them, for contexts of 0 to %d tokens",
              LONGEST + 1,
              LONGEST));
    }
    if (cacheWeights != null && !wanted) {
      throw ProblemException.config(
          "model.cache_weights",
          "are given, and only an n-gram cache beside given weights has them; leave them out");
    }
    if (cacheWeights != null && cacheWeights.size() != LONGEST + 1) {
      throw ProblemException.config(
          "model.cache_weights",
          String.format(
              Locale.ROOT,
              "%d values; an n-gram cache needs %d, for contexts of 0 to %d tokens",
              cacheWeights.size(),
              LONGEST + 1,
              LONGEST));
    }
  }
}
