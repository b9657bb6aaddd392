package org.isotopelm.model.mixture;

import java.util.List;
import java.util.Locale;
import org.isotopelm.data.Passages;
import org.isotopelm.math.Team;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;

/**
 * Words that were used are used again (Kuhn and De Mori 1990): p(w) is the share of w among the
 * last tokens that were read, in the order of the split and across its documents. The token that
 * ends a document counts as any other. Before the first token of a text there is nothing to count,
 * and the cache has no probabilities.
 *
 * @param tokens how many it remembers, N
 */
public record UnigramCache(int tokens) implements Cache {
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

  /** Each range of targets starts by reading the N tokens before it, so threads can share them. */
  @Override
  public Recalled score(Passages passages, int vocabulary, Team team) {
    float[] nll = new float[passages.targets()];
    Chunks.run(
        nll.length,
        Math.max(Chunks.LENGTH, Math.min(tokens, nll.length)),
        team,
        (from, to) -> {
          int start = Math.max(0, from - tokens);
          int[] text = new int[to - start];
          passages.copy(start, text, 0, text.length);
          RecentTokens recent = reader(vocabulary);
          for (int i = 0; i < text.length; i++) {
            if (start + i >= from) {
              nll[start + i] = nll(recent, text[i]);
            }
            recent.read(text[i]);
          }
        });
    return Recalled.ofOneLevel(this, nll);
  }

  private static float nll(RecentTokens recent, int token) {
    return recent.isEmpty()
        ? Float.POSITIVE_INFINITY
        : (float) -StrictMath.log(recent.probability(token));
  }
}
