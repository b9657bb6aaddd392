package org.isotopelm.model.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Team;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.model.mixture.MixtureWeights.Fitted;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureWeightsTest {
  private static final TokenizedSplit LONG =
      Splits.of(
          true,
          IntStream.range(0, 90)
              .mapToObj(d -> Splits.document(d * d, 11 * d))
              .toArray(int[][]::new));

  private static final List<TokenModel> MODELS =
      List.of(BigramModel.any(20, 1), BigramModel.any(20, 5), BigramModel.any(20, 8));

  /**
   * A text of f ones, the rest twos, is likeliest where the mixture says p(1) = f. With p(1) = 0.9
   * and 0.2 that is w = (f − 0.2)/0.7, or the nearest share.
   */
  @ParameterizedTest
  @CsvSource({"31,50,0.6", "55,100,0.5", "1,4,0.0714285714285714", "19,20,1", "1,10,0"})
  void fit_twoUnigramModels_findsTheKnownBest(int ones, int tokens, double expected) {
    int[] text = IntStream.range(0, tokens).map(i -> i < ones ? 1 : 2).toArray();
    Fitted fitted =
        fit(
            List.of(BigramModel.unigram(0, 0.9, 0.1), BigramModel.unigram(0, 0.2, 0.8)),
            null,
            Splits.of(false, text),
            1);
    assertThat(fitted.weights().models().get(0)).isCloseTo(expected, within(1e-4));
    double p = 0.2 + 0.7 * expected;
    double best = -(ones * Math.log(p) + (tokens - ones) * Math.log(1 - p)) / tokens;
    assertThat(mean(fitted.nll())).isCloseTo(best, within(1e-7));
  }

  /** Where each token has one possible source, the weights are the tokens' shares. */
  @Test
  void fit_modelsThatExcludeEachOther_getTheSharesOfTheirTokens() {
    Fitted fitted =
        fit(
            List.of(
                BigramModel.unigram(0, 1, 0, 0),
                BigramModel.unigram(0, 0, 1, 0),
                BigramModel.unigram(1, 0, 0, 0)),
            null,
            // Nobody foresees the 3, so it has no say.
            Splits.of(false, new int[] {1, 1, 2, 1, 3}),
            1);
    assertThat(fitted.weights().all()).isEqualTo(List.of(0.75, 0.25, 0.0));
    assertThat(fitted.nll())
        .containsExactly(
            (float) -Math.log(0.75),
            (float) -Math.log(0.75),
            (float) -Math.log(0.25),
            (float) -Math.log(0.75),
            Float.POSITIVE_INFINITY);
  }

  @Test
  void fit_aModelTwice_changesNothing() {
    Fitted fitted = fit(List.of(MODELS.get(0), MODELS.get(0)), null, LONG, 1);
    assertThat(fitted.weights().all()).isEqualTo(List.of(0.5, 0.5));
    assertThat(fitted.nll()).containsExactly(MixtureTest.score(MODELS.get(0), LONG));
  }

  @Test
  void fit_anyOrderOfModels_givesEachItsWeight() {
    List<Double> one = fit(MODELS, null, LONG, 1).weights().all();
    List<Double> other =
        fit(List.of(MODELS.get(2), MODELS.get(0), MODELS.get(1)), null, LONG, 1).weights().all();
    assertThat(other.get(0)).isCloseTo(one.get(2), within(1e-9));
    assertThat(other.get(1)).isCloseTo(one.get(0), within(1e-9));
  }

  @Test
  void fit_anyNumberOfThreads_givesTheSameBits() {
    assertThat(fit(MODELS, 50, LONG, 3).weights()).isEqualTo(fit(MODELS, 50, LONG, 1).weights());
  }

  /** At the maximum the mean of p_i/p is 1 where a model has a weight, and no more elsewhere. */
  @Test
  void fit_withACache_leavesNoBetterWeights() {
    Fitted fitted = fit(MODELS, 50, LONG, 1);
    List<Double> weights = fitted.weights().all();
    CacheShare share = fitted.weights().cache();
    assertThat(weights).hasSize(4).last().isEqualTo(share == null ? null : share.weight());
    assertThat(weights.stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-12));
    for (int i = 0; i < MODELS.size(); i++) {
      float[] own = MixtureTest.score(MODELS.get(i), LONG);
      double slope = 0;
      for (int t = 1; t < fitted.nll().length; t++) {
        slope += Math.exp(fitted.nll()[t] - own[t]) / (fitted.nll().length - 1);
      }
      assertThat(slope).isLessThan(1 + 1e-6);
      if (weights.get(i) > 1e-3) {
        assertThat(slope).isCloseTo(1, within(1e-6));
      }
    }
  }

  /** So the figure that the fit reports is the one that an evaluation finds. */
  @Test
  void fit_scores_areThoseOfTheMixture() {
    for (Integer cache : new Integer[] {null, 50}) {
      Fitted fitted = fit(MODELS, cache, LONG, 2);
      TokenModel mixture = fitted.weights().mixture(MODELS, Splits.END);
      assertThat(fitted.nll()).containsExactly(MixtureTest.score(mixture, LONG));
      assertThat(mixture.sight().earlierDocuments()).isEqualTo(cache != null);
    }
  }

  @Test
  void fit_aRepetitiveText_givesTheCacheWeight() {
    int[] text = IntStream.range(0, 400).map(i -> 1 + i / 100).toArray();
    Fitted fitted =
        fit(List.of(BigramModel.unigram(0.2, 0.2, 0.2, 0.2, 0.2)), 10, Splits.of(false, text), 1);
    assertThat(fitted.weights().all().getLast()).isGreaterThan(0.9);
    assertThat(mean(fitted.nll())).isLessThan(0.3);
  }

  /** One token leaves nothing to fit with a cache, which is empty before it. */
  @Test
  void fit_oneTokenWithACache_sharesTheWeightEvenly() {
    assertThat(fit(MODELS, 5, Splits.of(false, new int[] {3}), 1).weights().all())
        .isEqualTo(List.of(0.25, 0.25, 0.25, 0.25));
  }

  @Test
  void weights_thatAreNoShares_areRefused() {
    assertThatThrownBy(
            () ->
                new MixtureWeights(
                    List.of(0.5, 0.5), new CacheShare(9, 0.1, CacheKind.UNIGRAM, null, null)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("found [0.5, 0.5, 0.1], of sum 1.1");
  }

  private static double mean(float[] nll) {
    return IntStream.range(0, nll.length).mapToDouble(i -> nll[i]).average().orElseThrow();
  }

  private static List<Recalled> caches(
      @Nullable Integer tokens, TokenizedSplit split, List<TokenModel> models, Team team) {
    if (tokens == null) {
      return List.of();
    }
    UnigramCache cache = new UnigramCache(tokens);
    int vocabulary = models.getFirst().vocabulary();
    return List.of(cache.score(new Passages(split), vocabulary, team));
  }

  private static Fitted fit(
      List<TokenModel> models, @Nullable Integer cache, TokenizedSplit split, int threads) {
    try (Team team = new Team(threads)) {
      List<float[]> scores = models.stream().map(model -> model.score(split, team)).toList();
      return MixtureWeights.fit(scores, caches(cache, split, models, team), team);
    }
  }
}
