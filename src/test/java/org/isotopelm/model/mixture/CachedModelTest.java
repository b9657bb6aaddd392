package org.isotopelm.model.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachedModelTest {
  private static final TokenModel MODEL = BigramModel.any(20, 2);

  /** The targets are 1 2 1 END 1 END, and the cache holds three. */
  @Test
  void score_acrossDocuments_countsTheLastTokens() {
    TokenModel model = cached(BigramModel.unigram(0.5, 0.25, 0.25), 3, 0.4);
    float[] nll = MixtureTest.score(model, Splits.of(true, new int[] {1, 2, 1}, new int[] {1}));
    double[] expected = {
      0.25, // nothing is read yet, so the model has all the weight
      0.6 * 0.25, // of 1
      0.6 * 0.25 + 0.4 * 1 / 2, // of 1 2
      0.6 * 0.5, // of 1 2 1
      0.6 * 0.25 + 0.4 * 1 / 3, // of 2 1 END
      0.6 * 0.5 + 0.4 * 1 / 3 // of 1 END 1
    };
    assertThat(nll).hasSize(6);
    for (int i = 0; i < nll.length; i++) {
      assertThat(Math.exp(-nll[i])).isCloseTo(expected[i], within(1e-7));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,true", "7,true", "7,false", "1000,true", "1000,false"})
  void reader_wholeSplit_saysWhatScoreSays(int tokens, boolean boundaries) {
    Reading.check(
        cached(MODEL, tokens, 0.3), Splits.of(boundaries, Splits.documents(0, 3, 17, 0, 1, 40)));
  }

  /** A range of targets reads what stands before it; here it is longer or shorter than a range. */
  @ParameterizedTest
  @ValueSource(ints = {1, 500, 3 * Chunks.LENGTH, Integer.MAX_VALUE})
  void score_manyRanges_isThatOfReadingInOrder(int tokens) {
    int[][] documents =
        IntStream.range(0, 90).mapToObj(d -> Splits.document(d * d, 11 * d)).toArray(int[][]::new);
    TokenizedSplit split = Splits.of(true, documents);
    assertThat(split.targets()).isGreaterThan(5 * Chunks.LENGTH);
    UnigramCache cache = new UnigramCache(tokens);
    float[] expected = new float[(int) split.targets()];
    RecentTokens recent = cache.reader(20);
    int target = 0;
    for (int[] document : documents) {
      for (int i = 0; i <= document.length; i++, target++) {
        int token = i < document.length ? document[i] : Splits.END;
        expected[target] =
            target == 0
                ? Float.POSITIVE_INFINITY
                : (float) -StrictMath.log(recent.probability(token));
        recent.read(token);
      }
    }
    for (int threads : new int[] {1, 3}) {
      try (Team team = new Team(threads)) {
        assertThat(cache.score(new Passages(split), 20, team).nll()).containsExactly(expected);
      }
    }
  }

  @Test
  void sight_withACache_isTheWiderAndHoldsEarlierDocuments() {
    assertThat(cached(MODEL, 9, 0.1).sight()).isEqualTo(new Sight(9, 1, true));
    assertThat(new CachedModel(cached(MODEL, 9, 0.1), new UnigramCache(3), List.of(0.1), 0).sight())
        .isEqualTo(new Sight(9, 1, true));
  }

  @Test
  void cachedModel_noShareOrNoTokens_isRefused() {
    assertThatThrownBy(() -> cached(MODEL, 3, 1.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cached(MODEL, 0, 0.1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static TokenModel cached(TokenModel model, int tokens, double weight) {
    return new CachedModel(model, new UnigramCache(tokens), List.of(weight), Splits.END);
  }
}
