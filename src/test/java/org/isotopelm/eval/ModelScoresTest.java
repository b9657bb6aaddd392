package org.isotopelm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.data.Batch;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.network.NetworkScorer;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The evaluator's scores of real models, against their logits taken one token at a time. */
class ModelScoresTest {
  private static final int VOCABULARY = 20;
  private static final int[][] DOCUMENTS = Splits.documents(0, 1, 5, 11, 12, 13, 40, 3, 3, 70);

  static Stream<NeuralModel> models() {
    ModelSpec.Neural gpt = ModelSpec.Gpt.gpt2(2, 2, 16, 12, 0.1, true, true, 0.4);
    ModelSpec.Neural mlp =
        new ModelSpec.Mlp(
            4, 8, List.of(16), ModelSpec.Activation.TANH, false, false, false, true, 0.8);
    return Stream.of(gpt, mlp).map(spec -> Models.create(spec, VOCABULARY, Engine.best()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void score_everyToken_isWhatTheLogitsSay(NeuralModel model) {
    float[] values = values(model);
    Window window = Window.of(model);
    Scores scores = score(model, values, Splits.of(true, DOCUMENTS), 2);
    NeuralModel.Worker worker = model.worker();
    float[] logits = new float[VOCABULARY];
    int target = 0;
    for (int[] document : DOCUMENTS) {
      for (int i = 0; i <= document.length; i++, target++) {
        Batch batch = new Batch(1, model.context(), model.targetsPerRow());
        int last = show(model, window, document, i, batch.inputs());
        worker.logits(new Weights(values), batch, 0, last, logits);
        int next = i < document.length ? document[i] : Splits.END;
        assertThat((double) scores.nll(target)).isCloseTo(nll(logits, next), within(2e-5));
      }
    }
    assertThat(scores.tokens()).isEqualTo(target);
  }

  @ParameterizedTest
  @MethodSource("models")
  void score_documentsTogether_isEachByItself(NeuralModel model) {
    float[] values = values(model);
    Scores together = score(model, values, Splits.of(true, DOCUMENTS), 1);
    int first = 0;
    for (int[] document : DOCUMENTS) {
      Scores alone = score(model, values, Splits.of(true, document), 1);
      for (int i = 0; i < alone.tokens(); i++) {
        assertThat(together.nll(first + i)).isCloseTo(alone.nll(i), within(1e-5f));
      }
      first += alone.tokens();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void score_anyNumberOfThreads_givesTheSameBits(NeuralModel model) {
    float[] values = values(model);
    int[][] many =
        IntStream.range(0, 400).mapToObj(d -> Splits.document(d, d % 30)).toArray(int[][]::new);
    TokenizedSplit split = Splits.of(true, many);
    List<Float> one = NetworkScorerTest.all(score(model, values, split, 1));
    assertThat(NetworkScorerTest.all(score(model, values, split, 3))).isEqualTo(one);
  }

  /** Shows the model what it may see before target i; returns the index of the last input. */
  private static int show(NeuralModel model, Window window, int[] document, int i, int[] inputs) {
    int[] all = new int[document.length + 1];
    System.arraycopy(document, 0, all, 1, document.length);
    int from = 0;
    while (from + window.context() <= i) {
      from += window.stride();
    }
    int seen = i + 1 - from;
    Arrays.fill(inputs, Splits.END);
    int at = model.targetsPerRow() == 1 ? inputs.length - seen : 0;
    System.arraycopy(all, from, inputs, at, seen);
    return at + seen - 1;
  }

  private static double nll(float[] logits, int target) {
    double sum = IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).sum();
    return Math.log(sum) - logits[target];
  }

  private static float[] values(NeuralModel model) {
    float[] values = model.parameters().initialValues(3);
    RandomStream random = RandomStream.of(4, "test");
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.05 * random.nextGaussian());
    }
    return values;
  }

  private static Scores score(
      NeuralModel model, float[] values, TokenizedSplit split, int threads) {
    return NetworkScorerTest.score(model, values, split, Window.of(model), threads);
  }

  private static NeuralModel lstm(int context) {
    ModelSpec.Lstm.Dropouts none = new ModelSpec.Lstm.Dropouts(0, 0, 0, 0, 0);
    ModelSpec.Neural spec = new ModelSpec.Lstm(1, 9, 9, context, true, true, none);
    return Models.create(spec, VOCABULARY, Engine.best());
  }

  @Test
  void score_windowsAskedFor_carryNoState() {
    NeuralModel model = lstm(7);
    float[] values = values(model);
    TokenizedSplit split = Splits.of(true, Splits.documents(30));
    Scores carried = score(model, values, split, 1);
    Scores windows = NetworkScorerTest.score(model, values, split, Window.of(model, 7, 7), 1);
    for (int i = 0; i < windows.tokens(); i++) {
      assertThat(windows.nll(i) == carried.nll(i)).isEqualTo(i < 7);
    }
    assertThat(windows.evaluation(null, null, null, 1).context()).isEqualTo(7);
    assertThat(carried.evaluation(null, null, null, 1).context()).isNull();
    assertThat(carried.evaluation(null, null, null, 1).stride()).isEqualTo(7);
  }

  @Test
  void score_carriedStateOfManyDocuments_sameBitsOnAnyThreads_andAgain() {
    NeuralModel model = lstm(5);
    float[] values = values(model);
    int[][] many =
        IntStream.range(0, 400).mapToObj(d -> Splits.document(d, d % 30)).toArray(int[][]::new);
    TokenizedSplit split = Splits.of(true, many);
    List<Float> one = NetworkScorerTest.all(score(model, values, split, 1));
    try (Team team = new Team(3)) {
      NetworkScorer evaluator = new NetworkScorer(model, split, team);
      assertThat(NetworkScorerTest.all(Evaluator.score(evaluator, values))).isEqualTo(one);
      assertThat(NetworkScorerTest.all(Evaluator.score(evaluator, values))).isEqualTo(one);
    }
  }

  @Test
  void score_longDocuments_carryTheirStateFromBatchToBatch() {
    float[] values = values(lstm(7));
    int[][] documents =
        IntStream.range(0, 9)
            .mapToObj(d -> Splits.document(d, 300 + 171 * d))
            .toArray(int[][]::new);
    for (boolean boundaries : new boolean[] {false, true}) {
      TokenizedSplit split = Splits.of(boundaries, documents);
      List<Float> one = NetworkScorerTest.all(score(lstm(7), values, split, 1));
      assertThat(NetworkScorerTest.all(score(lstm(7), values, split, 2))).isEqualTo(one);
      assertThat(NetworkScorerTest.all(score(lstm(90), values, split, 1))).isEqualTo(one);
      assertThat(NetworkScorerTest.all(score(lstm(1000), values, split, 1))).isEqualTo(one);
    }
  }

  @Test
  void score_longDocument_carriesItsStateFromBatchToBatch() {
    float[] values = values(lstm(7));
    TokenizedSplit split = Splits.of(true, Splits.document(1, 2500));
    List<Float> batchesOf1022 = NetworkScorerTest.all(score(lstm(7), values, split, 1));
    List<Float> batchesOf990 = NetworkScorerTest.all(score(lstm(90), values, split, 1));
    assertThat(batchesOf990).isEqualTo(batchesOf1022);
  }

  @Test
  void score_carriedState_isThatOfOneLongPass() {
    ModelSpec.Lstm.Dropouts dropouts = new ModelSpec.Lstm.Dropouts(0.1, 0.1, 0.1, 0.1, 0.1);
    NeuralModel windows =
        Models.create(
            new ModelSpec.Lstm(2, 12, 12, 7, true, true, dropouts), VOCABULARY, Engine.best());
    NeuralModel whole =
        Models.create(
            new ModelSpec.Lstm(2, 12, 12, 90, true, true, dropouts), VOCABULARY, Engine.best());
    float[] values = values(windows);
    for (boolean boundaries : new boolean[] {true, false}) {
      TokenizedSplit split = Splits.of(boundaries, DOCUMENTS);
      Scores carried = score(windows, values, split, 1);
      Scores byTwo = score(windows, values, split, 2);
      for (int target = 0; target < carried.tokens(); target++) {
        assertThat(byTwo.nll(target)).isEqualTo(carried.nll(target));
      }
      if (boundaries) {
        Scores once = score(whole, values, split, 1);
        for (int target = 0; target < carried.tokens(); target++) {
          assertThat(once.nll(target)).isEqualTo(carried.nll(target));
        }
      }
    }
  }
}
