package org.isotopelm.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader that keeps keys and values, against the whole window computed again for each token. */
class NetworkReaderTest {
  private static final int VOCABULARY = 11;
  private static final int CONTEXT = 40; // more than a tile of attention

  static Stream<ModelSpec.Neural> models() {
    return Stream.of(
        ModelSpec.Gpt.gpt2(2, 2, 16, CONTEXT, 0, true, true, 0.4),
        new ModelSpec.Gpt(
            2,
            4,
            16,
            CONTEXT,
            2,
            ModelSpec.Normalisation.RMS,
            ModelSpec.Positions.ROTARY,
            ModelSpec.FeedForward.SWIGLU,
            0,
            false,
            false,
            0.4));
  }

  /** To the bit: texts that are sampled must not depend on how they are computed. */
  @ParameterizedTest
  @MethodSource("models")
  void logits_tokenByToken_areThoseOfTheWholeWindow(ModelSpec.Neural spec) {
    NeuralModel model = Models.create(spec, VOCABULARY, Engine.of(ProductsKind.JAVA));
    for (Window window : List.of(Window.of(model), Window.sliding(model))) {
      assertSame(model, window);
    }
  }

  /** To the bit, with matrices that are large enough to be shared. */
  @Test
  void logits_sharedByATeam_areThoseOfOneThread() {
    ModelSpec.Neural spec = ModelSpec.Gpt.gpt2(1, 2, 160, CONTEXT, 0, true, true, 0.4);
    NeuralModel model = Models.create(spec, VOCABULARY, Engine.of(ProductsKind.JAVA));
    Network network =
        new Network(model, model.parameters().initialValues(3), Window.sliding(model), 0);
    float[] found = new float[VOCABULARY];
    float[] expected = new float[VOCABULARY];
    try (Team team = new Team(3)) {
      TokenModel.Reader alone = network.reader();
      TokenModel.Reader shared = network.reader(team);
      alone.begin();
      shared.begin();
      for (int i = 0; i < CONTEXT + 10; i++) {
        alone.logits(expected);
        shared.logits(found);
        assertThat(found).as("token %d", i).isEqualTo(expected);
        alone.read(i % VOCABULARY);
        shared.read(i % VOCABULARY);
      }
    }
  }

  private static void assertSame(NeuralModel model, Window window) {
    float[] values = model.parameters().initialValues(3);
    TokenModel.Reader reader = new Network(model, values, window, 0).reader();
    NeuralModel.Worker whole = model.worker();
    Weights weights = new Weights(values);
    RandomStream random = RandomStream.of(4, "test");
    float[] found = new float[VOCABULARY];
    float[] expected = new float[VOCABULARY];
    for (int document = 0; document < 2; document++) {
      int[] tokens = new int[100];
      reader.begin();
      for (int i = 1; i < tokens.length; i++) {
        int begin = 0; // of the window that holds input i − 1
        while (begin + window.context() < i) {
          begin += window.stride();
        }
        Batch batch = new Batch(1, CONTEXT, CONTEXT);
        System.arraycopy(tokens, begin, batch.inputs(), 0, i - begin);
        if (i % 7 != 3) { // a reader need not be asked at each token
          whole.logits(weights, batch, 0, i - begin - 1, expected);
          reader.logits(found);
          assertThat(found).as("token %d", i).isEqualTo(expected);
        }
        tokens[i] = 1 + random.nextInt(VOCABULARY - 1);
        reader.read(tokens[i]);
      }
    }
  }
}
