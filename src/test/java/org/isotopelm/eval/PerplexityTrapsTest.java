package org.isotopelm.eval;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isotopelm.base.Json;
import org.isotopelm.data.Batch;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.param.ParameterSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Perplexity as well-known tools have got it wrong; one test for each:
 *
 * <ol>
 *   <li>random validation windows: two models are compared on different text
 *   <li>the mean of batch means
 *   <li>the last, partial batch is dropped
 *   <li>infinite scores are skipped
 *   <li>a window's first tokens are scored with no context although context was there
 *   <li>unknown words are not charged
 *   <li>words are counted on one text and probabilities taken on another
 *   <li>no uncertainty
 * </ol>
 */
class PerplexityTrapsTest {
  private static final NeuralModel SEQUENCE = new SeenModel(20, 16, false);
  private static final NeuralModel POSITIONAL = new SeenModel(20, 4, true);

  /** Charges every token its own id. */
  private record IdModel(int context) implements NeuralModel {
    @Override
    public ParameterSet parameters() {
      return ParameterSet.builder().build();
    }

    @Override
    public int vocabulary() {
      return 1000;
    }

    @Override
    public int targetsPerRow() {
      return context;
    }

    @Override
    public Engine engine() {
      return Engine.reference();
    }

    @Override
    public Worker worker(Products products, Team team) {
      return new Worker() {
        @Override
        public double gradients(
            Weights weights, Batch batch, int from, int to, float scale, long key, float[] g) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void distributions(
            Weights weights, Batch batch, int from, int to, float[] probabilities) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void score(Weights weights, Batch batch, int from, int to, float[] nll) {
          for (int i = from * context; i < to * context; i++) {
            int target = batch.targets()[i];
            nll[i] = target == 999 ? Float.POSITIVE_INFINITY : Math.max(0, target);
          }
        }

        @Override
        public void logits(Weights weights, Batch batch, int row, int position, float[] logits) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  @Test
  void windows_twoEvaluations_scoreTheSameTargetsInTheSameOrder() {
    TokenizedSplit split = Splits.of(true, Splits.documents(100, 3, 41));
    assertThat(NetworkScorerTest.all(score(SEQUENCE, split)))
        .isEqualTo(NetworkScorerTest.all(score(SEQUENCE, split)));
    assertThat(score(SEQUENCE, split).tokens()).isEqualTo(100 + 3 + 41 + 3);
    assertThat(score(POSITIONAL, split).tokens()).isEqualTo(100 + 3 + 41 + 3);
  }

  @Test
  void mean_documentsOfDifferentLength_isOverTokens() {
    // (10 + 10 + 10 + 0) + (1 + 0) = 31 over six tokens; the mean of the documents' means is 4.
    TokenizedSplit split = Splits.of(true, new int[] {10, 10, 10}, new int[] {1});
    assertThat(score(new IdModel(4), split).nll()).isEqualTo(31 / 6.0);
  }

  @Test
  void lastBatch_partlyFilled_isCounted() {
    // 256 rows are a batch of a positional model, so one token more begins another.
    int[] document = Splits.document(0, 256);
    Scores scores = score(POSITIONAL, Splits.of(true, document));
    assertThat(scores.tokens()).isEqualTo(257);
    int[] seen = {document[252], document[253], document[254], document[255]};
    assertThat(scores.nll(256)).isEqualTo(SeenModel.nll(seen, 0, 3, Splits.END));
  }

  @Test
  void infiniteScore_makesThePerplexityInfinite() {
    Scores scores = score(new IdModel(4), Splits.of(true, new int[] {1, 999, 1}, new int[] {1, 1}));
    Evaluation evaluation = scores.evaluation(null, null, null, 1);
    assertThat(evaluation.nll()).isInfinite();
    assertThat(evaluation.perplexity()).isInfinite();
    assertThat(evaluation.warnings())
        .singleElement()
        .asString()
        .startsWith("the model gives 1 of 7 tokens probability 0");
    JsonNode json = Json.mapper().valueToTree(evaluation);
    assertThat(json.get("perplexity").isNull()).isTrue();
    assertThat(json.get("nll").isNull()).isTrue();
  }

  @Test
  void firstTokenOfALaterWindow_hasContext() {
    int[] document = Splits.document(3, 40);
    Scores scores = score(SEQUENCE, Splits.of(true, document)); // context 16, stride 8
    int[] inputs = new int[41];
    System.arraycopy(document, 0, inputs, 1, 40);
    // Target 16 is the first that the first window does not reach: the second one begins at 8.
    assertThat(scores.nll(16)).isEqualTo(SeenModel.nll(inputs, 8, 16, document[16]));
  }

  @Test
  void unknownWord_isChargedAndItsRateTold() {
    int unknown = 7;
    TokenizedSplit split =
        Splits.of(
            true,
            new int[][] {{unknown, 1}, {2}},
            new long[] {9, 2},
            new long[] {2, 1},
            new long[] {1, 0},
            new long[] {5, 0});
    Evaluation evaluation = score(new IdModel(4), split).evaluation(null, null, null, 1);
    assertThat(evaluation.nll()).isEqualTo((7 + 1 + 0 + 2 + 0) / 5.0);
    assertThat(evaluation.unknownTokens()).isEqualTo(1);
    assertThat(evaluation.bitsPerByte()).isCloseTo(10 / Math.log(2) / 11, within(1e-12));
    // Five bytes and an end, each log₂ 257 bits, are what other tokenizers pay for that word.
    assertThat(evaluation.bitsPerByteSpelled())
        .isCloseTo((10 + 6 * Math.log(257)) / Math.log(2) / 11, within(1e-12));
    assertThat(evaluation.warnings())
        .singleElement()
        .asString()
        .startsWith("1 of 5 tokens (20.00 %)");
  }

  @Test
  void wordsAndBytes_areThoseOfTheOriginalText() {
    // Nine tokens, but two words in 17 bytes, as the store counted them before tokenization.
    TokenizedSplit split =
        Splits.of(
            true,
            new int[][] {{2, 2, 2, 2}, {1, 1, 1}},
            new long[] {10, 7},
            new long[] {1, 1},
            new long[2]);
    Evaluation evaluation = score(new IdModel(4), split).evaluation(null, null, null, 1);
    double total = 11;
    assertThat(evaluation.tokens()).isEqualTo(9);
    assertThat(evaluation.perplexity()).isCloseTo(Math.exp(total / 9), within(1e-12));
    assertThat(evaluation.perplexityPerWord()).isCloseTo(Math.exp(total / 2), within(1e-10));
    assertThat(evaluation.bitsPerByte()).isCloseTo(total / Math.log(2) / 17, within(1e-12));
  }

  @Test
  void uncertainty_isAlwaysThere() {
    Evaluation documents =
        score(SEQUENCE, Splits.of(true, Splits.documents(30, 20, 25, 60)))
            .evaluation("models/x", "best", "test", 1);
    Evaluation stream =
        score(SEQUENCE, Splits.of(false, Splits.document(1, 400))).evaluation(null, null, null, 1);
    assertThat(documents.ci95Over()).isEqualTo("documents");
    assertThat(stream.ci95Over()).isEqualTo("blocks of 20 tokens");
    for (Evaluation evaluation : List.of(documents, stream)) {
      Interval interval = requireNonNull(evaluation.ci95());
      assertThat(evaluation.nll()).isStrictlyBetween(interval.low(), interval.high());
    }
    JsonNode json = Json.mapper().valueToTree(documents);
    assertThat(json.propertyNames())
        .containsExactly(
            "run",
            "checkpoint",
            "split",
            "documents",
            "tokens",
            "words",
            "bytes",
            "unknown_tokens",
            "nll",
            "perplexity",
            "perplexity_per_word",
            "bits_per_byte",
            "bits_per_byte_spelled",
            "ci95",
            "ci95_over",
            "context",
            "stride",
            "warnings");
    assertThat(json.get("ci95").isArray()).isTrue();
    assertThat(json.get("ci95").get(1).asDouble()).isGreaterThan(documents.nll());
  }

  private static Scores score(NeuralModel model, TokenizedSplit split) {
    return NetworkScorerTest.score(model, split, Window.of(model), 1);
  }
}
