package org.isotopelm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.checkpoint.SafetensorsFile;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.model.ArpaSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.mixture.CachedModel;
import org.isotopelm.model.mixture.UnigramCache;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.TinyTable;
import org.isotopelm.model.ngram.arpa.ArpaReader;
import org.isotopelm.model.ngram.estimate.Approximation;
import org.isotopelm.param.Parameter;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ExporterTest {
  private static final ModelSpec.Mlp MLP =
      TestModels.mlp(List.of(8), ModelSpec.Activation.TANH, false, false, true, true);

  @TempDir Path folder;

  @Test
  void write_safetensors_holdsEveryParameterAndTheModel() {
    TrainedModel model = TestModels.trained(MLP);
    Path file = folder.resolve("deep/er/model.safetensors");
    assertThat(
            Exporter.write(
                ExportFormat.SAFETENSORS, new Export(model, file, false, NumberType.F32)))
        .isEmpty();
    float[] values = new float[model.parameters().length()];
    try (SafetensorsFile in = SafetensorsFile.open(file)) {
      in.readAll(Tensor.all(model.parameters(), "", values));
      assertThat(Json.mapper().readValue(in.metadata().get("model"), ModelSpec.class))
          .isEqualTo(MLP);
      assertThat(in.metadata())
          .containsEntry("context", "3")
          .containsEntry("vocabulary", "257")
          .containsEntry("end_of_document", "256")
          .containsEntry("tokenizer.json", TokenizerFile.toJson(TestModels.BYTES));
    }
    assertThat(values).isEqualTo(model.values());
  }

  @Test
  void write_safetensorsInHalfPrecision_isHalfAsLong() throws IOException {
    TrainedModel model = TestModels.trained(MLP);
    Path whole = folder.resolve("f32.safetensors");
    Path half = folder.resolve("bf16.safetensors");
    Exporter.write(ExportFormat.SAFETENSORS, new Export(model, whole, false, NumberType.F32));
    Exporter.write(ExportFormat.SAFETENSORS, new Export(model, half, false, NumberType.BF16));
    int weights = model.parameters().parameters().stream().mapToInt(Parameter::size).sum();
    assertThat(Files.size(whole) - Files.size(half)).isBetween(2L * weights, 2L * weights + 100);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void write_huggingFace_hasGpt2sNamesAndShapes(boolean tied, boolean biases) {
    TrainedModel model = TestModels.trained(TestModels.gpt(tied, biases));
    Path target = folder.resolve("hf");
    List<String> notes =
        Exporter.write(ExportFormat.HUGGINGFACE, new Export(model, target, false, NumberType.F32));
    assertThat(notes).hasSize(biases ? 0 : 1);
    String root = tied ? "" : "transformer."; // as OpenAI wrote them; as transformers writes them
    try (SafetensorsFile in = SafetensorsFile.open(target.resolve("model.safetensors"))) {
      // transformers' own state_dict of 2 layers, width 8, context 16, 257 tokens.
      assertThat(in.shapes()).hasSize(tied ? 28 : 29);
      assertThat(in.shapes()).containsEntry(root + "wte.weight", List.of(257, 8));
      assertThat(in.shapes()).containsEntry(root + "wpe.weight", List.of(16, 8));
      assertThat(in.shapes()).containsEntry(root + "h.1.ln_1.bias", List.of(8));
      assertThat(in.shapes()).containsEntry(root + "h.1.attn.c_attn.weight", List.of(8, 24));
      assertThat(in.shapes()).containsEntry(root + "h.1.attn.c_attn.bias", List.of(24));
      assertThat(in.shapes()).containsEntry(root + "h.1.attn.c_proj.weight", List.of(8, 8));
      assertThat(in.shapes()).containsEntry(root + "h.0.mlp.c_fc.weight", List.of(8, 32));
      assertThat(in.shapes()).containsEntry(root + "h.0.mlp.c_proj.weight", List.of(32, 8));
      assertThat(in.shapes()).containsEntry(root + "ln_f.weight", List.of(8));
      assertThat(in.shapes().containsKey("lm_head.weight")).isEqualTo(!tied);
      float[] up = new float[8 * 32];
      in.read(Tensor.of(root + "h.1.mlp.c_fc.weight", List.of(8, 32), up));
      int offset = model.parameters().get("block.1.mlp.up.weight").offset(); // [32, 8]
      assertThat(up[3 * 32 + 17]).isEqualTo(model.values()[offset + 17 * 8 + 3]);
      float[] bias = new float[32];
      in.read(Tensor.of(root + "h.1.mlp.c_fc.bias", List.of(32), bias));
      float expected =
          biases ? model.values()[model.parameters().get("block.1.mlp.up.bias").offset() + 5] : 0;
      assertThat(bias[5]).isEqualTo(expected);
    }
  }

  @Test
  void write_huggingFace_hasConfigAndTokenizer() throws IOException {
    TrainedModel model = TestModels.trained(TestModels.gpt(false, true));
    Path target = folder.resolve("hf");
    Exporter.write(ExportFormat.HUGGINGFACE, new Export(model, target, false, NumberType.F32));
    JsonNode config = Json.mapper().readTree(Files.readString(target.resolve("config.json")));
    assertThat(config.get("architectures").get(0).asString()).isEqualTo("GPT2LMHeadModel");
    assertThat(config.get("activation_function").asString()).isEqualTo("gelu_new");
    assertThat(config.get("layer_norm_epsilon").asDouble()).isEqualTo(1e-5);
    assertThat(config.get("n_positions").asInt()).isEqualTo(16);
    assertThat(config.get("vocab_size").asInt()).isEqualTo(257);
    assertThat(config.get("eos_token_id").asInt()).isEqualTo(TestModels.BYTES.endOfDocument());
    assertThat(config.get("tie_word_embeddings").asBoolean()).isFalse();
    assertThat(TokenizerFile.read(target.resolve("tokenizer.json")).encode("Ä b"))
        .isEqualTo(TestModels.BYTES.encode("Ä b"));
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "README.md",
              "config.json",
              "generation_config.json",
              "model.safetensors",
              "special_tokens_map.json",
              "tokenizer.json",
              "tokenizer_config.json");
    }
  }

  @Test
  void write_whatAFormatCannotExpress_isRefusedWithTheReason() {
    TrainedModel mlp = TestModels.trained(MLP);
    TrainedModel gpt = TestModels.trained(TestModels.gpt(true, true));
    assertRefused(ExportFormat.HUGGINGFACE, mlp, folder.resolve("x"), true, "no architecture");
    assertRefused(
        ExportFormat.DEEPLEARNING4J, gpt, folder.resolve("x"), true, "neither causal attention");
    assertRefused(ExportFormat.ARPA, gpt, folder.resolve("x.zst"), true, "choose another name");
    assertRefused(ExportFormat.ARPA, withCache(), folder.resolve("x"), true, "without a cache");
    TrainedModel counted = counted();
    assertRefused(ExportFormat.GGUF, mlp, folder.resolve("x"), true, "no architecture for mlp");
    assertRefused(ExportFormat.GGUF, counted, folder.resolve("x"), true, "as arpa");
    assertRefused(ExportFormat.SAFETENSORS, counted, folder.resolve("x"), true, "as arpa");
    assertRefused(ExportFormat.HUGGINGFACE, counted, folder.resolve("x"), true, "as arpa");
    assertRefused(ExportFormat.DEEPLEARNING4J, counted, folder.resolve("x"), true, "as arpa");
    assertRefused(ExportFormat.ONNX, counted, folder.resolve("x"), true, "as arpa");
    assertThat(folder).isEmptyDirectory();
  }

  /** Rotary positions alone make neither of the shapes that llama.cpp has. */
  @Test
  void write_ggufOfAMixedShape_isRefused() {
    ModelSpec.Gpt mixed =
        new ModelSpec.Gpt(
            1,
            2,
            8,
            16,
            2,
            ModelSpec.Normalisation.LAYER,
            ModelSpec.Positions.ROTARY,
            ModelSpec.FeedForward.GELU,
            0,
            true,
            true,
            0.2);
    assertRefused(
        ExportFormat.GGUF, TestModels.trained(mixed), folder.resolve("x"), true, "has neither");
  }

  @Test
  void write_aWeightThatHalfPrecisionCannotHold_isRefused() {
    TrainedModel model = TestModels.trained(TestModels.gpt(true, true));
    model.values()[7] = -65_505;
    Path file = folder.resolve("x");
    assertThatThrownBy(
            () -> Exporter.write(ExportFormat.GGUF, new Export(model, file, false, NumberType.F16)))
        .hasMessage(
            "the largest weight of the model is 65505, and f16 holds numbers up to 65504; export it as bf16 or f32");
    Exporter.write(ExportFormat.GGUF, new Export(model, file, false, NumberType.BF16));
    assertThat(file).exists();
  }

  @Test
  void write_gguf_notesZerosAndHalves() throws IOException {
    TrainedModel model = TestModels.trained(TestModels.gpt(true, false));
    Path file = folder.resolve("tiny.gguf");
    List<String> notes =
        Exporter.write(ExportFormat.GGUF, new Export(model, file, false, NumberType.Q8_0));
    assertThat(notes).hasSize(2);
    assertThat(notes.getFirst()).contains("written as zeros");
    assertThat(notes.getLast())
        .startsWith(
            "7 matrices, such as token_embd.weight, have rows that are not a multiple of 32");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .startsWith("GGUF")
        .contains("general.name\b\0\0\0\5\0\0\0\0\0\0\0model".translateEscapes());
  }

  private static TrainedModel counted() {
    return new TrainedModel(
        new ArpaSpec("m.arpa"),
        new CountedModel(TinyTable.of()),
        WordKind.of(List.of("a", "b"), WordKind.Words.WHITESPACE));
  }

  /** A mixture with a cache of earlier documents. */
  private static TrainedModel withCache() {
    TrainedModel counted = counted();
    return new TrainedModel(
        counted.spec(),
        new CachedModel(counted.model(), new UnigramCache(10), List.of(0.1), 0),
        counted.tokenizer());
  }

  @Test
  void write_arpaOfANetwork_isReadBackAndNearIt() throws IOException {
    TrainedModel gpt = TestModels.trained(TestModels.gpt(true, true));
    Path file = folder.resolve("m.arpa");
    Approximation spec = new Approximation(OptionalInt.of(3), 2000, 0, 1);
    Export export = new Export(gpt, file, false, NumberType.F32, Optional.of(spec), 2);
    List<String> notes = Exporter.write(ExportFormat.ARPA, export);
    assertThat(notes.getFirst())
        .startsWith("3-grams approximate the model: they are those of 2,000");
    NgramTable table = ArpaReader.read(file, gpt.tokenizer(), note -> {});
    assertThat(table.isDistribution()).isTrue();
    assertThat(table.sizes().order()).isEqualTo(3);

    double[] expected = new double[gpt.model().vocabulary()];
    double[] found = new double[expected.length];
    gpt.model().reader().distribution(expected);
    new CountedModel(table).reader().distribution(found);
    // Every document begins alike, so only tokens that no document began with can differ.
    int likeliest =
        IntStream.range(0, expected.length)
            .reduce((a, b) -> expected[a] > expected[b] ? a : b)
            .orElseThrow();
    assertThat(found[likeliest]).isCloseTo(expected[likeliest], within(1e-6));

    Export other =
        new Export(gpt, folder.resolve("n.arpa"), false, NumberType.F32, Optional.of(spec), 1);
    Exporter.write(ExportFormat.ARPA, other);
    assertThat(other.target()).hasSameBinaryContentAs(file);
  }

  @Test
  void write_arpaOfCountedNgrams_refusesAnApproximation() {
    Export export =
        new Export(
            counted(),
            folder.resolve("m.arpa"),
            false,
            NumberType.F32,
            Optional.of(Approximation.usual()),
            1);
    assertThatThrownBy(() -> Exporter.write(ExportFormat.ARPA, export))
        .hasMessageContaining("written as they are");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void write_arpa_isCompressedWhereTheNameSaysSo() throws IOException {
    Path plain = folder.resolve("m.arpa");
    Path gz = folder.resolve("m.arpa.gz");
    assertThat(
            Exporter.write(ExportFormat.ARPA, new Export(counted(), plain, false, NumberType.F32)))
        .isEmpty();
    Exporter.write(ExportFormat.ARPA, new Export(counted(), gz, false, NumberType.F32));
    assertThat(Files.readString(plain)).startsWith("\\data\\\nngram 1=5\n");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(gz))) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
    }
  }

  @Test
  void write_existingTarget_isReplacedByForceOnly() throws IOException {
    TrainedModel gpt = TestModels.trained(TestModels.gpt(true, true));
    Path directory = folder.resolve("hf");
    Path file = folder.resolve("x.safetensors");
    for (ExportFormat format : List.of(ExportFormat.HUGGINGFACE, ExportFormat.SAFETENSORS)) {
      Path target = format == ExportFormat.HUGGINGFACE ? directory : file;
      Exporter.write(format, new Export(gpt, target, false, NumberType.F32));
      assertRefused(format, gpt, target, false, "exists; allow it to be replaced");
      Exporter.write(format, new Export(gpt, target, true, NumberType.F32));
    }
    assertRefused(ExportFormat.SAFETENSORS, gpt, directory, true, "is a folder");
    assertRefused(ExportFormat.HUGGINGFACE, gpt, file, true, "is a file");
    Files.writeString(directory.resolve("thesis.tex"), "years of work");
    assertRefused(ExportFormat.HUGGINGFACE, gpt, directory, true, "holds thesis.tex");
    assertThat(directory.resolve("thesis.tex")).hasContent("years of work");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(directory, file);
    }
  }

  @Test
  void write_overAFileThatIsNoExport_isRefusedAlsoByForce() throws IOException {
    TrainedModel gpt = TestModels.trained(TestModels.gpt(true, true));
    Path thesis = Files.writeString(folder.resolve("thesis.tex"), "years of work");
    for (ExportFormat format : List.of(ExportFormat.SAFETENSORS, ExportFormat.ONNX)) {
      assertRefused(format, gpt, thesis, true, "exists and is not an export; name another file");
    }
    assertThat(thesis).hasContent("years of work");
  }

  @Test
  void write_overAnExportOfItsFormat_isDoneByForce() throws IOException {
    TrainedModel gpt = TestModels.trained(TestModels.gpt(true, true));
    for (ExportFormat format : List.of(ExportFormat.ONNX, ExportFormat.ARPA)) {
      for (String name : List.of("m.arpa", "m.arpa.gz")) {
        Path file = folder.resolve(format + name);
        Approximation small = new Approximation(OptionalInt.of(2), 200, 0, 1);
        for (boolean force : new boolean[] {false, true}) {
          Exporter.write(
              format, new Export(gpt, file, force, NumberType.F32, Optional.of(small), 1));
        }
        assertThat(file).isNotEmptyFile();
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights there")
  void write_throughASymbolicLink_keepsTheLink() throws IOException {
    TrainedModel gpt = TestModels.trained(TestModels.gpt(false, true));
    for (ExportFormat format : List.of(ExportFormat.SAFETENSORS, ExportFormat.HUGGINGFACE)) {
      Path place = folder.resolve("place-" + format);
      Path link = Files.createSymbolicLink(folder.resolve("link-" + format), place);
      Exporter.write(format, new Export(gpt, link, false, NumberType.F32));
      Exporter.write(format, new Export(gpt, link, true, NumberType.F32));
      assertThat(link).isSymbolicLink();
      assertThat(place).exists();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such file")
  void write_aDevice_needsNoForceAsNothingIsReplaced() throws IOException {
    TrainedModel gpt = TestModels.trained(TestModels.gpt(false, true));
    Path device = Path.of("/dev/null");
    assertThat(
            Exporter.write(
                ExportFormat.SAFETENSORS, new Export(gpt, device, false, NumberType.F32)))
        .isEmpty();
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThatThrownBy(
            () ->
                Exporter.write(
                    ExportFormat.HUGGINGFACE, new Export(gpt, device, true, NumberType.F32)))
        .hasMessageContaining("name a folder");
  }

  @Test
  void of_unknownFormat_namesTheFormats() {
    assertThat(ExportFormat.of("huggingface")).isEqualTo(ExportFormat.HUGGINGFACE);
    assertThatThrownBy(() -> ExportFormat.of("word"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("to: word is not a format; use one of " + ExportFormat.labels());
  }

  private static void assertRefused(
      ExportFormat format, TrainedModel model, Path target, boolean force, String reason) {
    assertThatThrownBy(
            () -> Exporter.write(format, new Export(model, target, force, NumberType.F32)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(reason);
  }
}
