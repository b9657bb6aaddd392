package org.isotopelm.model.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.model.HiddenStates;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeuralCacheTest {
  private static final TokenizedSplit TEXT =
      Splits.of(true, Splits.documents(0, 3, 17, 0, 1, 40, 200));

  /** Longer than two blocks of states. */
  private static final TokenizedSplit LONG =
      Splits.of(
          true,
          IntStream.range(0, 32)
              .mapToObj(d -> Splits.document(d * d, 11 * d))
              .toArray(int[][]::new));

  /** The state is the token that was read last, and how far the document is: made by hand. */
  private record Counting() implements HiddenStates {
    @Override
    public int width() {
      return 2;
    }

    @Override
    public Reader reader() {
      return new Reader() {
        private int last;
        private int place;

        @Override
        public void begin() {
          last = Splits.END;
          place = 0;
        }

        @Override
        public void read(int token) {
          last = token;
          place++;
        }

        @Override
        public void state(float[] to) {
          to[0] = last;
          to[1] = place;
        }
      };
    }
  }

  /**
   * The targets are 1 2 1 END 1 END. The states before them are (0,0) (1,1) (2,2) (1,3) (0,0)
   * (1,1).
   */
  @Test
  void score_byHand_weighsTokensByTheirStates() {
    float[] nll =
        score(new NeuralCache(new Counting(), 3, 0.5), of(new int[] {1, 2, 1}, new int[] {1}), 1);
    assertThat(nll[0]).isInfinite(); // nothing is read yet
    assertThat(nll[1]).isInfinite(); // 1 was read, and 2 comes
    // h = (2,2): its products with the states before 1 and 2 are 0 and 4.
    assertThat(Math.exp(-nll[2])).isCloseTo(1 / (1 + Math.exp(2)), within(1e-6));
    assertThat(nll[3]).isInfinite(); // END was not read yet
    // h = (0,0) is equally like the states before 2 1 END.
    assertThat(Math.exp(-nll[4])).isCloseTo(1 / 3.0, within(1e-6));
    // h = (1,1): its products with the states before 1 END 1 are 4, 4 and 0.
    double e = Math.exp(2);
    assertThat(Math.exp(-nll[5])).isCloseTo(e / (2 * e + 1), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100_000})
  void score_thetaOfZero_isThatOfAUnigramCache(int tokens) {
    float[] nll = score(new NeuralCache(new Counting(), tokens, 0), LONG, 1);
    try (Team team = new Team(1)) {
      float[] expected = new UnigramCache(tokens).score(new Passages(LONG), 20, team).nll();
      assertThat(LONG.targets()).isGreaterThan(5000);
      assertThat(nll).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void reader_ofAnLstm_saysWhatScoreSays(int tokens) {
    for (boolean boundaries : new boolean[] {true, false}) {
      Reading.check(
          cached(tokens), Splits.of(boundaries, Splits.documents(0, 3, 17, 0, 1, 40, 200)));
    }
  }

  @Test
  void score_anyNumberOfThreads_givesTheSameBits() {
    NeuralCache cache = new NeuralCache(states(lstm()), 500, 3);
    float[] expected = score(cache, LONG, 1);
    assertThat(score(cache, LONG, 2)).containsExactly(expected);
    assertThat(score(cache, LONG, 3)).containsExactly(expected);
  }

  /** Another end of the text changes no score before it. */
  @Test
  void score_anotherEnd_doesNotLookAhead() {
    int[] text = Splits.document(5, 3000);
    int[] other = text.clone();
    Arrays.fill(other, 2500, 3000, 3);
    NeuralCache cache = new NeuralCache(states(lstm()), 300, 3);
    float[] one = score(cache, Splits.of(false, text), 1);
    float[] changed = score(cache, Splits.of(false, other), 1);
    assertThat(Arrays.copyOf(changed, 2500)).containsExactly(Arrays.copyOf(one, 2500));
    assertThat(changed[2600]).isNotEqualTo(one[2600]);
  }

  @Test
  void grid_ofThetas_holdsWhatEachCacheScores() {
    try (Team team = new Team(2)) {
      List<Recalled> grid = NeuralCache.grid(states(lstm()), 50, new Passages(TEXT), team);
      assertThat(grid).hasSizeGreaterThan(5);
      for (Recalled recalled : grid) {
        assertThat(recalled.nll()).containsExactly(score((NeuralCache) recalled.cache(), TEXT, 1));
      }
    }
  }

  /** What follows a token is always the same, and with these states a large θ knows it. */
  @Test
  void fit_statesThatTellTheNextToken_takesALargeTheta() {
    int[] text = IntStream.range(0, 400).map(i -> 1 + i % 4).toArray();
    TokenizedSplit split = Splits.of(false, text);
    HiddenStates states = new OneOf(5);
    TokenModel model = BigramModel.unigram(0.2, 0.2, 0.2, 0.2, 0.2);
    try (Team team = new Team(1)) {
      MixtureWeights.Fitted fitted =
          MixtureWeights.fit(
              List.of(model.score(split, team)),
              NeuralCache.grid(states, 100, new Passages(split), team),
              team);
      MixtureWeights.CacheShare share = Objects.requireNonNull(fitted.weights().cache());
      assertThat(share.theta()).isEqualTo(2.0);
      assertThat(share.weight()).isGreaterThan(0.9);
    }
  }

  /** The last token as a vector with one 3 in it. */
  private record OneOf(int width) implements HiddenStates {
    @Override
    public Reader reader() {
      return new Reader() {
        private int last;

        @Override
        public void begin() {
          last = Splits.END;
        }

        @Override
        public void read(int token) {
          last = token;
        }

        @Override
        public void state(float[] to) {
          Arrays.fill(to, 0);
          to[last] = 3;
        }
      };
    }
  }

  @Test
  void statesOf_noLstm_isRefused() {
    assertThatThrownBy(() -> MixtureWeights.statesOf(List.of(BigramModel.any(20, 1))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no run of the mixture is one");
  }

  private static TokenizedSplit of(int[]... documents) {
    return Splits.of(true, documents);
  }

  private static float[] score(NeuralCache cache, TokenizedSplit split, int threads) {
    try (Team team = new Team(threads)) {
      return cache.score(new Passages(split), 20, team).nll();
    }
  }

  private static HiddenStates states(TokenModel model) {
    return model.states().orElseThrow();
  }

  private static TokenModel cached(int tokens) {
    TokenModel lstm = lstm();
    return new CachedModel(
        lstm, new NeuralCache(states(lstm), tokens, 3), List.of(0.3), Splits.END);
  }

  private static Network lstm() {
    ModelSpec.Neural spec =
        new ModelSpec.Lstm(2, 12, 12, 9, true, true, new ModelSpec.Lstm.Dropouts(0, 0, 0, 0, 0));
    NeuralModel model = Models.create(spec, 20, Engine.best());
    float[] values = new float[model.parameters().length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i * 0.7);
    }
    return new Network(model, values, Window.of(model), Splits.END);
  }
}
