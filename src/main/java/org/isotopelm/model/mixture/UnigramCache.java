package org.isotopelm.model.mixture;

import java.util.List;
import java.util.Locale;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;

/**
 * Words that were used are used again (Kuhn and De Mori 1990): p(w) is the share of w among the
 * last tokens that were read, in the order of the split and across its documents. The token that
 * ends a document counts as any other. Before the first token of a text there is nothing to count,
 * and the cache has no probabilities.
 *
 * @param tokens how many it remembers, N
 */
public record UnigramCache(int tokens) implements CountingCache {
  /** Refuses a cache of nothing. */
  public UnigramCache {
    if (tokens < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a cache of %d tokens", tokens));
    }
  }

  @Override
  public CacheShare share(double mean, List<Double> byLevel) {
    return new CacheShare(tokens, mean, CacheKind.UNIGRAM, null, null);
  }

  @Override
  public RecentTokens reader(int vocabulary) {
    return new RecentTokens(tokens, vocabulary);
  }
}
