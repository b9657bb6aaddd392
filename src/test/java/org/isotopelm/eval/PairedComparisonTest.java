package org.isotopelm.eval;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private static final int[][] DOCUMENTS = Splits.documents(30, 12, 55, 20, 8, 41, 33, 27);

  @Test
  void of_sameTokens_isTheDifferencePerToken() {
    TokenizedSplit split = Splits.of(true, DOCUMENTS);
    Scores first = score(16, split);
    Scores second = score(4, split);
    PairedComparison comparison = PairedComparison.of(first, second, 1);
    assertThat(comparison.metric()).isEqualTo("nll");
    assertThat(comparison.over()).isEqualTo("documents");
    assertThat(comparison.difference()).isCloseTo(first.nll() - second.nll(), within(1e-12));
    Interval interval = requireNonNull(comparison.ci95());
    assertThat(comparison.difference()).isStrictlyBetween(interval.low(), interval.high());
    // Of all 2⁸ assignments of signs, those whose sum is as far from zero; four standard errors of
    // a share among 9,999 are 0.02.
    double[] differences = differences(first, second);
    int asFar = 0;
    for (int signs = 0; signs < 256; signs++) {
      double sum = 0;
      for (int d = 0; d < 8; d++) {
        sum += (signs >> d & 1) == 0 ? differences[d] : -differences[d];
      }
      asFar += Math.abs(sum) >= Math.abs(Arrays.stream(differences).sum()) - 1e-9 ? 1 : 0;
    }
    assertThat(requireNonNull(comparison.p())).isCloseTo(asFar / 256.0, within(0.02));
  }

  @Test
  void of_otherWayRound_hasTheOtherSignAndTheSameP() {
    TokenizedSplit split = Splits.of(true, DOCUMENTS);
    PairedComparison there = PairedComparison.of(score(16, split), score(4, split), 1);
    PairedComparison back = PairedComparison.of(score(4, split), score(16, split), 1);
    assertThat(back.difference()).isEqualTo(-there.difference());
    assertThat(back.p()).isEqualTo(there.p());
  }

  @Test
  void of_modelWithItself_isNoDifference() {
    Scores scores = score(16, Splits.of(true, DOCUMENTS));
    PairedComparison comparison = PairedComparison.of(scores, scores, 1);
    assertThat(comparison.difference()).isZero();
    assertThat(comparison.p()).isEqualTo(1);
    assertThat(comparison.ci95()).isEqualTo(new Interval(0, 0));
  }

  @Test
  void of_oneStream_drawsBlocks() {
    TokenizedSplit split = Splits.of(false, Splits.document(1, 900));
    Scores first = score(16, split);
    Scores second = score(4, split);
    PairedComparison comparison = PairedComparison.of(first, second, 1);
    assertThat(comparison.over()).isEqualTo("blocks of 30 tokens");
    // Thirty differences in random signs are about normal.
    double[] differences = differences(first, second);
    double z = Math.abs(Arrays.stream(differences).sum()) / norm(differences);
    double twoSided = 2 * NormalDistribution.of(0, 1).survivalProbability(z);
    assertThat(requireNonNull(comparison.p())).isCloseTo(twoSided, within(0.03));
  }

  @Test
  void of_otherTokensOfTheSameText_isInBitsPerByte() {
    // The same bytes and words; the second tokenizer makes half as many tokens of them.
    long[] bytes = {40, 20};
    long[] words = {7, 4};
    Scores first = score(16, Splits.of(true, Splits.documents(20, 10), bytes, words, new long[2]));
    Scores second = score(16, Splits.of(true, Splits.documents(10, 5), bytes, words, new long[2]));
    PairedComparison comparison = PairedComparison.of(first, second, 1);
    assertThat(comparison.metric()).isEqualTo("bits_per_byte");
    assertThat(comparison.difference())
        .isCloseTo(
            first.evaluation(null, null, null, 1).bitsPerByte()
                - second.evaluation(null, null, null, 1).bitsPerByte(),
            within(1e-12));
  }

  @Test
  void of_otherTokensOfOneDocument_hasNoIntervalAndNoP() {
    long[] one = {40};
    Scores first = score(16, Splits.of(false, Splits.documents(20), one, one, new long[1]));
    Scores second = score(16, Splits.of(false, Splits.documents(10), one, one, new long[1]));
    PairedComparison comparison = PairedComparison.of(first, second, 1);
    assertThat(comparison.ci95()).isNull();
    assertThat(comparison.p()).isNull();
  }

  @Test
  void of_otherText_isRefused() {
    Scores scores = score(16, Splits.of(true, DOCUMENTS));
    assertRefused(scores, Splits.of(true, Splits.documents(3, 4)), "8 and 2 documents");
    assertRefused(
        scores,
        Splits.of(true, Splits.documents(30, 12, 54, 20, 8, 41, 33, 27)),
        "document 3 has 110 and 108 bytes");
    assertRefused(scores, Splits.of(false, DOCUMENTS), "data.boundaries");
  }

  private static void assertRefused(Scores scores, TokenizedSplit other, String message) {
    assertThatThrownBy(() -> PairedComparison.of(scores, score(16, other), 1))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  @Test
  void of_runsThatDifferByRounding_isNoDifference() {
    TokenizedSplit split = Splits.of(true, DOCUMENTS);
    Scores first = score(16, split);
    float[] nll = new float[first.tokens()];
    for (int target = 0; target < nll.length; target++) {
      nll[target] = first.nll(target) + 1e-5f;
    }
    // All on one side: the signs alone would be significant.
    Scores second =
        new Scores(first.passages(), Window.of(new SeenModel(20, 16, false)).sight(), true, nll);
    PairedComparison comparison = PairedComparison.of(first, second, 1);
    assertThat(comparison.difference()).isBetween(-1.2e-5, -0.8e-5);
    assertThat(comparison.isNone()).isTrue();
    assertThat(comparison.p()).isEqualTo(1);
  }

  private static double[] differences(Scores first, Scores second) {
    Units units = Units.of(first.passages());
    double[] a = units.sums(first);
    double[] b = units.sums(second);
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }

  private static Scores score(int context, TokenizedSplit split) {
    NeuralModel model = new SeenModel(20, context, false);
    return NetworkScorerTest.score(model, split, Window.of(model), 1);
  }
}
