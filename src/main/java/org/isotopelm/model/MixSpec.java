package org.isotopelm.model;

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
 * @param split the text that the weights are fitted to
 */
public record MixSpec(
    List<String> runs, @Nullable Integer cache, CacheKind cacheKind, HeldOut split)
    implements ModelSpec {
  /** Text that no run was trained on. */
  public enum HeldOut {
    VALIDATION,
    TEST
  }

  /** What a cache goes by. */
  public enum CacheKind {
    /** How often a token is among the last (Kuhn and De Mori 1990). */
    UNIGRAM,
    /** How much like the present state of an lstm that before the token was (Grave et al. 2017). */
    NEURAL
  }

  /** States of so many tokens fit into an array. */
  private static final int MOST_STATES = 100_000;

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
    if (cacheKind == CacheKind.NEURAL && (cache == null || cache > MOST_STATES)) {
      throw ProblemException.config(
          "model.cache",
          String.format(
              Locale.ROOT,
              "%s; a neural cache remembers 1 to %,d tokens, such as 2000",
              cache == null ? "is missing" : cache + " is too many",
              MOST_STATES));
    }
  }

  /** The number of weights, the cache's included. */
  public int parts() {
    return runs.size() + (cache == null ? 0 : 1);
  }
}
