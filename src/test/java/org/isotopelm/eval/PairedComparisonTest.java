package org.isotopelm.eval;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.isotopelm.IsotopeException;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.model.NeuralModel;
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
    assertThat(comparison.p()).isBetween(1e-4, 1.0);
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
    PairedComparison comparison = PairedComparison.of(score(16, split), score(4, split), 1);
    assertThat(comparison.over()).isEqualTo("blocks of 30 tokens");
    assertThat(comparison.p()).isNotNull();
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
        .isInstanceOf(IsotopeException.class)
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
    Scores second = new Scores(first.passages(), Window.of(new SeenModel(20, 16, false)), nll);
    PairedComparison comparison = PairedComparison.of(first, second, 1);
    assertThat(comparison.difference()).isBetween(-1.2e-5, -0.8e-5);
    assertThat(comparison.isNone()).isTrue();
    assertThat(comparison.p()).isEqualTo(1);
  }

  private static Scores score(int context, TokenizedSplit split) {
    NeuralModel model = new SeenModel(20, context, false);
    return EvaluatorTest.score(model, split, Window.of(model), 1);
  }
}
