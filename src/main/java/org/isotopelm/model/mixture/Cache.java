package org.isotopelm.model.mixture;

import java.util.List;
import org.isotopelm.data.Passages;
import org.isotopelm.math.Team;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;

/** Predicts that tokens which were read not long ago come again. */
public sealed interface Cache permits CountingCache, NeuralCache {
  /** How many tokens it remembers, N. */
  int tokens();

  /** How many levels of confidence it has; each has a weight of its own in a mixture. */
  default int levels() {
    return 1;
  }

  /**
   * Its part of a mixture.
   *
   * @param mean weight over the tokens of a text
   * @param byLevel the weight at each level
   */
  CacheShare share(double mean, List<Double> byLevel);

  /** Reads a text from its beginning. */
  Recall reader(int vocabulary);

  /**
   * The nll of every target; infinite where a token is not among the last N, and for the first
   * target of all.
   */
  Recalled score(Passages passages, int vocabulary, Team team);

  /** What a cache remembers; one thread at a time. */
  sealed interface Recall permits Counts, RecentStates {
    /** A document begins. */
    void begin();

    /** Reads the next token. */
    void read(int token);

    /** Whether nothing was read, so that there are no probabilities. */
    boolean isEmpty();

    /** How confident it is of the next token, from 0 to the cache's levels − 1. */
    default int level() {
      return 0;
    }

    /**
     * Gives the cache a share: p ← (1 − weight)·p + weight·p_cache.
     *
     * @param probabilities [V]
     */
    void mixInto(double[] probabilities, double weight);
  }
}
