package org.isotopelm.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.math.Engine;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.neural.Models;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.BpeKind;
import org.isotopelm.token.ByteKind;
import org.isotopelm.token.CharKind;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerSpec;
import org.junit.jupiter.api.Test;

class GgufModelTest {
  private static final Tokenizer BYTES = trained(new ByteKind());
  private static final ModelSpec.Gpt GPT2 = ModelSpec.Gpt.gpt2(1, 2, 8, 4, 0, true, false, 0.02);

  private static Tokenizer trained(TokenizerSpec.Trained spec) {
    return spec.make(text -> text.accept("a bc bc"));
  }

  private static ModelSpec.Gpt llama(int width) {
    return new ModelSpec.Gpt(
        2,
        2,
        width,
        4,
        1,
        ModelSpec.Normalisation.RMS,
        ModelSpec.Positions.ROTARY,
        ModelSpec.FeedForward.SWIGLU,
        0,
        true,
        false,
        0.02);
  }

  private static GgufModel model(ModelSpec.Gpt spec, Tokenizer tokenizer, NumberType type) {
    ParameterSet parameters =
        Models.create(spec, tokenizer.vocabulary(), Engine.reference()).parameters();
    return new GgufModel("m", spec, tokenizer, parameters, counted(parameters), type);
  }

  /** Each weight is its place. */
  private static float[] counted(ParameterSet parameters) {
    float[] values = new float[parameters.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return values;
  }

  private static GgufReader written(GgufModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.write(out);
    assertThat(out.size() % 32).isZero();
    return new GgufReader(out.toByteArray());
  }

  @Test
  void write_bytesAsTokens_haveNoMerges() throws IOException {
    GgufReader file = written(model(GPT2, BYTES, NumberType.F32));
    assertThat(file.magic).isEqualTo("GGUF");
    assertThat(file.version).isEqualTo(3);
    assertThat(file.metadata)
        .containsEntry("general.architecture", "gpt2")
        .containsEntry("general.file_type", 0)
        .containsEntry("gpt2.feed_forward_length", 32)
        .containsEntry("gpt2.attention.layer_norm_epsilon", 1e-5f)
        .containsEntry("tokenizer.ggml.model", "gpt2")
        .containsEntry("tokenizer.ggml.pre", "gpt-2")
        .containsEntry("tokenizer.ggml.merges", List.of())
        .containsEntry("tokenizer.ggml.eos_token_id", 256)
        .containsEntry("tokenizer.ggml.add_bos_token", true);
    assertThat(file.metadata.get("tokenizer.ggml.tokens"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(257)
        .startsWith("Ā")
        .endsWith("<|endoftext|>");
  }

  @Test
  void write_gpt2WithoutBiases_hasZeros() throws IOException {
    GgufReader file = written(model(GPT2, BYTES, NumberType.F32));
    assertThat(file.floats("blk.0.attn_qkv.bias")).hasSize(24).containsOnly(0);
    assertThat(file.tensors).doesNotContainKey("output.weight"); // it is the embedding
    assertThat(file.tensor("token_embd.weight").shape()).containsExactly(8, 257);
    assertThat(file.tensors.values()).allMatch(tensor -> tensor.offset() % 32 == 0);
  }

  /** A head of width 4: its rows 0, 1, 2, 3 turn as (0, 2) and (1, 3) here, as neighbours there. */
  @Test
  void write_llama_putsRowsThatTurnTogetherSideBySide() throws IOException {
    GgufReader file = written(model(llama(8), BYTES, NumberType.F32));
    float[] queries = file.floats("blk.1.attn_q.weight");
    float first = queries[0];
    assertThat(firstOfRows(queries))
        .containsExactly(
            first,
            first + 16,
            first + 8,
            first + 24,
            first + 32,
            first + 48,
            first + 40,
            first + 56);
    assertThat(firstOfRows(file.floats("blk.1.attn_k.weight")))
        .containsExactly(first + 64, first + 80, first + 72, first + 88);
    assertThat(firstOfRows(file.floats("blk.1.attn_v.weight")))
        .containsExactly(first + 96, first + 104, first + 112, first + 120);
    assertThat(file.metadata)
        .containsEntry("llama.attention.head_count_kv", 1)
        .containsEntry("llama.rope.freq_base", 10_000f)
        .containsEntry("llama.rope.dimension_count", 4)
        .containsEntry("llama.vocab_size", 257);
    assertThat(file.tensors).doesNotContainKey("blk.0.attn_q.bias");
  }

  private static float[] firstOfRows(float[] matrix) {
    float[] first = new float[matrix.length / 8];
    for (int row = 0; row < first.length; row++) {
      first[row] = matrix[row * 8];
    }
    return first;
  }

  /** Biases of queries are in the order of their rows; those of norms do not exist. */
  @Test
  void write_llamaWithBiasesOfAttention_putsThemInTheSameOrder() throws IOException {
    GgufReader file = written(model(withBiases(llama(8)), BYTES, NumberType.F32));
    float[] biases = file.floats("blk.0.attn_q.bias");
    float first = biases[0];
    assertThat(biases)
        .containsExactly(
            first, first + 2, first + 1, first + 3, first + 4, first + 6, first + 5, first + 7);
    assertThat(file.floats("blk.0.attn_v.bias"))
        .containsExactly(first + 12, first + 13, first + 14, first + 15);
    assertThat(file.tensors)
        .containsKey("blk.0.attn_output.bias")
        .doesNotContainKeys("blk.0.attn_norm.bias", "blk.0.ffn_up.bias");
  }

  private static ModelSpec.Gpt withBiases(ModelSpec.Gpt llama) {
    return new ModelSpec.Gpt(
        llama.layers(),
        llama.heads(),
        llama.width(),
        llama.context(),
        llama.keyValueHeads(),
        llama.norm(),
        llama.positions(),
        llama.feedForward(),
        llama.dropout(),
        llama.tied(),
        llama.biases(),
        llama.embeddingStd(),
        null,
        1e-6,
        null,
        true,
        null);
  }

  @Test
  void write_rowsThatAreNoWholeBlocks_areOfHalfPrecision() throws IOException {
    GgufModel model = model(llama(8), BYTES, NumberType.Q8_0);
    GgufReader file = written(model);
    assertThat(file.tensor("blk.0.attn_q.weight").type()).isEqualTo(1); // rows of 8
    assertThat(file.tensor("blk.0.ffn_down.weight").type()).isEqualTo(8); // rows of 32
    assertThat(file.tensor("output_norm.weight").type()).isZero();
    assertThat(model.halves())
        .hasSize(1 + 2 * 6)
        .contains("blk.0.attn_q.weight")
        .doesNotContain("blk.0.ffn_down.weight");
  }

  @Test
  void new_withATokenizerThatLlamaCppLacks_isRefusedWithTheReason() {
    assertRefused(new CharKind(null), "its model is WordLevel");
    assertRefused(
        new BpeKind(258, BpeKind.Pattern.WHITESPACE),
        "its pre-tokenizer cuts by  ?\\S+|\\s+(?!\\S)|\\s+");
  }

  private static void assertRefused(TokenizerSpec.Trained spec, String reason) {
    Tokenizer tokenizer = trained(spec);
    assertThatThrownBy(() -> model(GPT2, tokenizer, NumberType.F32))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("huggingface");
  }
}
