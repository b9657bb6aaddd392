package org.isotopelm.model.mixture;

import java.util.List;
import java.util.Locale;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;

/**
 * What followed the last few tokens before, follows them again (Jelinek, Merialdo, Roukos and
 * Strauss 1991): p(w) is counted from the last N tokens alone, in contexts of 0 to {@value
 * MixSpec#LONGEST} tokens that are interpolated by Witten and Bell's rule. The longer the context
 * that was read before, the more its counts say, so each length has a weight of its own in the
 * mixture (Goodman 2001, section 5). It looks back across documents, in the order of the split.
 *
 * @param tokens how many it remembers, N
 */
public record NgramCache(int tokens) implements CountingCache {
  /** The longest context, in tokens. */
  static final int LONGEST = MixSpec.LONGEST;

  /** Refuses a cache of nothing. */
  public NgramCache {
    if (tokens < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a cache of %d tokens", tokens));
    }
  }

  /** One for each length of the context that was read before, from 0. */
  @Override
  public int levels() {
    return LONGEST + 1;
  }

  @Override
  public CacheShare share(double mean, List<Double> byLevel) {
    return new CacheShare(tokens, mean, CacheKind.NGRAM, null, byLevel);
  }

  @Override
  public RecentNgrams reader(int vocabulary) {
    return new RecentNgrams(tokens, vocabulary);
  }
}
