package org.isotopelm.model.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureTest {
  private static final TokenizedSplit TEXT =
      Splits.of(true, Splits.documents(0, 3, 17, 1, 0, 40, 9));

  private static final List<TokenModel> MODELS =
      List.of(BigramModel.any(20, 1), BigramModel.any(20, 5), BigramModel.any(20, 8));

  @Test
  void score_twoModels_isTheirWeightedMean() {
    Mixture mixture =
        new Mixture(
            List.of(BigramModel.unigram(0.5, 0.5, 0), BigramModel.unigram(0.25, 0.25, 0.5)),
            List.of(0.25, 0.75));
    // p(1) = 0.25·0.5 + 0.75·0.25 = 0.3125 and p(2) = 0.75·0.5 = 0.375, as the first has p = 0.
    assertThat(score(mixture, Splits.of(false, new int[] {1, 2})))
        .containsExactly((float) -Math.log(0.3125), (float) -Math.log(0.375));
  }

  @Test
  void score_whatAllModelsHoldImpossible_isInfinite() {
    Mixture mixture =
        new Mixture(
            List.of(BigramModel.unigram(1, 0, 0), BigramModel.unigram(0, 1, 0)), List.of(0.5, 0.5));
    assertThat(score(mixture, Splits.of(false, new int[] {2, 1})))
        .containsExactly(Float.POSITIVE_INFINITY, (float) Math.log(2));
  }

  @Test
  void score_hardlyPossibleTokens_keepTheirScores() {
    // e^−800 is 0 as a double.
    TokenModel hard = new Scored(800);
    Mixture mixture = new Mixture(List.of(hard, new Scored(801)), List.of(0.5, 0.5));
    double expected = 800 - Math.log(0.5 + 0.5 * Math.exp(-1));
    assertThat(score(mixture, Splits.of(false, new int[] {1}))[0]).isEqualTo((float) expected);
  }

  @Test
  void score_modelsInAnyOrder_isTheSame() {
    float[] one = score(new Mixture(MODELS, List.of(0.5, 0.2, 0.3)), TEXT);
    float[] other =
        score(
            new Mixture(
                List.of(MODELS.get(2), MODELS.get(0), MODELS.get(1)), List.of(0.3, 0.5, 0.2)),
            TEXT);
    for (int i = 0; i < one.length; i++) {
      assertThat(other[i]).isCloseTo(one[i], within(1e-6f));
    }
  }

  @Test
  void score_aModelAlone_isItsOwn() {
    assertThat(score(new Mixture(MODELS, List.of(0.0, 1.0, 0.0)), TEXT))
        .containsExactly(score(MODELS.get(1), TEXT));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reader_wholeSplit_saysWhatScoreSays(boolean boundaries) {
    Mixture mixture = new Mixture(MODELS, List.of(0.5, 0.2, 0.3));
    Reading.check(mixture, Splits.of(boundaries, Splits.documents(0, 3, 17, 1, 40)));
  }

  @Test
  void sight_ofSeveral_isTheWidest() {
    Sight five = Sight.of(5, 3);
    Sight whole = new Sight(null, 7, false);
    Sight earlier = new Sight(2, 1, true);
    assertThat(sight(Sight.of(4, 1), five)).isEqualTo(five);
    assertThat(sight(five, whole, Sight.of(64, 32))).isEqualTo(whole);
    assertThat(sight(five, earlier)).isEqualTo(new Sight(5, 3, true));
  }

  private static Sight sight(Sight... each) {
    List<TokenModel> models =
        Arrays.stream(each).<TokenModel>map(sight -> new Scored(1, sight)).toList();
    double share = 1.0 / each.length;
    return new Mixture(models, IntStream.range(0, each.length).mapToObj(i -> share).toList())
        .sight();
  }

  @Test
  void mixture_weightsThatAreNoShares_areRefused() {
    for (List<Double> wrong :
        List.of(
            List.of(0.5, 0.4, 0.2),
            List.of(1.5, -0.5, 0.0),
            List.of(1.0),
            List.of(0.5, 0.5, Double.NaN))) {
      assertThatThrownBy(() -> new Mixture(MODELS, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  static float[] score(TokenModel model, TokenizedSplit split) {
    try (Team team = new Team(1)) {
      return model.score(split, team);
    }
  }

  /** A model with one score for every token. */
  private record Scored(float nll, Sight sight) implements TokenModel {
    Scored(float nll) {
      this(nll, Sight.of(1, 1));
    }

    @Override
    public long parameters() {
      return 1;
    }

    @Override
    public int vocabulary() {
      return 3;
    }

    @Override
    public float[] score(TokenizedSplit split, Team team) {
      float[] all = new float[(int) split.targets()];
      Arrays.fill(all, nll);
      return all;
    }

    @Override
    public Reader reader() {
      throw new UnsupportedOperationException();
    }
  }
}
