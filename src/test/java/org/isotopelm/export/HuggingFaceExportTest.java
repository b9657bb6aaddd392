package org.isotopelm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.checkpoint.SafetensorsFile;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.export.Background.Fact;
import org.isotopelm.export.Background.Score;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Normalisation;
import org.isotopelm.model.ModelSpec.Positions;
import org.isotopelm.param.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class HuggingFaceExportTest {
  @TempDir Path folder;

  private JsonNode export(TrainedModel model, NumberType type) throws IOException {
    Path target = folder.resolve("hf");
    Exporter.write(ExportFormat.HUGGINGFACE, new Export(model, target, true, type));
    return Json.mapper().readTree(Files.readString(target.resolve("config.json")));
  }

  private float[] tensor(String name, Integer... shape) {
    List<Integer> sizes = List.of(shape);
    float[] values = new float[sizes.stream().reduce(1, Math::multiplyExact)];
    try (SafetensorsFile in = SafetensorsFile.open(folder.resolve("hf/model.safetensors"))) {
      in.read(Tensor.of(name, sizes, values));
    }
    return values;
  }

  private static float[] rows(TrainedModel model, String name, int from, int to) {
    Parameter p = model.parameters().get(name);
    int columns = p.size() / p.shape().getFirst();
    return Arrays.copyOfRange(
        model.values(), p.offset() + from * columns, p.offset() + to * columns);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void write_llama_hasItsNamesShapesAndRows(boolean tied) throws IOException {
    // Width 16, 4 heads of 4, 2 of keys; inner width ⌈8·16/3⌉ up to a multiple of 32.
    TrainedModel model =
        TestModels.trained(TestModels.rotary(Normalisation.RMS, FeedForward.SWIGLU, false, tied));
    JsonNode config = export(model, NumberType.F32);
    assertThat(config.at("/architectures/0").asString()).isEqualTo("LlamaForCausalLM");
    assertThat(config.path("intermediate_size").asInt()).isEqualTo(64);
    assertThat(config.path("num_key_value_heads").asInt()).isEqualTo(2);
    assertThat(config.path("head_dim").asInt()).isEqualTo(4);
    assertThat(config.path("rms_norm_eps").asDouble()).isEqualTo(1e-5);
    assertThat(config.path("rope_theta").asDouble()).isEqualTo(10_000);
    assertThat(config.at("/rope_parameters/rope_theta").asDouble()).isEqualTo(10_000);
    assertThat(config.path("tie_word_embeddings").asBoolean()).isEqualTo(tied);
    try (SafetensorsFile in = SafetensorsFile.open(folder.resolve("hf/model.safetensors"))) {
      // transformers' own state_dict: 9 tensors a layer, and embedding, norm, head.
      assertThat(in.shapes()).hasSize(tied ? 20 : 21);
    }
    String qkv = "block.1.attention.query_key_value.weight";
    String attention = "model.layers.1.self_attn.";
    assertThat(tensor(attention + "q_proj.weight", 16, 16)).isEqualTo(rows(model, qkv, 0, 16));
    assertThat(tensor(attention + "k_proj.weight", 8, 16)).isEqualTo(rows(model, qkv, 16, 24));
    assertThat(tensor(attention + "v_proj.weight", 8, 16)).isEqualTo(rows(model, qkv, 24, 32));
    String gateUp = "block.0.mlp.gate_up.weight";
    assertThat(tensor("model.layers.0.mlp.gate_proj.weight", 64, 16))
        .isEqualTo(rows(model, gateUp, 0, 64));
    assertThat(tensor("model.layers.0.mlp.up_proj.weight", 64, 16))
        .isEqualTo(rows(model, gateUp, 64, 128));
  }

  @Test
  void write_bfloat16_saysSoInTheConfig() throws IOException {
    TrainedModel model = TestModels.trained(TestModels.gpt(true, true));
    assertThat(export(model, NumberType.F32).path("dtype").asString()).isEqualTo("float32");
    assertThat(export(model, NumberType.F16).path("dtype").asString()).isEqualTo("float16");
    assertThat(export(model, NumberType.BF16).path("dtype").asString()).isEqualTo("bfloat16");
    float gain = model.values()[model.parameters().get("norm.gain").offset()];
    assertThat(tensor("ln_f.weight", 8)[0])
        .isEqualTo(Float.intBitsToFloat(Float.floatToIntBits(gain) + 0x8000 & 0xffff0000));
  }

  @ParameterizedTest
  @CsvSource({
    "LAYER, GELU, true, Starcoder2ForCausalLM, 35",
    "LAYER, GELU, false, Starcoder2ForCausalLM, 23",
    "LAYER, SWIGLU, false, StableLmForCausalLM, 25"
  })
  void write_otherRotaryShapes_haveTheirArchitectures(
      Normalisation norm, FeedForward feedForward, boolean biases, String name, int tensors)
      throws IOException {
    TrainedModel model = TestModels.trained(TestModels.rotary(norm, feedForward, biases, true));
    JsonNode config = export(model, NumberType.F32);
    assertThat(config.at("/architectures/0").asString()).isEqualTo(name);
    try (SafetensorsFile in = SafetensorsFile.open(folder.resolve("hf/model.safetensors"))) {
      assertThat(in.shapes()).hasSize(tensors);
      assertThat(in.shapes()).containsKey("model.layers.1.input_layernorm.bias");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RMS | LEARNED | GELU | 2 | true | positions: learned and norm: rms",
        "LAYER | LEARNED | SWIGLU | 2 | true | positions: learned and feed_forward: swiglu",
        "LAYER | LEARNED | GELU | 1 | true | positions: learned and fewer key_value_heads",
        "RMS | ROTARY | GELU | 2 | false | norm: rms and feed_forward: gelu",
        "RMS | ROTARY | SWIGLU | 2 | true | norm: rms and biases: true",
        "LAYER | ROTARY | SWIGLU | 2 | true | norm: layer and feed_forward: swiglu and biases in linear layers"
      })
  void write_switchesWithoutAnArchitecture_areRefusedByName(
      Normalisation norm,
      Positions positions,
      FeedForward feedForward,
      int keyValueHeads,
      boolean biases,
      String words) {
    ModelSpec.Gpt spec =
        new ModelSpec.Gpt(
            1, 2, 8, 4, keyValueHeads, norm, positions, feedForward, 0, true, biases, 0.2);
    assertThatThrownBy(() -> export(TestModels.trained(spec), NumberType.F32))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("transformers has no architecture with " + words);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void write_card_tellsDataTrainingDecayAndScores() throws IOException {
    TrainedModel bare = TestModels.trained(TestModels.gpt(true, true));
    Background background =
        new Background(
            "poet",
            List.of("poems.txt"),
            List.of(new Fact("length", "7 steps")),
            Optional.empty(),
            List.of(new Score("validation", 2)),
            Optional.empty());
    export(
        new TrainedModel(bare.spec(), bare.model(), bare.tokenizer(), background), NumberType.F32);
    String card = Files.readString(folder.resolve("hf/README.md"));
    assertThat(card)
        .startsWith("---\nlibrary_name: transformers\n")
        .contains("\n  - name: \"poet\"\n")
        .contains("\n# poet\n")
        .contains("- poems.txt")
        .contains("| length | 7 steps |")
        .contains("| validation | 2.0000 | 7.389 |") // e² = 7.389
        .contains("{type: perplexity, value: 7.389}")
        .contains("It sees at most 16 tokens");
    export(bare, NumberType.F32);
    assertThat(Files.readString(folder.resolve("hf/README.md")))
        .contains("is not known")
        .doesNotContain("model-index");
  }
}
