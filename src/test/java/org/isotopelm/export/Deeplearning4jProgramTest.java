package org.isotopelm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.Lstm.Dropouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Programs of Deeplearning4j load an export and find the nll of whole documents in it. */
class Deeplearning4jProgramTest {
  private static final int END = TestModels.BYTES.endOfDocument();
  private static final int[][] DOCUMENTS = documents(40, 3, 0, 1, 17);

  @TempDir Path folder;

  static Stream<ModelSpec.Lstm> lstms() {
    return Stream.of(
        new ModelSpec.Lstm(2, 8, 8, 7, true, true, new Dropouts(0.1, 0.2, 0.3, 0.4, 0.5)),
        new ModelSpec.Lstm(1, 12, 5, 7, false, false, new Dropouts(0, 0, 0, 0, 0)),
        new ModelSpec.Lstm(3, 6, 9, 7, false, true, new Dropouts(0, 0, 0.5, 0, 0)));
  }

  @ParameterizedTest
  @MethodSource("lstms")
  void lstm_wholeDocuments_haveTheSameNll(ModelSpec.Lstm spec) throws IOException {
    TrainedModel model = TestModels.trained(spec);
    assertThat(Deeplearning4jProgram.lstm(exported(model).toFile(), DOCUMENTS, END))
        .isCloseTo(nll(model), within(1e-5));
  }

  @Test
  void mlp_wholeDocuments_haveTheSameNll() throws IOException {
    ModelSpec.Mlp spec =
        TestModels.mlp(List.of(16), ModelSpec.Activation.GELU, false, false, false, true);
    TrainedModel model = TestModels.trained(spec);
    assertThat(Deeplearning4jProgram.mlp(exported(model).toFile(), spec.context(), DOCUMENTS, END))
        .isCloseTo(nll(model), within(1e-5));
  }

  /** Deeplearning4j's other way: all documents at once, the shorter ones padded and masked. */
  @ParameterizedTest
  @MethodSource("lstms")
  void output_documentsSideBySide_haveTheSameNll(ModelSpec.Lstm spec) throws IOException {
    TrainedModel model = TestModels.trained(spec);
    MultiLayerNetwork network = MultiLayerNetwork.load(exported(model).toFile(), false);
    int longest = Arrays.stream(DOCUMENTS).mapToInt(d -> d.length + 1).max().orElseThrow();
    float[][] inputs = new float[DOCUMENTS.length][longest];
    float[][] mask = new float[DOCUMENTS.length][longest];
    for (int d = 0; d < DOCUMENTS.length; d++) {
      inputs[d][0] = END;
      mask[d][0] = 1;
      for (int t = 1; t <= DOCUMENTS[d].length; t++) {
        inputs[d][t] = DOCUMENTS[d][t - 1];
        mask[d][t] = 1;
      }
    }
    INDArray features = Nd4j.createFromArray(mask);
    INDArray output = network.output(Nd4j.createFromArray(inputs), false, features, features);
    assertThat(output.shape()).containsExactly(DOCUMENTS.length, END + 1, longest);
    double nll = 0;
    int tokens = 0;
    for (int d = 0; d < DOCUMENTS.length; d++) {
      for (int t = 0; t <= DOCUMENTS[d].length; t++, tokens++) {
        int target = t < DOCUMENTS[d].length ? DOCUMENTS[d][t] : END;
        nll -= Math.log(output.getDouble(d, target, t));
      }
    }
    assertThat(nll / tokens).isCloseTo(nll(model), within(1e-5));
  }

  @Test
  void page_showsTheseVeryPrograms() throws IOException {
    String page = stripped(Path.of("src/site/markdown/exports.md"));
    String program =
        stripped(Path.of("src/test/java/org/isotopelm/export/Deeplearning4jProgram.java"));
    int lstm = program.indexOf("static double lstm");
    int mlp = program.indexOf("static double mlp");
    assertThat(page).contains(program.substring(lstm, mlp).strip());
    assertThat(page).contains(program.substring(mlp, program.lastIndexOf('}')).strip());
  }

  private static String stripped(Path file) throws IOException {
    return Files.readString(file).lines().map(String::strip).reduce("", (a, b) -> a + "\n" + b);
  }

  private Path exported(TrainedModel model) {
    Path zip = folder.resolve("model.zip");
    Exporter.write(ExportFormat.DEEPLEARNING4J, new Export(model, zip, true, NumberType.F32));
    return zip;
  }

  /** By this program's own evaluator. */
  private static double nll(TrainedModel model) {
    long[] zeros = new long[DOCUMENTS.length];
    TokenizedSplit split =
        new TokenizedSplit(
            TokenStore.of(DOCUMENTS, zeros, zeros, zeros, zeros),
            IntStream.range(0, DOCUMENTS.length).toArray(),
            END,
            true);
    try (Team team = new Team(1)) {
      float[] scores = model.model().score(split, team);
      double sum = 0;
      for (float score : scores) {
        sum += score;
      }
      return sum / scores.length;
    }
  }

  private static int[][] documents(int... lengths) {
    RandomStream random = RandomStream.of(3, "documents");
    return Arrays.stream(lengths)
        .mapToObj(length -> IntStream.range(0, length).map(i -> random.nextInt(END)).toArray())
        .toArray(int[][]::new);
  }
}
