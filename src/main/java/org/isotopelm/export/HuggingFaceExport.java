package org.isotopelm.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.base.Json;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;

/**
 * A gpt as a folder that Hugging Face's transformers loads as {@code GPT2LMHeadModel}, with its
 * tokenizer. The end-of-document token begins and ends a text there, as it does in Isotope.
 */
final class HuggingFaceExport {
  private final TrainedModel model;
  private final ModelSpec.Gpt spec;

  private HuggingFaceExport(TrainedModel model, ModelSpec.Gpt spec) {
    this.model = model;
    this.spec = spec;
  }

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    if (!(model.spec() instanceof ModelSpec.Gpt gpt)) {
      throw IsotopeException.failure(
          "transformers has no architecture for %s; %s".formatted(model.kind(), model.instead()));
    }
    if (!gpt.isGpt2()) {
      throw IsotopeException.failure(
          "only a model of GPT-2's shape (key_value_heads as many as heads, norm: "
              + "layer, positions: learned, feed_forward: gelu) can be exported to "
              + "transformers, and this one is not; export its weights as safetensors");
    }
    Target.folder(export, new HuggingFaceExport(model, gpt).files());
    return gpt.biases()
        ? List.of()
        : List.of("the model has no biases, which GPT-2 always has: they are written as zeros");
  }

  /** The files of the folder by name. */
  private Map<String, AtomicFile.Writer> files() {
    Map<String, AtomicFile.Writer> files = new LinkedHashMap<>();
    files.put("config.json", json(config()));
    files.put("generation_config.json", json(generationConfig()));
    files.put(
        "model.safetensors",
        out -> Safetensors.write(out, GptWeights.of(model, spec), Map.of("format", "pt")));
    files.put("tokenizer.json", text(TokenizerFile.toJson(model.tokenizer())));
    files.put("tokenizer_config.json", json(tokenizerConfig()));
    files.put("special_tokens_map.json", json(specialTokens()));
    return files;
  }

  private static AtomicFile.Writer json(Map<String, Object> object) {
    return text(Json.pretty(object) + "\n");
  }

  private static AtomicFile.Writer text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> config() {
    int end = model.tokenizer().endOfDocument();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of("GPT2LMHeadModel"));
    config.put("model_type", "gpt2");
    config.put("vocab_size", model.tokenizer().vocabulary());
    config.put("n_positions", spec.context());
    config.put("n_embd", spec.width());
    config.put("n_layer", spec.layers());
    config.put("n_head", spec.heads());
    config.put("n_inner", 4 * spec.width());
    config.put("activation_function", "gelu_new"); // the tanh form
    config.put("layer_norm_epsilon", spec.normEpsilon());
    config.put("embd_pdrop", spec.dropout());
    config.put("attn_pdrop", spec.dropout());
    config.put("resid_pdrop", spec.dropout());
    config.put("initializer_range", spec.embeddingStd());
    config.put("tie_word_embeddings", spec.tied());
    config.put("bos_token_id", end);
    config.put("eos_token_id", end);
    config.put("dtype", "float32");
    return config;
  }

  private Map<String, Object> generationConfig() {
    int end = model.tokenizer().endOfDocument();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("do_sample", true);
    config.put("bos_token_id", end);
    config.put("eos_token_id", end);
    config.put("pad_token_id", end);
    return config;
  }

  private Map<String, Object> tokenizerConfig() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("tokenizer_class", "PreTrainedTokenizerFast");
    config.put("model_max_length", spec.context());
    config.put("clean_up_tokenization_spaces", false);
    config.putAll(specialTokens());
    return config;
  }

  private Map<String, Object> specialTokens() {
    Tokenizer tokenizer = model.tokenizer();
    String end = tokenizer.token(tokenizer.endOfDocument());
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("bos_token", end);
    tokens.put("eos_token", end);
    tokens.put("pad_token", end);
    tokenizer.unknown().ifPresent(id -> tokens.put("unk_token", tokenizer.token(id)));
    return tokens;
  }
}
