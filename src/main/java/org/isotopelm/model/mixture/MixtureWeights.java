package org.isotopelm.model.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.isotopelm.IsotopeException;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.LanguageModel;
import org.jspecify.annotations.Nullable;

/**
 * What share each part of a mixture has; with the cache's they sum to one.
 *
 * @param models the models' weights, in their order
 * @param cache null: none
 */
public record MixtureWeights(List<Double> models, @Nullable CacheShare cache) {
  private static final double ROUNDING = 1e-9;

  /**
   * The cache's part.
   *
   * @param tokens how many it remembers
   * @param weight its share
   */
  public record CacheShare(int tokens, double weight) {}

  /**
   * Weights that make a text likeliest.
   *
   * @param nll the mixture's of every target, as its {@link LanguageModel#score} gives it
   */
  public record Fitted(MixtureWeights weights, float[] nll) {}

  /** Refuses weights that do not share out 1. */
  public MixtureWeights {
    models = List.copyOf(models);
    double sum = shares(models, cache).sum();
    if (models.isEmpty()
        || shares(models, cache).anyMatch(w -> !(w >= 0))
        || Math.abs(sum - 1) > ROUNDING) {
      throw IsotopeException.data(
          String.format(
              Locale.ROOT,
              "the weights of a mixture must not be negative and must sum to 1; found %s, of sum %s",
              shares(models, cache).boxed().toList(),
              sum));
    }
  }

  private static DoubleStream shares(List<Double> models, @Nullable CacheShare cache) {
    Stream<Double> last = cache == null ? Stream.empty() : Stream.of(cache.weight());
    return Stream.concat(models.stream(), last).mapToDouble(w -> w);
  }

  /** The models' weights and then the cache's, if there is one. */
  public List<Double> all() {
    return shares(models, cache).boxed().toList();
  }

  /**
   * Fits the weights to a split by EM ({@link MixtureFit}). The first token of the split, before
   * which a cache is empty, says nothing about a cache's weight, so the fit leaves it out then.
   *
   * @param scores the nll of every target of the split, by model; NaN nowhere
   * @param cache how many tokens it remembers; null: without a cache
   */
  public static Fitted fit(
      List<float[]> scores,
      @Nullable Integer cache,
      TokenizedSplit split,
      int vocabulary,
      Team team) {
    if (cache == null) {
      MixtureWeights weights =
          new MixtureWeights(boxed(MixtureFit.weights(scores, team), scores.size()), null);
      return new Fitted(weights, Interpolation.nll(scores, weights.amongModels(), team));
    }
    float[] recalled = new UnigramCache(cache).score(new Passages(split), vocabulary, team);
    MixtureWeights weights = withCache(scores, recalled, cache, team);
    float[] own = Interpolation.nll(scores, weights.amongModels(), team);
    double share = weights.all().getLast();
    return new Fitted(weights, CachedModel.mixed(own, recalled, share, team));
  }

  private static MixtureWeights withCache(
      List<float[]> scores, float[] recalled, int tokens, Team team) {
    List<float[]> afterFirst =
        Stream.concat(scores.stream(), Stream.of(recalled))
            .map(of -> Arrays.copyOfRange(of, 1, of.length))
            .toList();
    double[] weights = MixtureFit.weights(afterFirst, team);
    int models = scores.size();
    return new MixtureWeights(boxed(weights, models), new CacheShare(tokens, weights[models]));
  }

  private static List<Double> boxed(double[] weights, int models) {
    return Arrays.stream(weights).limit(models).boxed().toList();
  }

  /** The mixture of models with these weights. */
  public LanguageModel mixture(List<LanguageModel> of, int endOfDocument) {
    Mixture mixture = new Mixture(of, Arrays.stream(amongModels()).boxed().toList());
    return cache == null
        ? mixture
        : new CachedModel(mixture, new UnigramCache(cache.tokens()), cache.weight(), endOfDocument);
  }

  /** The models' shares of what the cache leaves to them. */
  private double[] amongModels() {
    double sum = models.stream().mapToDouble(w -> w).sum();
    return models.stream().mapToDouble(w -> sum > 0 ? w / sum : 1.0 / models.size()).toArray();
  }
}
