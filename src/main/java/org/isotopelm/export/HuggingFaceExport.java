package org.isotopelm.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.huggingface.Architecture;
import org.isotopelm.huggingface.ForeignConfig;
import org.isotopelm.huggingface.ForeignTensor;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;

/**
 * A gpt as a folder that Hugging Face's transformers loads, with its tokenizer and a model card.
 * The end-of-document token begins and ends a text there, as it does in Isotope.
 */
final class HuggingFaceExport {
  private final Export export;
  private final TrainedModel model;
  private final ModelSpec.Gpt spec;
  private final Architecture architecture;

  private HuggingFaceExport(Export export, ModelSpec.Gpt spec) {
    this.export = export;
    this.model = export.model();
    this.spec = spec;
    architecture = Architecture.of(spec);
  }

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    if (!(model.spec() instanceof ModelSpec.Gpt gpt)) {
      throw ProblemException.failure(
          "transformers has no architecture for %s; %s".formatted(model.kind(), model.instead()));
    }
    HuggingFaceExport writer = new HuggingFaceExport(export, gpt);
    Target.folder(export, writer.files());
    return writer.notes();
  }

  private List<String> notes() {
    boolean zeros =
        architecture
            .tensors(spec, model.tokenizer().vocabulary())
            .anyMatch(ForeignTensor.Zeros.class::isInstance);
    return zeros
        ? List.of(
            "the model lacks biases that %s always has: they are written as zeros"
                .formatted(architecture.className()))
        : List.of();
  }

  /** The files of the folder by name. */
  private Map<String, AtomicFile.Writer> files() {
    Map<String, AtomicFile.Writer> files = new LinkedHashMap<>();
    int vocabulary = model.tokenizer().vocabulary();
    int end = model.tokenizer().endOfDocument();
    files.put(
        "config.json",
        json(ForeignConfig.of(spec, vocabulary, model.beginOfDocument(), end, export.type())));
    files.put("generation_config.json", json(generationConfig()));
    files.put("model.safetensors", this::writeWeights);
    files.put("tokenizer.json", text(TokenizerFile.toJson(model.tokenizer())));
    files.put("tokenizer_config.json", json(tokenizerConfig()));
    files.put("special_tokens_map.json", json(specialTokens()));
    files.put("README.md", text(card()));
    return files;
  }

  private void writeWeights(OutputStream out) throws IOException {
    List<Tensor> tensors =
        architecture
            .tensors(spec, model.tokenizer().vocabulary(), model.parameters(), model.values())
            .toList();
    Safetensors.write(out, tensors, Map.of("format", "pt"), export.type());
  }

  private String card() {
    return ModelCard.of(model, spec, architecture.className(), notes());
  }

  private static AtomicFile.Writer json(Map<String, Object> object) {
    return text(Json.pretty(object) + "\n");
  }

  private static AtomicFile.Writer text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> generationConfig() {
    int end = model.tokenizer().endOfDocument();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("do_sample", true);
    config.put("bos_token_id", model.beginOfDocument());
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
    tokens.put("bos_token", tokenizer.token(model.beginOfDocument()));
    tokens.put("eos_token", end);
    tokens.put("pad_token", end);
    tokenizer.unknown().ifPresent(id -> tokens.put("unk_token", tokenizer.token(id)));
    return tokens;
  }
}
