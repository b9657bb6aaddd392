package org.isotopelm.model.mixture;

import java.util.List;
import java.util.Locale;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;

/**
 * A model that remembers what was read: p = (1 − w)·p_model + w·p_cache (Kuhn and De Mori 1990;
 * Grave et al. 2017, equation 4). Before the first token of a text the cache is empty, and p =
 * p_model; so the probabilities sum to one everywhere.
 *
 * @param weight of the cache, w
 * @param endOfDocument the token that the cache counts between two documents
 */
public record CachedModel(TokenModel model, Cache cache, double weight, int endOfDocument)
    implements TokenModel {
  /** Refuses a weight that is no share. */
  public CachedModel {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a cache with the weight %s", weight));
    }
  }

  @Override
  public long parameters() {
    return 1 + model.parameters();
  }

  @Override
  public int vocabulary() {
    return model.vocabulary();
  }

  /** As much as the model sees, or the cache. */
  @Override
  public Sight sight() {
    Sight own = model.sight();
    return own.context() == null || own.context() >= cache.tokens()
        ? new Sight(own.context(), own.stride(), true)
        : new Sight(cache.tokens(), 1, true);
  }

  @Override
  public boolean isDistribution() {
    return model.isDistribution();
  }

  @Override
  public float[] score(TokenizedSplit split, Team team) {
    float[] own = model.score(split, team);
    float[] recalled = recalled(cache, new Passages(split), vocabulary(), team);
    return mixed(own, recalled, weight, team);
  }

  /** The cache's nll of all targets. */
  static float[] recalled(Cache cache, Passages passages, int vocabulary, Team team) {
    return switch (cache) {
      case UnigramCache unigram -> unigram.score(passages, vocabulary, team);
      case NeuralCache neural -> neural.score(passages, team);
    };
  }

  /**
   * The nll of all targets of a split.
   *
   * @param own the model's
   * @param recalled the cache's
   */
  static float[] mixed(float[] own, float[] recalled, double weight, Team team) {
    float[] nll =
        Interpolation.nll(List.of(own, recalled), new double[] {1 - weight, weight}, team);
    nll[0] = own[0]; // the cache is empty
    return nll;
  }

  @Override
  public Reader reader() {
    return new CachedReader();
  }

  private final class CachedReader implements Reader {
    private final Reader reader = model.reader();
    private final Cache.Recall recent = cache.reader(vocabulary());
    private final double[] probabilities = new double[vocabulary()];
    private boolean begun;

    @Override
    public void begin() {
      if (begun) {
        recent.read(endOfDocument);
      }
      begun = true;
      recent.begin();
      reader.begin();
    }

    @Override
    public void read(int token) {
      recent.read(token);
      reader.read(token);
    }

    @Override
    public void logits(float[] logits) {
      distribution(probabilities);
      Logits.of(probabilities, logits);
    }

    @Override
    public void distribution(double[] to) {
      reader.distribution(to);
      if (!recent.isEmpty()) {
        recent.mixInto(to, weight);
      }
    }
  }
}
