package org.isotopelm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.Activation;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;
import org.isotopelm.model.ModelSpec.Positions;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.token.TokenizerFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime reads what is exported and must score as this model does. */
@DisabledOnOs(
    value = OS.MAC,
    architectures = "x86_64",
    disabledReason = "ONNX Runtime has no library for Macs with Intel's processors")
class OnnxExportTest {
  private static final ModelSpec.Lstm.Dropouts NO_DROPOUT =
      new ModelSpec.Lstm.Dropouts(0, 0, 0, 0, 0);

  private static final float[][][] NO_STATE = {};

  @TempDir Path folder;

  static Stream<ModelSpec.Neural> specs() {
    return Stream.of(
        TestModels.mlp(List.of(16), Activation.TANH, false, false, false, true),
        TestModels.mlp(List.of(24, 24, 8), Activation.GELU, true, true, true, true),
        TestModels.mlp(List.of(24, 12), Activation.RELU, false, true, false, false),
        TestModels.mlp(List.of(), Activation.TANH, false, false, false, true),
        new ModelSpec.Mlp(1, 8, List.of(8), Activation.TANH, true, true, true, true, 0.5),
        new ModelSpec.Lstm(1, 8, 12, 5, false, true, NO_DROPOUT),
        new ModelSpec.Lstm(3, 12, 12, 5, true, false, NO_DROPOUT),
        TestModels.gpt(true, true),
        TestModels.gpt(false, false),
        gpt(1, Normalisation.RMS, Positions.ROTARY, FeedForward.SWIGLU, false, false),
        gpt(2, Normalisation.RMS, Positions.ROTARY, FeedForward.SWIGLU, true, true),
        gpt(4, Normalisation.LAYER, Positions.ROTARY, FeedForward.GELU, true, false),
        gpt(2, Normalisation.RMS, Positions.LEARNED, FeedForward.GELU, false, true),
        gpt(4, Normalisation.LAYER, Positions.LEARNED, FeedForward.SWIGLU, true, true),
        new ModelSpec.Gpt(
            1,
            2,
            12,
            16,
            2,
            Normalisation.RMS,
            Positions.ROTARY,
            FeedForward.SWIGLU,
            0,
            false,
            false,
            0.2,
            20,
            1e-3,
            50.0,
            true,
            false),
        new HashedSpec(1, new HashedSpec.Buckets(1000)),
        new HashedSpec(2, new HashedSpec.Buckets(1 << 17)), // a row for each context
        new HashedSpec(4, new HashedSpec.Buckets(1 << 16)));
  }

  private static ModelSpec.Gpt gpt(
      int keyValueHeads,
      Normalisation norm,
      Positions positions,
      FeedForward feedForward,
      boolean tied,
      boolean biases) {
    return new ModelSpec.Gpt(
        2, 4, 16, 16, keyValueHeads, norm, positions, feedForward, 0.1, tied, biases, 0.2);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void write_anyNetwork_scoresTheSameInOnnxRuntime(ModelSpec.Neural spec)
      throws OrtException, IOException {
    TrainedModel model = TestModels.trained(spec);
    try (OrtSession session = open(model, NumberType.F32)) {
      Reference reference = new Reference(model);
      for (int[] size : List.of(new int[] {2, 16}, new int[] {1, 1}, new int[] {3, 4})) {
        long[][] tokens = tokens(model, size[0], size[1]);
        float[][][] logits = run(session, spec, tokens).logits();
        for (int row = 0; row < size[0]; row++) {
          for (int t = 0; t < size[1]; t++) {
            assertThat(logits[row][t])
                .containsExactly(reference.logits(tokens[row], t), within(2e-5f));
          }
        }
      }
    }
  }

  /** What goes out goes in again: two halves of a text are the whole. */
  @Test
  void write_lstm_goesOnFromItsState() throws OrtException, IOException {
    ModelSpec.Lstm spec = new ModelSpec.Lstm(2, 12, 8, 5, false, true, NO_DROPOUT);
    TrainedModel model = TestModels.trained(spec);
    try (OrtSession session = open(model, NumberType.F32)) {
      long[][] whole = tokens(model, 2, 9);
      float[][][] expected = run(session, spec, whole).logits();
      Result first = run(session, spec, part(whole, 0, 4));
      Result second = run(session, part(whole, 4, 9), first.h(), first.c());
      for (int row = 0; row < 2; row++) {
        for (int t = 0; t < 5; t++) {
          assertThat(second.logits()[row][t]).containsExactly(expected[row][4 + t], within(1e-6f));
        }
      }
    }
  }

  /** Half of the bytes; the weights are rounded to 11 or 8 bits, and all that follows is float. */
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void write_halfPrecision_scoresNearlyTheSame(NumberType type) throws OrtException, IOException {
    for (ModelSpec.Neural spec : specs().toList()) {
      TrainedModel model = TestModels.trained(spec);
      try (OrtSession session = open(model, type)) {
        long[][] tokens = tokens(model, 1, 8);
        float[][][] logits = run(session, spec, tokens).logits();
        float tolerance = type == NumberType.F16 ? 0.01f : 0.08f;
        assertThat(logits[0][7])
            .containsExactly(new Reference(model).logits(tokens[0], 7), within(tolerance));
      }
    }
  }

  @Test
  void write_anyNetwork_saysWhatItsReaderNeeds() throws OrtException, IOException {
    ModelSpec.Gpt spec = TestModels.gpt(true, true);
    try (OrtSession session = open(TestModels.trained(spec), NumberType.F32)) {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      assertThat(Json.mapper().readValue(metadata.get("model"), ModelSpec.class)).isEqualTo(spec);
      assertThat(metadata)
          .containsEntry("context", "16")
          .containsEntry("vocabulary", "257")
          .containsEntry("end_of_document", "256");
      Path tokenizer = Files.writeString(folder.resolve("t.json"), metadata.get("tokenizer.json"));
      assertThat(TokenizerFile.read(tokenizer).encode("Ä b"))
          .isEqualTo(TestModels.BYTES.encode("Ä b"));
      assertThat(session.getMetadata().getDescription()).contains("at most 16 tokens");
      assertThat(session.getInputInfo()).containsOnlyKeys("input_ids");
      assertThat(session.getOutputInfo()).containsOnlyKeys("logits");
    }
  }

  /** A row that is longer than the context is an error there, not a wrong score. */
  @ParameterizedTest
  @EnumSource
  void write_gpt_refusesMoreThanItsContext(Positions positions) throws OrtException, IOException {
    ModelSpec.Gpt spec = gpt(4, Normalisation.LAYER, positions, FeedForward.GELU, true, true);
    TrainedModel model = TestModels.trained(spec);
    try (OrtSession session = open(model, NumberType.F32)) {
      assertThatThrownBy(() -> run(session, spec, tokens(model, 1, 17)))
          .isInstanceOf(OrtException.class)
          .hasMessageContaining("idx=16 must be within the inclusive range [-16,15]");
    }
  }

  private OrtSession open(TrainedModel model, NumberType type) throws OrtException {
    Path file = folder.resolve("model.onnx");
    assertThat(Exporter.write(ExportFormat.ONNX, new Export(model, file, true, type))).isEmpty();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
  }

  private record Result(float[][][] logits, float[][][] h, float[][][] c) {}

  /** From the beginning. */
  private static Result run(OrtSession session, ModelSpec.Neural spec, long[][] tokens)
      throws OrtException {
    if (spec instanceof ModelSpec.Lstm lstm) {
      float[][][] zeros = new float[lstm.layers()][tokens.length][lstm.width()];
      return run(session, tokens, zeros, zeros);
    }
    return run(session, tokens, NO_STATE, NO_STATE);
  }

  private static Result run(OrtSession session, long[][] tokens, float[][][] h, float[][][] c)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put("input_ids", OnnxTensor.createTensor(environment, tokens));
    if (h.length > 0) {
      inputs.put("h_0", OnnxTensor.createTensor(environment, h));
      inputs.put("c_0", OnnxTensor.createTensor(environment, c));
    }
    try (OrtSession.Result result = session.run(inputs)) {
      float[][][] logits = (float[][][]) result.get("logits").orElseThrow().getValue();
      return h.length == 0
          ? new Result(logits, NO_STATE, NO_STATE)
          : new Result(
              logits,
              (float[][][]) result.get("h_n").orElseThrow().getValue(),
              (float[][][]) result.get("c_n").orElseThrow().getValue());
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** Rows of any tokens. */
  private static long[][] tokens(TrainedModel model, int rows, int length) {
    RandomStream random = RandomStream.of(1, "tokens");
    long[][] tokens = new long[rows][length];
    for (long[] row : tokens) {
      Arrays.setAll(row, t -> random.nextInt(model.tokenizer().vocabulary()));
    }
    return tokens;
  }

  private static long[][] part(long[][] rows, int from, int to) {
    return Arrays.stream(rows).map(row -> Arrays.copyOfRange(row, from, to)).toArray(long[][]::new);
  }

  /** This model's own scores. */
  private static final class Reference {
    private final TrainedModel trained;
    private final NeuralModel model;
    private final NeuralModel.Worker worker;

    Reference(TrainedModel trained) {
      this.trained = trained;
      model = TestModels.create((ModelSpec.Neural) trained.spec());
      worker = model.worker();
    }

    /** After a position of a document's beginning. */
    float[] logits(long[] row, int position) {
      boolean windowed = model.targetsPerRow() == 1;
      int length = windowed ? model.context() : position + 1;
      Batch batch = new Batch(1, length, windowed ? 1 : length);
      for (int i = 0; i < length; i++) {
        int t = position + 1 - length + i;
        batch.inputs()[i] = t < 0 ? trained.tokenizer().endOfDocument() : (int) row[t];
      }
      float[] logits = new float[model.vocabulary()];
      worker.logits(new Weights(trained.values()), batch, 0, length - 1, logits);
      return logits;
    }
  }
}
