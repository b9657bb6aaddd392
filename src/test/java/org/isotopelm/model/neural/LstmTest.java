package org.isotopelm.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.Lstm.Dropouts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state that an lstm carries from one row to the next. */
class LstmTest {
  private static final int T = 5;
  private static final int ROWS = 3;
  private static final int LENGTH = 4 * T;

  static Stream<ModelSpec.Lstm> specs() {
    return Stream.of(spec(1, 4, T), spec(3, 6, T));
  }

  private static ModelSpec.Lstm spec(int layers, int embedding, int context) {
    Dropouts none = new Dropouts(0, 0, 0, 0, 0);
    return new ModelSpec.Lstm(layers, 6, embedding, context, embedding == 6, true, none);
  }

  /** The same weights, and rows that hold all windows. */
  private static NeuralModel.Worker longWorker(ModelSpec.Lstm spec) {
    return Samples.create(spec(spec.layers(), spec.embedding(), LENGTH)).worker();
  }

  /** Long rows; the second has a document that begins at 7. */
  private static Batch whole() {
    Batch batch = new Batch(ROWS, LENGTH, LENGTH);
    RandomStream random = RandomStream.of(5, "tokens");
    Arrays.setAll(batch.inputs(), i -> random.nextInt(Samples.VOCABULARY));
    Arrays.setAll(batch.targets(), i -> random.nextInt(Samples.VOCABULARY));
    Samples.startDocument(batch, 1, 7);
    return batch;
  }

  /** Takes inputs [from, from + T) of the long rows. */
  private static void cut(Batch whole, int from, Batch window) {
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < T; i++) {
        int at = row * LENGTH + from + i;
        window.inputs()[row * T + i] = whole.inputs()[at];
        window.targets()[row * T + i] = whole.targets()[at];
        window.starts()[row * T + i] = Math.max(Batch.CARRIED, whole.starts()[at] - from);
      }
    }
  }

  private static Batch window(NeuralModel model) {
    float[] state = new float[ROWS * model.stateSize()];
    Arrays.fill(state, 9); // of an earlier document: nobody may read it
    return new Batch(ROWS, T, T, state);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void score_windowByWindow_isTheLongRow(ModelSpec.Lstm spec) {
    NeuralModel model = Samples.create(spec);
    float[] values = Samples.values(model);
    float[] expected = new float[ROWS * LENGTH];
    Batch whole = whole();
    longWorker(spec).score(new Weights(values), whole, 0, ROWS, expected);
    NeuralModel.Worker worker = model.worker();
    Batch window = window(model);
    float[] nll = new float[ROWS * T];
    for (int from = 0; from < LENGTH; from += T) {
      cut(whole, from, window);
      worker.score(new Weights(values), window, 0, ROWS, nll);
      for (int row = 0; row < ROWS; row++) {
        int at = row * LENGTH + from;
        assertThat(Arrays.copyOfRange(nll, row * T, (row + 1) * T))
            .containsExactly(Arrays.copyOfRange(expected, at, at + T), within(1e-6f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_windowByWindow_lossIsThatOfTheLongRow(ModelSpec.Lstm spec) {
    NeuralModel model = Samples.create(spec);
    float[] values = Samples.values(model);
    float[] gradients = new float[values.length];
    Batch whole = whole();
    double expected =
        longWorker(spec).gradients(new Weights(values), whole, 0, ROWS, 1, 1, gradients);
    NeuralModel.Worker worker = model.worker();
    Batch window = window(model);
    double nll = 0;
    for (int from = 0; from < LENGTH; from += T) {
      cut(whole, from, window);
      // In parts, as shards do.
      nll += worker.gradients(new Weights(values), window, 0, 2, 1, 1, gradients);
      nll += worker.gradients(new Weights(values), window, 2, ROWS, 1, 1, gradients);
    }
    assertThat(nll).isCloseTo(expected, within(1e-6 * expected));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_carriedState_areTheSlopeWithTheStateHeld(ModelSpec.Lstm spec) {
    NeuralModel model = Samples.create(spec);
    float[] values = Samples.values(model);
    NeuralModel.Worker worker = model.worker();
    Batch window = window(model);
    cut(whole(), T, window);
    float[] gradients = new float[values.length];
    lossAfterState(worker, values, window, gradients);
    double norm = 0;
    for (float g : gradients) {
      norm += (double) g * g;
    }
    norm = Math.sqrt(norm);
    float step = 4e-3f;
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      float[] moved = values.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) ((side == 0 ? -step : step) * gradients[i] / norm);
      }
      losses[side] = lossAfterState(worker, moved, window, new float[values.length]);
    }
    double slope = (losses[1] - losses[0]) / (2 * step);
    assertThat(slope).isCloseTo(norm, within(2e-3 + 4e-3 * norm));
  }

  /** The loss from a state that is the same on every call. */
  private static double lossAfterState(
      NeuralModel.Worker worker, float[] values, Batch batch, float[] gradients) {
    RandomStream random = RandomStream.of(8, "state");
    for (int i = 0; i < batch.state().length; i++) {
      batch.state()[i] = (float) (0.5 * random.nextGaussian());
    }
    return worker.gradients(new Weights(values), batch, 0, ROWS, 1, 1, gradients);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void logits_tokenByToken_areThoseOfTheLongRow(ModelSpec.Lstm spec) {
    NeuralModel model = Samples.create(spec);
    float[] values = Samples.values(model);
    Batch whole = whole();
    Batch one = new Batch(1, 1, 1, new float[model.stateSize()]);
    float[] expected = new float[Samples.VOCABULARY];
    float[] found = new float[Samples.VOCABULARY];
    NeuralModel.Worker longWorker = longWorker(spec);
    NeuralModel.Worker worker = model.worker();
    for (int i = 0; i < LENGTH; i++) {
      longWorker.logits(new Weights(values), whole, 0, i, expected);
      one.inputs()[0] = whole.inputs()[i];
      one.starts()[0] = i == 0 ? 0 : Batch.CARRIED;
      worker.logits(new Weights(values), one, 0, 0, found);
      assertThat(found).containsExactly(expected, within(1e-5f));
    }
  }
}
