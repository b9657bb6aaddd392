package org.isotopelm.model.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.Softmax;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DynamicNetworkTest {
  private static final int VOCABULARY = 20;
  private static final int[][] DOCUMENTS = Splits.documents(0, 1, 5, 11, 12, 13, 40, 3, 3, 70);
  private static final ModelSpec.Neural GPT = ModelSpec.Gpt.gpt2(2, 2, 16, 12, 0, true, true, 0.4);
  private static final ModelSpec.Neural LSTM =
      new ModelSpec.Lstm(2, 12, 12, 9, true, true, new ModelSpec.Lstm.Dropouts(0, 0, 0, 0, 0));
  private static final ModelSpec.Neural MLP =
      new ModelSpec.Mlp(
          4, 8, List.of(16), ModelSpec.Activation.TANH, false, false, false, true, 0.8);
  private static final ModelSpec.Neural HASHED = new HashedSpec(3, new HashedSpec.Buckets(1 << 16));

  /** Every way of seeing a document. */
  static Stream<Network> networks() {
    return Stream.of(
        network(MLP, null, null),
        network(HASHED, null, null),
        network(GPT, null, null),
        network(GPT, 10, 3),
        network(GPT, 12, 12),
        network(LSTM, null, null),
        network(LSTM, 7, 2));
  }

  private static Network network(
      ModelSpec.Neural spec, @Nullable Integer context, @Nullable Integer stride) {
    NeuralModel model = Models.create(spec, VOCABULARY, Engine.best());
    float[] values = model.parameters().initialValues(7);
    RandomStream random = RandomStream.of(3, "bias");
    for (int i = 0; i < values.length; i++) {
      values[i] += values[i] == 0 ? 0.1f * (float) (random.nextDouble() - 0.5) : 0;
    }
    return new Network(model, values, Window.of(model, context, stride), Splits.END);
  }

  private static DynamicNetwork learning(Network network) {
    GradientSizes sizes = GradientSizes.measure(network, Splits.of(true, DOCUMENTS), 8);
    return new DynamicNetwork(network, sizes, new Rates(0.02, 0.05), 8);
  }

  private static float[] score(TokenModel model, TokenizedSplit split, int threads) {
    try (Team team = new Team(threads)) {
      return model.score(split, team);
    }
  }

  /**
   * Two tokens and a bias of each: θ = (0, 0), both probabilities ½. The first segment, 1 1, has
   * the mean gradient (½, −½). With the mean size m = ½, relative sizes (1, 2), η = 0.1, λ = 0.3
   * and ε = 0.2: θ₀ = −0.1·1.2·½/(½·1.2) = −0.1 and θ₁ = 0.1·1.2·½/(½·2.2) = 0.054545…; nothing to
   * come back from yet.
   *
   * <p>The second segment, 1 1, is scored with ln(1 + e^(θ₀ − θ₁)). Its mean gradient is (q, −q), q
   * = 1/(1 + e^(θ₁ − θ₀)), and the weights come back by 0.3·1 and 0.3·2 of their way.
   */
  @Test
  void score_ofTwoBiases_followsTheFormula() {
    NeuralModel model =
        Models.create(new HashedSpec(1, new HashedSpec.Buckets(2)), 2, Engine.reference());
    int length = model.parameters().length();
    Network network = new Network(model, new float[length], Window.of(model), 0);
    float[] relative = Arrays.copyOf(new float[] {1, 2}, length);
    DynamicNetwork dynamic =
        new DynamicNetwork(network, new GradientSizes(relative, 0.5), new Rates(0.1, 0.3), 2);
    float[] nll = score(dynamic, Splits.of(false, new int[] {1, 1, 1, 1, 1, 1}), 1);
    double zero = -0.1;
    double one = 0.12 / 2.2;
    double second = Math.log1p(Math.exp(zero - one));
    double q = 1 / (1 + Math.exp(one - zero));
    double zeroThen = 0.7 * zero - 0.12 * q / (0.5 * 1.2);
    double oneThen = 0.4 * one + 0.12 * q / (0.5 * 2.2);
    double third = Math.log1p(Math.exp(zeroThen - oneThen));
    double[] expected = {Math.log(2), Math.log(2), second, second, third, third};
    for (int i = 0; i < nll.length; i++) {
      assertThat((double) nll[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  /** λ·r above 1 would go beyond the trained weight: it is 1, and only the last step is left. */
  @Test
  void score_ofADecayThatIsTooStrong_startsAnewFromTheTrainedWeights() {
    NeuralModel model =
        Models.create(new HashedSpec(1, new HashedSpec.Buckets(2)), 2, Engine.reference());
    int length = model.parameters().length();
    Network network = new Network(model, new float[length], Window.of(model), 0);
    float[] relative = Arrays.copyOf(new float[] {4, 4}, length);
    DynamicNetwork dynamic =
        new DynamicNetwork(network, new GradientSizes(relative, 1), new Rates(0.7, 0.5), 1);
    float[] nll = score(dynamic, Splits.of(false, new int[] {1, 1, 1}), 1);
    double step = 0.7 * 1.2 / 4.2; // of a gradient of 1
    double first = step * 0.5;
    double q = 1 / (1 + Math.exp(2 * first));
    assertThat((double) nll[1]).isCloseTo(Math.log1p(Math.exp(-2 * first)), within(1e-6));
    assertThat((double) nll[2]).isCloseTo(Math.log1p(Math.exp(-2 * step * q)), within(1e-6));
  }

  /**
   * A bias of each of two tokens, both 0: a token's gradient is ½ − its share of the segment. The
   * segments 1 1 and 0 1 have (½, −½) and (0, 0): the root mean squares are both √(⅛).
   */
  @Test
  void sizes_ofTwoSegments_areTheRootsOfTheirMeanSquares() {
    NeuralModel model =
        Models.create(new HashedSpec(1, new HashedSpec.Buckets(2)), 2, Engine.reference());
    Network network =
        new Network(model, new float[model.parameters().length()], Window.of(model), 0);
    GradientSizes sizes =
        GradientSizes.measure(network, Splits.of(false, new int[] {1, 1, 0, 1}), 2);
    assertThat(sizes.mean()).isCloseTo(Math.sqrt(0.125), within(1e-7));
    assertThat(sizes.relative()[0]).isCloseTo(1, within(1e-6f));
    assertThat(sizes.relative()[1]).isCloseTo(1, within(1e-6f));
  }

  /** Segment by segment, each target sees what a static network sees. */
  @ParameterizedTest
  @MethodSource("networks")
  void score_bySegmentsWithoutLearning_isTheStaticOne(Network network) {
    for (boolean boundaries : new boolean[] {true, false}) {
      TokenizedSplit split = Splits.of(boundaries, DOCUMENTS);
      float[] expected = score(network, split, 1);
      for (int segment : new int[] {1, 8, 13, 32, 1000}) {
        DynamicNetwork model =
            new DynamicNetwork(network, learning(network).sizes(), Rates.STATIC, segment);
        float[] scores = new float[expected.length];
        try (Team team = new Team(1)) {
          model.score(new Passages(split), scores, Double.POSITIVE_INFINITY, team);
        }
        assertThat(scores).containsExactly(expected, within(1e-5f));
        assertThat(score(model, split, 2)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void score_onAnyNumberOfThreads_hasTheSameBits(Network network) {
    DynamicNetwork model = learning(network);
    TokenizedSplit split = Splits.of(true, DOCUMENTS);
    float[] one = score(model, split, 1);
    assertThat(one).isNotEqualTo(score(network, split, 1));
    assertThat(score(model, split, 2)).isEqualTo(one);
    assertThat(score(model, split, 3)).isEqualTo(one);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void score_ofTokensBeforeOthersThatChange_staysTheSame(Network network) {
    DynamicNetwork model = learning(network);
    int[][] changed = Arrays.stream(DOCUMENTS).map(int[]::clone).toArray(int[][]::new);
    Arrays.fill(changed[6], 20, 40, 5);
    Arrays.fill(changed[9], 0, 70, 6);
    float[] before = score(model, Splits.of(true, DOCUMENTS), 1);
    float[] after = score(model, Splits.of(true, changed), 1);
    int same = Arrays.stream(DOCUMENTS).limit(6).mapToInt(d -> d.length + 1).sum() + 20;
    assertThat(Arrays.copyOf(after, same))
        .containsExactly(Arrays.copyOf(before, same), within(1e-5f));
    assertThat(after[after.length - 1]).isNotEqualTo(before[before.length - 1]);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void reader_ofAText_agreesWithItsScores(Network network) {
    DynamicNetwork model = learning(network);
    float[] scores = score(model, Splits.of(true, DOCUMENTS), 1);
    TokenModel.Reader reader = model.reader();
    double[] p = new double[VOCABULARY];
    float[] logits = new float[VOCABULARY];
    double[] again = new double[VOCABULARY];
    int target = 0;
    for (int[] document : DOCUMENTS) {
      reader.begin();
      for (int i = 0; i <= document.length; i++, target++) {
        reader.distribution(p);
        int next = i < document.length ? document[i] : Splits.END;
        assertThat(-Math.log(p[next])).isCloseTo(scores[target], within(1e-5));
        reader.logits(logits);
        Softmax.of(logits, again);
        assertThat(again).isEqualTo(p);
        if (i < document.length) {
          reader.read(next);
        }
      }
    }
  }

  @Test
  void reader_thatIsNotAskedBeforeEachToken_readsTheSame() {
    DynamicNetwork model = learning(network(LSTM, null, null));
    double[] asked = new double[VOCABULARY];
    double[] p = new double[VOCABULARY];
    TokenModel.Reader one = model.reader();
    TokenModel.Reader other = model.reader();
    one.begin();
    other.begin();
    for (int token : Splits.document(1, 30)) {
      one.distribution(asked);
      one.read(token);
      other.read(token);
    }
    one.distribution(asked);
    other.distribution(p);
    assertThat(p).isEqualTo(asked);
  }

  /** Twenty documents of one text: who learns has an easier life. */
  @Test
  void search_onATextThatRepeatsItself_findsRatesThatHelp() {
    Network network = network(MLP, null, null);
    int[][] repeated = new int[20][];
    Arrays.fill(repeated, Splits.document(2, 40));
    TokenizedSplit split = Splits.of(true, repeated);
    List<RateSearch.Result> found =
        Stream.of(1, 3)
            .map(
                threads -> {
                  try (Team team = new Team(threads)) {
                    return DynamicNetwork.fitted(network, Splits.of(true, DOCUMENTS), split, team);
                  }
                })
            .toList();
    RateSearch.Result result = found.getFirst();
    assertThat(result.trials()).isEqualTo(found.getLast().trials());
    assertThat(result.trials().getFirst().rates()).isEqualTo(Rates.STATIC);
    assertThat(result.targets()).isEqualTo(20 * 41);
    double best = result.trials().stream().mapToDouble(RateSearch.Trial::nll).min().orElseThrow();
    assertThat(best).isLessThan(result.trials().getFirst().nll() - 0.1);
    assertThat(mean(score(result.model(), split, 1))).isCloseTo(best, within(1e-9));
  }

  private static double mean(float[] nll) {
    double sum = 0;
    for (float each : nll) {
      sum += each;
    }
    return sum / nll.length;
  }

  /** The model has learned its only text; what is not static makes this one worse. */
  @Test
  void search_whereNoRateHelps_staysStatic() {
    NeuralModel model =
        Models.create(new HashedSpec(1, new HashedSpec.Buckets(2)), 2, Engine.reference());
    Network network =
        new Network(model, new float[model.parameters().length()], Window.of(model), 0);
    int[] alternating = new int[320];
    for (int i = 0; i < 320; i++) {
      alternating[i] = i / 32 % 2;
    }
    TokenizedSplit split = Splits.of(false, alternating);
    try (Team team = new Team(1)) {
      RateSearch.Result result = DynamicNetwork.fitted(network, split, split, team);
      assertThat(result.model().rates()).isEqualTo(Rates.STATIC);
      assertThat(score(result.model(), split, 1)).isEqualTo(score(network, split, 1));
    }
  }
}
