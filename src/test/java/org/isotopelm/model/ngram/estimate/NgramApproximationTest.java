package org.isotopelm.model.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.ngram.NgramTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramApproximationTest {
  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 3;

  /** Sees the last token: END, A, B, C. */
  private static final HistoryModel LAST =
      new HistoryModel(4, 1, seen -> afterLast(seen.isEmpty() ? 0 : seen.getLast()));

  @TempDir Path folder;

  private static double[] afterLast(int token) {
    return switch (token) {
      case A -> new double[] {0.25, 0.125, 0.5, 0.125};
      case B -> new double[] {0.5, 0.25, 0.125, 0.125};
      case C -> new double[] {0.1, 0.2, 0.3, 0.4};
      default -> new double[] {0.125, 0.375, 0.25, 0.25};
    };
  }

  @Test
  void run_modelOfOneToken_isExactInBigrams() {
    NgramApproximation.Result result = run(LAST, spec(OptionalInt.empty(), 2000, 0, 1), 1);
    NgramTable table = result.table();
    assertThat(table.sizes().order()).isEqualTo(2);
    for (int last = A; last <= C; last++) {
      for (int token = 0; token < 4; token++) {
        assertThat(table.probability(last + 1, token))
            .isCloseTo(afterLast(last)[token], within(1e-6));
      }
    }
    assertThat(result.approximateNll()).isCloseTo(result.nll(), within(1e-6));
  }

  /**
   * After A the model prefers what stood before A. In the documents "B A" and "C A" A stands once
   * after each, so p(B | A) = (0.7 + 0.1) / 2, although no A is followed by B there: only END is an
   * n-gram after A, and B gets a share of the rest by its unigram probability.
   */
  @Test
  void of_longerHistories_areAveragedOverThePlacesOfTheText() {
    HistoryModel model =
        new HistoryModel(
            4,
            2,
            seen -> {
              if (seen.size() < 2) {
                return new double[] {0.25, 0.25, 0.25, 0.25};
              }
              return seen.getFirst() == B
                  ? new double[] {0.2, 0.05, 0.7, 0.05}
                  : new double[] {0.4, 0.4, 0.1, 0.1};
            });
    NgramTable table = of(model, 2, 0, new int[] {B, A}, new int[] {C, A});
    assertThat(table.probability(A + 1, 0)).isCloseTo((0.2 + 0.4) / 2, within(1e-6));
    // Unigrams: the mean of the two distributions above and of four uniform ones.
    double end = (0.2 + 0.4 + 4 * 0.25) / 6;
    double b = (0.7 + 0.1 + 4 * 0.25) / 6;
    assertThat(table.unigram(B)).isCloseTo(b, within(1e-9));
    assertThat(table.probability(A + 1, B)).isCloseTo(0.7 * b / (1 - end), within(1e-6));
    // <s>: B and C stand there, each uniform.
    assertThat(table.probability(table.sizes().documentBegin(), C)).isCloseTo(0.25, within(1e-6));
  }

  @Test
  void run_anyContext_sumsToOne() {
    HistoryModel model =
        new HistoryModel(
            4, 9, seen -> afterLast(seen.isEmpty() ? 0 : (seen.getLast() + seen.size()) % 4));
    for (double prune : new double[] {0, 1e-3}) {
      NgramTable table = run(model, spec(OptionalInt.of(4), 3000, prune, 1), 1).table();
      assertThat(table.isDistribution()).isTrue();
      for (int context = 1; context < table.sizes().contexts(); context++) {
        int at = context;
        double sum = IntStream.range(0, 4).mapToDouble(t -> table.probability(at, t)).sum();
        assertThat(sum).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void run_pruned_losesOnlyNgramsThatSayNothing() {
    NgramApproximation.Result whole = run(LAST, spec(OptionalInt.of(2), 3000, 0, 1), 1);
    HistoryModel wider = new HistoryModel(4, 4, LAST.next());
    NgramApproximation.Result pruned = run(wider, spec(OptionalInt.of(4), 3000, 1e-6, 1), 1);
    // Trigrams say nothing that bigrams do not. Of the four bigrams of <s>, A, B and C one each has
    // the probability that the others leave.
    assertThat(whole.table().sizes().longer()).containsExactly(16);
    assertThat(pruned.table().sizes().longer()).containsExactly(12, 0, 0);
    assertThat(pruned.approximateNll()).isCloseTo(whole.approximateNll(), within(1e-6));
  }

  @Test
  void run_threadsAndSeeds_theSeedAloneMatters() throws IOException {
    Approximation first = spec(OptionalInt.of(2), 500, 0, 1);
    byte[] table = bytes(run(LAST, first, 1));
    assertThat(bytes(run(LAST, first, 2))).isEqualTo(table);
    assertThat(bytes(run(LAST, spec(OptionalInt.of(2), 500, 0, 2), 1))).isNotEqualTo(table);
  }

  @Test
  void run_documentsWithoutEnd_areCutAndStillExact() {
    HistoryModel endless =
        new HistoryModel(3, 1, seen -> new double[] {0, seen.isEmpty() ? 0.5 : 0.25, 0.75});
    NgramTable table = run(endless, spec(OptionalInt.of(2), 1000, 0, 1), 1).table();
    assertThat(table.probability(A + 1, B)).isCloseTo(0.75, within(1e-6));
    assertThat(table.unigram(HistoryModel.END)).isPositive().isLessThan(1e-12);
  }

  @Test
  void spec_impossibleNumbers_areRefused() {
    assertThatThrownBy(() -> spec(OptionalInt.of(13), 10, 0, 1)).hasMessageContaining("order: 13");
    assertThatThrownBy(() -> spec(OptionalInt.of(2), 0, 0, 1)).hasMessageContaining("tokens: 0");
    assertThatThrownBy(() -> spec(OptionalInt.of(2), 5_000_000, 0, 1))
        .hasMessageContaining("use 1 to 4,194,304");
    assertThatThrownBy(() -> spec(OptionalInt.of(2), 10, 2, 1)).hasMessageContaining("prune: 2.0");
    assertThatThrownBy(() -> run(LAST, spec(OptionalInt.of(3), 10, 0, 1), 1))
        .hasMessageContaining("the model sees 1 tokens");
  }

  private NgramApproximation.Result run(HistoryModel model, Approximation spec, int threads) {
    try (Team team = new Team(threads)) {
      return NgramApproximation.run(model, HistoryModel.END, spec, team, folder);
    }
  }

  private NgramTable of(HistoryModel model, int order, double prune, int[]... documents) {
    long[] none = new long[documents.length];
    TokenizedSplit text =
        new TokenizedSplit(
            TokenStore.of(documents, none, none, none, none),
            IntStream.range(0, documents.length).toArray(),
            HistoryModel.END,
            true);
    try (Team team = new Team(1)) {
      return NgramApproximation.of(model, text, order, prune, team, folder);
    }
  }

  private static Approximation spec(OptionalInt order, int tokens, double prune, long seed) {
    return new Approximation(order, tokens, prune, seed);
  }

  private static byte[] bytes(NgramApproximation.Result result) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    result.table().write(out);
    return out.toByteArray();
  }
}
