package org.isotopelm.model.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;
import org.junit.jupiter.api.Test;

final class CountedModelTest {
  private static final int A = TinyTable.A;
  private static final int B = TinyTable.B;
  private static final int UNKNOWN = TinyTable.UNKNOWN;

  private final CountedModel model = new CountedModel(TinyTable.of());

  @Test
  void score_ofDocuments_isComputedByHand() {
    TokenizedSplit split = Splits.of(true, new int[][] {{A, B}, {B, A}, {A, UNKNOWN}, {}});
    double[] expected = {
      .7,
      .5,
      2 / 3. * .3, //
      .5 * .2,
      .6,
      .3, //
      .7,
      .4 * .1,
      .3, // nothing follows the unknown token, so its weight is 1
      .5 * .3
    };
    assertThat(probabilities(score(split, 1))).containsExactly(expected, within(1e-6));
  }

  @Test
  void score_withoutBoundaries_readsOneStreamFromItsBeginning() {
    TokenizedSplit split = Splits.of(false, new int[][] {{A, B}, {}, {B, A}});
    assertThat(probabilities(score(split, 1)))
        .containsExactly(new double[] {.7, .5, 2 / 3. * .2, .6}, within(1e-6));
  }

  @Test
  void score_ofManyDocuments_isTheSameForAnyNumberOfThreadsAndWhatAReaderSays() {
    TokenizedSplit split = Splits.of(true, randomDocuments());
    float[] nll = score(split, 1);
    assertThat(score(split, 3)).containsExactly(nll);
    assertThat(nll).hasSizeGreaterThan(20_000).containsExactly(read(split, nll.length));
  }

  /** Some are empty, and one is longer than a task. */
  private static int[][] randomDocuments() {
    Random random = new Random(5);
    int[][] documents = new int[700][];
    for (int d = 0; d < documents.length; d++) {
      int length = d == 300 ? 20_000 : random.nextInt(6);
      documents[d] = random.ints(length, 1, TinyTable.VOCABULARY).toArray();
    }
    return documents;
  }

  private float[] read(TokenizedSplit split, int targets) {
    float[] nll = new float[targets];
    double[] distribution = new double[TinyTable.VOCABULARY];
    TokenModel.Reader reader = model.reader();
    int at = 0;
    for (int d : split.documents()) {
      reader.begin();
      for (long i = split.store().start(d); i <= split.store().end(d); i++) {
        int token = i < split.store().end(d) ? split.store().token(i) : TinyTable.END;
        reader.distribution(distribution);
        nll[at++] = (float) (0 - StrictMath.log(distribution[token]));
        reader.read(token);
      }
    }
    return nll;
  }

  @Test
  void distribution_afterEveryContext_sumsToOne() {
    TokenModel.Reader reader = model.reader();
    double[] distribution = new double[TinyTable.VOCABULARY];
    for (int token = 0; token < TinyTable.VOCABULARY; token++) {
      reader.begin();
      reader.distribution(distribution);
      assertThat(DoubleStream.of(distribution).sum()).isEqualTo(1, within(1e-15));
      reader.read(token);
      reader.distribution(distribution);
      assertThat(DoubleStream.of(distribution).sum()).isEqualTo(1, within(1e-15));
    }
  }

  @Test
  void logits_afterAToken_areLogarithmsOfTheDistribution() {
    TokenModel.Reader reader = model.reader();
    reader.read(A);
    float[] logits = new float[TinyTable.VOCABULARY];
    reader.logits(logits);
    assertThat(logits)
        .containsExactly(
            new float[] {
              (float) Math.log(.3),
              (float) Math.log(.4 * .4),
              (float) Math.log(.5),
              (float) Math.log(.4 * .1)
            },
            within(1e-6f));
  }

  @Test
  void sight_ofBigrams_isOneToken() {
    assertThat(model.sight()).isEqualTo(Sight.of(1, 1));
    assertThat(model.isDistribution()).isTrue();
    assertThat(model.vocabulary()).isEqualTo(4);
  }

  private float[] score(TokenizedSplit split, int threads) {
    try (Team team = new Team(threads)) {
      return model.score(split, team);
    }
  }

  private static double[] probabilities(float[] nll) {
    double[] probabilities = new double[nll.length];
    Arrays.setAll(probabilities, i -> Math.exp(-nll[i]));
    return probabilities;
  }
}
