package org.isotopelm.model.mixture;

import java.util.List;
import java.util.Locale;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;

/**
 * A model that remembers what was read: p = (1 − w)·p_model + w·p_cache (Kuhn and De Mori 1990;
 * Grave et al. 2017, equation 4). The weight w goes by how confident the cache is. Before the first
 * token of a text the cache is empty, and p = p_model; so the probabilities sum to one everywhere.
 *
 * @param weights of the cache, w, one for each of its levels
 * @param endOfDocument the token that the cache counts between two documents
 */
public record CachedModel(TokenModel model, Cache cache, List<Double> weights, int endOfDocument)
    implements TokenModel {
  /** Refuses weights that are no shares, and more or fewer than there are levels. */
  public CachedModel {
    weights = List.copyOf(weights);
    if (weights.size() != cache.levels() || weights.stream().anyMatch(w -> !(w >= 0 && w <= 1))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "a cache of %d levels with the weights %s", cache.levels(), weights));
    }
  }

  @Override
  public long parameters() {
    return weights.size() + model.parameters();
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
    return mixed(own, cache.score(new Passages(split), vocabulary(), team), weights, team);
  }

  /**
   * The nll of all targets of a split.
   *
   * @param own the model's
   * @param weights of the cache, by level
   */
  static float[] mixed(float[] own, Recalled recalled, List<Double> weights, Team team) {
    float[] nll = Interpolation.nll(own, recalled, weights, team);
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
        recent.mixInto(to, weights.get(recent.level()));
      }
    }
  }
}
