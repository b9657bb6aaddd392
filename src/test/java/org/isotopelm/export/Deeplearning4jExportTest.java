package org.isotopelm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.Activation;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j reads what is exported and must predict what this model predicts. */
class Deeplearning4jExportTest {
  private static final int CONTEXTS = 20;

  static Stream<ModelSpec.Mlp> specs() {
    return Stream.of(
        TestModels.mlp(List.of(16), Activation.TANH, false, false, false, true),
        TestModels.mlp(List.of(16, 12), Activation.RELU, false, false, false, false),
        TestModels.mlp(List.of(24, 24, 8), Activation.GELU, true, false, true, true),
        TestModels.mlp(List.of(24, 16, 16), Activation.GELU, true, true, false, true),
        TestModels.mlp(List.of(8), Activation.TANH, false, true, true, false),
        TestModels.mlp(List.of(), Activation.TANH, false, true, false, true));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void write_anyNeuralNgram_predictsTheSameInDeeplearning4j(ModelSpec.Mlp spec) throws IOException {
    TrainedModel trained = TestModels.trained(spec);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    Deeplearning4jZip.write(trained, zip);
    ComputationGraph network =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip.toByteArray()), false);

    NeuralModel model = TestModels.create(spec);
    int vocabulary = model.vocabulary();
    Batch batch = new Batch(CONTEXTS, spec.context(), 1);
    RandomStream random = RandomStream.of(1, "contexts");
    Arrays.setAll(batch.inputs(), i -> random.nextInt(vocabulary));
    INDArray tokens =
        Nd4j.createFromArray(batch.inputs())
            .reshape(CONTEXTS, spec.context())
            .castTo(Nd4j.dataType());
    INDArray output = network.outputSingle(tokens);

    assertThat(output.shape()).containsExactly(CONTEXTS, vocabulary);
    NeuralModel.Worker worker = model.worker();
    float[] logits = new float[vocabulary];
    for (int row = 0; row < CONTEXTS; row++) {
      worker.logits(new Weights(trained.values()), batch, row, spec.context() - 1, logits);
      double[] expected = softmax(logits);
      for (int id = 0; id < vocabulary; id++) {
        assertThat(output.getDouble(row, id)).isCloseTo(expected[id], within(1e-5));
      }
    }
  }

  @Test
  void requireLibraries_programWithoutThem_saysWhatToAdd() {
    Deeplearning4jExport.requireLibraries(Deeplearning4jExport.class.getClassLoader());
    assertThatThrownBy(
            () -> Deeplearning4jExport.requireLibraries(ClassLoader.getPlatformClassLoader()))
        .hasMessageContaining("add org.deeplearning4j:deeplearning4j-nn");
  }

  private static double[] softmax(float[] logits) {
    double[] exponentials = new double[logits.length];
    Arrays.setAll(exponentials, i -> Math.exp(logits[i]));
    double sum = Arrays.stream(exponentials).sum();
    return Arrays.stream(exponentials).map(e -> e / sum).toArray();
  }
}
