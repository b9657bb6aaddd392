package org.isotopelm.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Allocation;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.kernel.ScalarKernels;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the worker of every model. */
class WorkerTest {
  @Test
  void positions_whoseActivationsFitNoArray_areRefused() {
    assertThat(SequenceRows.positions(2, 1 << 14, (1 << 16) - 1)).isEqualTo(1 << 15);
    assertThatThrownBy(() -> SequenceRows.positions(2, 1 << 14, 1 << 16))
        .isInstanceOf(ArithmeticException.class);
  }

  static Stream<ModelSpec.Neural> specs() {
    return Samples.specs();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_inParts_sumToTheWhole(ModelSpec.Neural spec) {
    NeuralModel model = Samples.create(spec);
    int rows = 600; // more than go through together
    Batch batch = Samples.batch(model, rows);
    float[] values = Samples.values(model);
    float[] whole = new float[values.length];
    float[] parts = new float[values.length];
    NeuralModel.Worker worker = model.worker();
    double wholeNll = worker.gradients(new Weights(values), batch, 0, rows, 0.01f, 5, whole);
    double partsNll = 0;
    for (int from = 0; from < rows; from += 89) {
      int to = Math.min(from + 89, rows);
      partsNll += worker.gradients(new Weights(values), batch, from, to, 0.01f, 5, parts);
    }
    assertThat(partsNll).isCloseTo(wholeNll, within(1e-5 * wholeNll));
    assertThat(parts).containsExactly(whole, within(2e-5f * largest(whole)));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_again_sameBits(ModelSpec.Neural spec) {
    NeuralModel model = Samples.create(spec);
    Batch batch = Samples.batch(model, 9);
    float[] values = Samples.values(model);
    float[] first = new float[values.length];
    float[] second = new float[values.length];
    NeuralModel.Worker worker = model.worker();
    worker.gradients(new Weights(values), batch, 0, 9, 1, 5, first);
    worker.gradients(new Weights(values), batch, 3, 7, 1, 6, new float[values.length]);
    worker.gradients(new Weights(values), batch, 0, 9, 1, 5, second);
    assertThat(second).containsExactly(first);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_coldStart_sameBits(ModelSpec.Neural spec) {
    float[] warm = gradients(spec, Engine.of(ProductsKind.JAVA));
    Engine cold = Engine.startingCold(ProductsKind.JAVA);
    assertThat(gradients(spec, cold)).containsExactly(warm);
    assertThat(cold.start().isOn()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_scalarKernels_sameBitsAsVectorKernels(ModelSpec.Neural spec) {
    Engine best = Engine.best();
    Engine scalar = new Engine(best.kind(), best.products(), ScalarKernels::new);
    NeuralModel model = Models.create(spec, Samples.VOCABULARY, best);
    Batch batch = Samples.batch(model, 9);
    float[] values = Samples.values(model);
    float[] expected = new float[values.length];
    float[] found = new float[values.length];
    double nll =
        Models.create(spec, Samples.VOCABULARY, scalar)
            .worker()
            .gradients(new Weights(values), batch, 0, 9, 1, 5, expected);
    assertThat(model.worker().gradients(new Weights(values), batch, 0, 9, 1, 5, found))
        .isEqualTo(nll);
    assertThat(found).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_ofTheReference_sameBitsAsOfThisProgramsProducts(ModelSpec.Neural spec) {
    float[] expected = gradients(spec, Engine.reference());
    assertThat(gradients(spec, Engine.of(ProductsKind.JAVA))).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_ofTheReference_asOfOpenBlas(ModelSpec.Neural spec) {
    float[] expected = gradients(spec, Engine.reference());
    assertThat(gradients(spec, Engine.of(ProductsKind.OPENBLAS)))
        .containsExactly(expected, within(1e-5f * largest(expected)));
  }

  private static float[] gradients(ModelSpec.Neural spec, Engine engine) {
    NeuralModel model = Models.create(spec, Samples.VOCABULARY, engine);
    float[] values = Samples.values(model);
    float[] gradients = new float[values.length];
    model.worker().gradients(new Weights(values), Samples.batch(model, 9), 0, 9, 1, 5, gradients);
    return gradients;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_ofWeightsThatChanged_areOfTheNewOnes(ModelSpec.Neural spec) {
    NeuralModel model = Samples.create(spec);
    Batch batch = Samples.batch(model, 9);
    float[] values = Samples.values(model);
    Weights weights = new Weights(values);
    NeuralModel.Worker worker = model.worker();
    float[] first = gradients(worker, weights, batch);
    assertThat(gradients(worker, weights, batch)).as("unchanged").containsExactly(first);
    grow(values);
    weights.changed();
    float[] expected = gradients(model.worker(), new Weights(values), batch);
    assertThat(gradients(worker, weights, batch)).containsExactly(expected);
    grow(values);
    expected = gradients(model.worker(), new Weights(values), batch);
    assertThat(gradients(worker, new Weights(values), batch)).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void workers_share_andSeeThatWeightsChanged(ModelSpec.Neural spec) {
    NeuralModel model = Samples.create(spec);
    Batch batch = Samples.batch(model, 9);
    float[] values = Samples.values(model);
    Weights weights = new Weights(values);
    List<NeuralModel.Worker> workers = model.workers(2);
    workers.forEach(worker -> gradients(worker, weights, batch));
    grow(values);
    weights.changed();
    float[] expected = gradients(model.worker(), new Weights(values), batch);
    for (NeuralModel.Worker worker : workers) {
      assertThat(gradients(worker, weights, batch)).containsExactly(expected);
    }
  }

  private static float[] gradients(NeuralModel.Worker worker, Weights weights, Batch batch) {
    float[] gradients = new float[weights.values().length];
    worker.gradients(weights, batch, 0, 9, 1, 5, gradients);
    return gradients;
  }

  private static void grow(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1.5f;
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void gradients_whenCompiled_allocateNothing(ModelSpec.Neural spec) {
    NeuralModel model = Samples.create(spec);
    Batch batch = Samples.batch(model, 3);
    float[] values = Samples.values(model);
    float[] gradients = new float[values.length];
    Weights weights = new Weights(values);
    NeuralModel.Worker worker = model.worker();
    long least =
        Allocation.least(
            () -> {
              for (int i = 0; i < 100; i++) {
                weights.changed();
                worker.gradients(weights, batch, 0, 3, 1, 5, gradients);
              }
            });
    assertThat(least).as("bytes in 100 steps").isLessThan(2000);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void score_everyTarget_sumsToTheLossAndAgreesWithTheLogits(ModelSpec.Neural spec) {
    NeuralModel model = Samples.create(withoutDropout(spec));
    int rows = 301;
    int targets = model.targetsPerRow();
    Batch batch = Samples.batch(model, rows);
    float[] values = Samples.values(model);
    float[] nll = new float[rows * targets];
    Arrays.fill(nll, 99);
    NeuralModel.Worker worker = model.worker();
    worker.score(new Weights(values), batch, 0, rows, nll);
    double loss =
        worker.gradients(new Weights(values), batch, 0, rows, 1, 5, new float[values.length]);
    double sum = 0;
    float[] logits = new float[model.vocabulary()];
    for (int i = 0; i < nll.length; i++) {
      sum += nll[i];
      if (batch.targets()[i] < 0) {
        assertThat(nll[i]).isZero();
      } else if (i % 11 == 0) {
        int position = targets == 1 ? model.context() - 1 : i % targets;
        worker.logits(new Weights(values), batch, i / targets, position, logits);
        assertThat((double) nll[i]).isCloseTo(nll(logits, batch.targets()[i]), within(1e-5));
      }
    }
    assertThat(sum).isCloseTo(loss, within(1e-6 * loss));
    float[] part = new float[10 * targets];
    worker.score(new Weights(values), batch, 20, 30, part);
    assertThat(part)
        .containsExactly(Arrays.copyOfRange(nll, 20 * targets, 30 * targets), within(1e-5f));
  }

  private static ModelSpec.Neural withoutDropout(ModelSpec.Neural spec) {
    return switch (spec) {
      case ModelSpec.Mlp mlp -> mlp;
      case HashedSpec hashed -> hashed;
      case ModelSpec.Lstm lstm ->
          new ModelSpec.Lstm(
              lstm.layers(),
              lstm.width(),
              lstm.embedding(),
              lstm.context(),
              lstm.tied(),
              lstm.biases(),
              new ModelSpec.Lstm.Dropouts(0, 0, 0, 0, 0));
      case ModelSpec.Gpt gpt ->
          new ModelSpec.Gpt(
              gpt.layers(),
              gpt.heads(),
              gpt.width(),
              gpt.context(),
              gpt.keyValueHeads(),
              gpt.norm(),
              gpt.positions(),
              gpt.feedForward(),
              0,
              gpt.tied(),
              gpt.biases(),
              gpt.embeddingStd());
    };
  }

  private static double nll(float[] logits, int target) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum) - logits[target];
  }

  private static float largest(float[] x) {
    float largest = 0;
    for (float v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }
}
