package org.isotopelm.model.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NgramCacheTest {
  private static final List<Double> RISING =
      IntStream.rangeClosed(0, NgramCache.LONGEST).mapToObj(i -> 0.1 * i).toList();

  /** After 1 2 3 1 2 the context 1 2 was followed by 3, and so was 2 alone. */
  @Test
  void probability_ofAFollower_isInterpolatedByWittenAndBell() {
    RecentNgrams recent = read(100, 1, 2, 3, 1, 2);
    assertThat(recent.level()).isEqualTo(2);
    double ofNone = 1 / 5.0;
    double ofOne = (1 + 1 * ofNone) / 2;
    assertThat(recent.probability(3)).isCloseTo((1 + 1 * ofOne) / 2, within(1e-15));
    assertThat(recent.probability(1)).isCloseTo(2 / 5.0 / 2 / 2, within(1e-15));
    assertThat(recent.probability(0)).isZero();
  }

  /** After 1 2 1 3 1 the token 1 was followed by 2 and by 3: two kinds in two places. */
  @Test
  void probability_ofTwoFollowers_countsKindsAndPlaces() {
    RecentNgrams recent = read(100, 1, 2, 1, 3, 1);
    assertThat(recent.level()).isEqualTo(1);
    assertThat(recent.probability(3)).isCloseTo((1 + 2 * 1 / 5.0) / 4, within(1e-15));
    assertThat(recent.probability(1)).isCloseTo(2 * 3 / 5.0 / 4, within(1e-15));
  }

  @Test
  void level_newToken_isZero() {
    assertThat(read(100, 1, 2, 1, 2, 3).level()).isZero();
    assertThat(read(100, 1, 2, 1, 2, 3).probability(3)).isCloseTo(0.2, within(1e-15));
  }

  /** Of three tokens a cache of three has forgotten what came before. */
  @Test
  void level_repetitionThatIsForgotten_isZero() {
    assertThat(read(4, 1, 2, 3, 1).level()).isEqualTo(1);
    assertThat(read(3, 1, 2, 3, 1).level()).isZero();
    assertThat(read(4, 1, 2, 3, 1, 2).level()).isEqualTo(1); // the first 1 is forgotten
  }

  @Test
  void level_longRepetition_isTheLongestContext() {
    int[] twice = IntStream.range(0, 30).map(i -> i % 15).toArray();
    assertThat(read(100, twice).level()).isEqualTo(NgramCache.LONGEST);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "7,true", "7,false", "1000,true", "1000,false"})
  void reader_wholeSplit_saysWhatScoreSays(int tokens, boolean boundaries) {
    TokenModel model = new CachedModel(BigramModel.any(20, 2), new NgramCache(tokens), RISING, 0);
    Reading.check(model, Splits.of(boundaries, Splits.documents(0, 3, 17, 0, 1, 40)));
  }

  /** A range of targets reads what stands before it; here it is longer or shorter than a range. */
  @ParameterizedTest
  @ValueSource(ints = {1, 500, 3 * Chunks.LENGTH, 100_000})
  void score_manyRanges_isThatOfReadingInOrder(int tokens) {
    int[][] documents =
        IntStream.range(0, 60).mapToObj(d -> Splits.document(d * d, 11 * d)).toArray(int[][]::new);
    TokenizedSplit split = Splits.of(false, documents);
    int[] text = Arrays.stream(documents).flatMapToInt(Arrays::stream).toArray();
    assertThat(text.length).isGreaterThan(2 * Chunks.LENGTH);
    NgramCache cache = new NgramCache(tokens);
    RecentNgrams recent = cache.reader(20);
    float[] nll = new float[text.length];
    byte[] levels = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      nll[i] = recent.nll(text[i]);
      levels[i] = (byte) recent.level();
      recent.read(text[i]);
    }
    for (int threads : new int[] {1, 3}) {
      try (Team team = new Team(threads)) {
        Recalled scored = cache.score(new Passages(split), 20, team);
        assertThat(scored.nll()).containsExactly(nll);
        assertThat(scored.levels()).containsExactly(levels);
      }
    }
  }

  /** A text that says each sentence twice: what is read again is certain, what is new is not. */
  @Test
  void fit_textThatRepeatsItself_trustsLongContexts() {
    int[] text = IntStream.range(0, 4000).map(i -> sentence(i / 40)[i % 20]).toArray();
    TokenizedSplit split = Splits.of(false, text);
    TokenModel uniform = BigramModel.unigram(uniform());
    try (Team team = new Team(2)) {
      float[] own = uniform.score(split, team);
      Recalled recalled = new NgramCache(200).score(new Passages(split), 20, team);
      Fitted fitted = MixtureWeights.fit(List.of(own), List.of(recalled), team);
      CacheShare cache = Objects.requireNonNull(fitted.weights().cache());
      List<Double> weights = Objects.requireNonNull(cache.byMatch());
      assertThat(weights.getFirst()).isLessThan(0.2);
      assertThat(weights.getLast()).isBetween(0.9, 0.9999);
      assertThat(mean(fitted.nll())).isLessThan(0.75 * mean(own));
      // The mean weight belongs to the models' weights, the weights by match to the scores.
      assertThat(fitted.weights().models().getFirst() + cache.weight()).isCloseTo(1, within(1e-9));
      TokenModel mixture = fitted.weights().mixture(List.of(uniform), Splits.END);
      assertThat(mixture.score(split, team)).containsExactly(fitted.nll());
      // No other weights are likelier.
      for (int level = 0; level < weights.size(); level++) {
        for (double other : new double[] {0.9, 1.05}) {
          List<Double> moved = new ArrayList<>(weights);
          moved.set(level, Math.min(0.9999, weights.get(level) * other));
          assertThat(mean(CachedModel.mixed(own, recalled, moved, team)))
              .isGreaterThan(mean(fitted.nll()) - 2e-4);
        }
      }
    }
  }

  /** Independent draws: the cache gets nearly nothing, and the text hardly becomes less likely. */
  @Test
  void fit_textWithoutRepetitions_leavesTheModelAlone() {
    Random random = new Random(5);
    TokenizedSplit split =
        Splits.of(false, IntStream.range(0, 6000).map(i -> 1 + random.nextInt(19)).toArray());
    TokenModel uniform = BigramModel.unigram(uniform());
    try (Team team = new Team(1)) {
      float[] own = uniform.score(split, team);
      Recalled recalled = new NgramCache(1000).score(new Passages(split), 20, team);
      Fitted fitted = MixtureWeights.fit(List.of(own), List.of(recalled), team);
      assertThat(Objects.requireNonNull(fitted.weights().cache()).weight()).isLessThan(0.1);
      assertThat(mean(fitted.nll())).isBetween(0.97 * mean(own), 1.001 * mean(own));
    }
  }

  @Test
  void cacheShare_withoutItsWeights_isRefused() {
    assertThatThrownBy(() -> new CacheShare(9, 0.1, CacheKind.NGRAM, null, null))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("needs 9 weights by_match");
    assertThatThrownBy(
            () -> new CacheShare(9, 0.1, CacheKind.NGRAM, null, Collections.nCopies(9, 1.5)))
        .isInstanceOf(ProblemException.class);
  }

  private static int[] sentence(int number) {
    return Splits.document(number * number, 20);
  }

  private static double[] uniform() {
    double[] all = new double[20];
    Arrays.fill(all, 1 / 20.0);
    return all;
  }

  private static double mean(float[] nll) {
    return IntStream.range(1, nll.length).mapToDouble(i -> nll[i]).average().orElseThrow();
  }

  private static RecentNgrams read(int most, int... tokens) {
    RecentNgrams recent = new NgramCache(most).reader(20);
    for (int token : tokens) {
      recent.read(token);
    }
    return recent;
  }
}
