package org.isotopelm.model.mixture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.HiddenStates;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.TokenModel;
import org.isotopelm.words.Phrases;
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
   * @param weight its share, the mean over the text of the fit
   * @param kind unigram in files of before there were others
   * @param theta of a neural cache; null: of another
   * @param byMatch of an n-gram cache: the share by the length of the context that was read before,
   *     from 0 to {@value MixSpec#LONGEST} tokens; null: of another
   */
  public record CacheShare(
      int tokens,
      double weight,
      CacheKind kind,
      @Nullable Double theta,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Double> byMatch) {
    /** Refuses a neural cache without θ, and an n-gram cache without its shares. */
    public CacheShare {
      byMatch = byMatch == null ? null : List.copyOf(byMatch);
      kind = Objects.requireNonNullElse(kind, CacheKind.UNIGRAM);
      if (kind == CacheKind.NEURAL && !(theta != null && theta >= 0)) {
        throw ProblemException.data("a neural cache needs a theta of 0 or more; found " + theta);
      }
      if (kind == CacheKind.NGRAM && !areShares(byMatch)) {
        throw ProblemException.data(
            String.format(
                Locale.ROOT,
                "an n-gram cache needs %d weights by_match, each from 0 to 1; found %s",
                NgramCache.LONGEST + 1,
                byMatch));
      }
    }

    private static boolean areShares(@Nullable List<Double> byMatch) {
      return byMatch != null
          && byMatch.size() == NgramCache.LONGEST + 1
          && byMatch.stream().allMatch(w -> w >= 0 && w <= 1);
    }

    /** As people read it. */
    public String name() {
      String recent = "cache of " + Phrases.count(tokens, "token");
      return switch (kind) {
        case UNIGRAM -> recent;
        case NGRAM -> "n-gram " + recent;
        case NEURAL -> "neural " + recent + ", θ = " + theta;
      };
    }

    /** What this cache says of a text, in a mixture of these models. */
    public Recalled recalled(List<TokenModel> models, TokenizedSplit split, Team team) {
      return cache(models).score(new Passages(split), models.getFirst().vocabulary(), team);
    }

    private Cache cache(List<TokenModel> models) {
      return switch (kind) {
        case UNIGRAM -> new UnigramCache(tokens);
        case NGRAM -> new NgramCache(tokens);
        case NEURAL -> new NeuralCache(statesOf(models), tokens, Objects.requireNonNull(theta));
      };
    }

    private List<Double> byLevel() {
      return byMatch == null ? List.of(weight) : byMatch;
    }
  }

  /**
   * What a cache says of a text.
   *
   * @param nll of every target
   * @param levels how confident the cache is of every target
   */
  public record Recalled(Cache cache, float[] nll, byte[] levels) {
    static Recalled ofOneLevel(Cache cache, float[] nll) {
      return new Recalled(cache, nll, new byte[nll.length]);
    }

    int level(int target) {
      return levels[target];
    }
  }

  /**
   * Weights that make a text likeliest.
   *
   * @param nll the mixture's of every target, as its {@link TokenModel#score} gives it
   */
  public record Fitted(MixtureWeights weights, float[] nll) {}

  /** Refuses weights that do not share out 1. */
  public MixtureWeights {
    models = List.copyOf(models);
    double sum = shares(models, cache).sum();
    if (models.isEmpty()
        || shares(models, cache).anyMatch(w -> !(w >= 0))
        || Math.abs(sum - 1) > ROUNDING) {
      throw ProblemException.data(
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

  /** Models of one weight, without a cache: an ensemble. */
  public static MixtureWeights equal(int models) {
    return new MixtureWeights(Collections.nCopies(models, 1.0 / models), null);
  }

  /** Weights that a config gives; their sum is 1 but for rounding. */
  public static MixtureWeights given(MixSpec spec) {
    List<Double> all = Objects.requireNonNull(spec.weights(), "no weights are given");
    Integer cache = spec.cache();
    double sum = all.stream().mapToDouble(w -> w).sum();
    List<Double> shares = all.stream().map(w -> w / sum).toList();
    return cache == null
        ? new MixtureWeights(shares, null)
        : new MixtureWeights(
            shares.subList(0, shares.size() - 1),
            new CacheShare(cache, shares.getLast(), spec.cacheKind(), null, spec.cacheWeights()));
  }

  /**
   * Fits the weights to a split by EM ({@link MixtureFit}). The first token of the split, before
   * which a cache is empty, says nothing about a cache's weight, so the fit leaves it out then.
   *
   * @param scores the nll of every target of the split, by model; NaN nowhere
   * @param caches the fit takes the one with which the text is likeliest; none: without a cache
   */
  public static Fitted fit(List<float[]> scores, List<Recalled> caches, Team team) {
    if (caches.isEmpty()) {
      MixtureWeights weights =
          new MixtureWeights(boxed(MixtureFit.weights(scores, team), scores.size()), null);
      return new Fitted(weights, Interpolation.nll(scores, weights.amongModels(), team));
    }
    Comparator<Fitted> bySum = Comparator.comparingDouble(fitted -> sum(fitted.nll()));
    return caches.stream()
        .map(recalled -> withCache(scores, recalled, team))
        .min(bySum)
        .orElseThrow();
  }

  private static double sum(float[] nll) {
    double sum = 0;
    for (float of : nll) {
      sum += of;
    }
    return sum;
  }

  /**
   * What a neural cache of a mixture remembers: the states of the first lstm.
   *
   * @throws ProblemException (data) if there is none
   */
  public static HiddenStates statesOf(List<TokenModel> models) {
    return models.stream()
        .flatMap(model -> model.states().stream())
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.data(
                    "a neural cache compares the hidden states of an lstm, and no run of the mixture is one; name a run of an lstm, or take a unigram cache"));
  }

  private static Fitted withCache(List<float[]> scores, Recalled recalled, Team team) {
    MixtureWeights weights =
        recalled.cache().levels() == 1
            ? withOneLevel(scores, recalled, team)
            : LevelsFit.weights(scores, recalled, team);
    float[] own = Interpolation.nll(scores, weights.amongModels(), team);
    List<Double> levels = Objects.requireNonNull(weights.cache()).byLevel();
    return new Fitted(weights, CachedModel.mixed(own, recalled, levels, team));
  }

  private static MixtureWeights withOneLevel(List<float[]> scores, Recalled recalled, Team team) {
    List<float[]> afterFirst =
        Stream.concat(scores.stream(), Stream.of(recalled.nll()))
            .map(of -> Arrays.copyOfRange(of, 1, of.length))
            .toList();
    double[] found = MixtureFit.weights(afterFirst, team);
    double share = found[scores.size()];
    return new MixtureWeights(
        boxed(found, scores.size()), recalled.cache().share(share, List.of(share)));
  }

  private static List<Double> boxed(double[] weights, int models) {
    return Arrays.stream(weights).limit(models).boxed().toList();
  }

  /** The mixture of models with these weights. */
  public TokenModel mixture(List<TokenModel> of, int endOfDocument) {
    Mixture mixture = new Mixture(of, Arrays.stream(amongModels()).boxed().toList());
    return cache == null
        ? mixture
        : new CachedModel(mixture, cache.cache(of), cache.byLevel(), endOfDocument);
  }

  /** The models' shares of what the cache leaves to them. */
  private double[] amongModels() {
    double sum = models.stream().mapToDouble(w -> w).sum();
    return models.stream().mapToDouble(w -> sum > 0 ? w / sum : 1.0 / models.size()).toArray();
  }
}
