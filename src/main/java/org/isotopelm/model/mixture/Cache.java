package org.isotopelm.model.mixture;

import org.isotopelm.model.mixture.MixtureWeights.CacheShare;

/** Predicts that tokens which were read not long ago come again. */
public sealed interface Cache permits UnigramCache, NeuralCache {
  /** How many tokens it remembers, N. */
  int tokens();

  /** Its part of a mixture. */
  CacheShare share(double weight);

  /** Reads a text from its beginning. */
  Recall reader(int vocabulary);

  /** What a cache remembers; one thread at a time. */
  sealed interface Recall permits RecentTokens, RecentStates {
    /** A document begins. */
    void begin();

    /** Reads the next token. */
    void read(int token);

    /** Whether nothing was read, so that there are no probabilities. */
    boolean isEmpty();

    /**
     * Gives the cache a share: p ← (1 − weight)·p + weight·p_cache.
     *
     * @param probabilities [V]
     */
    void mixInto(double[] probabilities, double weight);
  }
}
