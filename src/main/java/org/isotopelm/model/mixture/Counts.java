package org.isotopelm.model.mixture;

/** What a cache says that counts the last tokens. */
sealed interface Counts extends Cache.Recall permits RecentTokens, RecentNgrams {
  /** At least one token was read. */
  double probability(int token);

  /** Infinite where the token is not among the last, and where nothing was read. */
  default float nll(int token) {
    return isEmpty() ? Float.POSITIVE_INFINITY : (float) -StrictMath.log(probability(token));
  }
}
