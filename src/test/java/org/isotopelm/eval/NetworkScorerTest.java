package org.isotopelm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.network.NetworkScorer;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkScorerTest {
  private static final float[] NO_VALUES = {};

  @ParameterizedTest
  @CsvSource({
    "8, 8, 1",
    "8, 8, 3",
    "8, 8, 4",
    "8, 8, 8",
    "8, 5, 2",
    "1, 1, 1",
    "7, 7, 3",
    "64, 64, 32"
  })
  void score_sequenceModel_seesWhatTheWindowSays(int width, int context, int stride) {
    int[][] documents = Splits.documents(0, 1, 3, 7, 8, 9, 15, 16, 17, 40, 2, 2, 0, 130);
    NeuralModel model = new SeenModel(20, width, false);
    for (boolean boundaries : new boolean[] {true, false}) {
      Scores scores =
          score(model, Splits.of(boundaries, documents), new Window(context, stride), 1);
      assertThat(all(scores)).isEqualTo(expected(documents, boundaries, context, stride));
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "9"})
  void score_positionalModel_seesAllOfItsContextBeforeEveryTarget(int context) {
    int[][] documents = Splits.documents(0, 1, 3, 7, 8, 300, 2);
    NeuralModel model = new SeenModel(20, context, true);
    for (boolean boundaries : new boolean[] {true, false}) {
      Scores scores = score(model, Splits.of(boundaries, documents), Window.of(model), 1);
      List<Float> expected = new ArrayList<>();
      for (int[] passage : passages(documents, boundaries)) {
        int[] inputs = new int[context + passage.length]; // END is 0: what is missing is filled
        System.arraycopy(passage, 0, inputs, context, passage.length);
        int targets = boundaries ? passage.length + 1 : passage.length;
        for (int i = 0; i < targets; i++) {
          int target = i < passage.length ? passage[i] : Splits.END;
          expected.add(SeenModel.nll(inputs, i, i + context - 1, target));
        }
      }
      assertThat(all(scores)).isEqualTo(expected);
    }
  }

  @Test
  void score_anyNumberOfThreads_givesTheSameBits() {
    RandomStream random = RandomStream.of(1, "lengths");
    int[][] documents =
        Splits.documents(IntStream.range(0, 500).map(d -> random.nextInt(60)).toArray());
    NeuralModel model = new SeenModel(20, 16, false);
    TokenizedSplit split = Splits.of(true, documents);
    Evaluation one = score(model, split, Window.of(model), 1).evaluation(null, null, null, 1);
    for (int threads : new int[] {2, 3, 5}) {
      Scores scores = score(model, split, Window.of(model), threads);
      assertThat(scores.evaluation(null, null, null, 1)).isEqualTo(one);
    }
  }

  @Test
  void score_again_givesTheSame() {
    NeuralModel model = new SeenModel(20, 16, false);
    try (Team team = new Team(2)) {
      NetworkScorer evaluator =
          new NetworkScorer(model, Splits.of(true, Splits.documents(50, 9)), team);
      assertThat(all(Evaluator.score(evaluator, NO_VALUES)))
          .isEqualTo(all(Evaluator.score(evaluator, NO_VALUES)));
    }
  }

  @Test
  void score_documentsOfASplitInAnotherOrder_followsTheSplit() {
    int[][] documents = Splits.documents(5, 12, 3);
    NeuralModel model = new SeenModel(20, 8, false);
    TokenizedSplit all = Splits.of(true, documents);
    TokenizedSplit some = new TokenizedSplit(all.store(), new int[] {2, 0}, Splits.END, true);
    assertThat(all(score(model, some, new Window(8, 4), 1)))
        .isEqualTo(expected(new int[][] {documents[2], documents[0]}, true, 8, 4));
  }

  @Test
  void evaluator_noToken_saysSo() {
    assertThatThrownBy(
            () -> score(new SeenModel(20, 8, false), Splits.of(false), new Window(8, 4), 1))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no token to score");
  }

  static Scores score(NeuralModel model, TokenizedSplit split, Window window, int threads) {
    return score(model, NO_VALUES, split, window, threads);
  }

  static Scores score(
      NeuralModel model, float[] values, TokenizedSplit split, Window window, int threads) {
    try (Team team = new Team(threads)) {
      return Evaluator.score(
          new NetworkScorer(model, split, window, team, model.workers(team.threads())), values);
    }
  }

  static List<Float> all(Scores scores) {
    return IntStream.range(0, scores.tokens()).mapToObj(scores::nll).toList();
  }

  private static int[][] passages(int[][] documents, boolean boundaries) {
    return boundaries
        ? documents
        : new int[][] {Arrays.stream(documents).flatMapToInt(Arrays::stream).toArray()};
  }

  /** Target by target, from the definition of a window. */
  private static List<Float> expected(
      int[][] documents, boolean boundaries, int context, int stride) {
    List<Float> expected = new ArrayList<>();
    for (int[] passage : passages(documents, boundaries)) {
      int[] inputs = new int[passage.length + 1];
      inputs[0] = Splits.END;
      System.arraycopy(passage, 0, inputs, 1, passage.length);
      int targets = boundaries ? inputs.length : passage.length;
      for (int i = 0; i < targets; i++) {
        int from = 0;
        while (from + context <= i) {
          from += stride;
        }
        int target = i < passage.length ? passage[i] : Splits.END;
        expected.add(SeenModel.nll(inputs, from, i, target));
      }
    }
    return expected;
  }
}
