package org.isotopelm.export.gguf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import tools.jackson.databind.JsonNode;

/**
 * A tokenizer as llama.cpp knows it. Tokens and merges stand in the file, but how a text is cut
 * before them is llama.cpp's, under a name. So only byte-level pairs behind a cut that llama.cpp
 * has can be written. What a tokenizer does is asked of its tokenizer.json.
 */
final class GgufTokenizer {
  /** Kinds of tokens: text, special, and added by a user. */
  private static final int NORMAL = 1;

  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;

  private final Tokenizer tokenizer;
  private final JsonNode file;
  private final JsonNode model;

  private GgufTokenizer(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    file = Json.mapper().readTree(TokenizerFile.toJson(tokenizer));
    model = file.path("model");
  }

  /**
   * Puts a tokenizer among the metadata. As in Isotope, the end-of-document token begins and ends a
   * text there.
   *
   * @throws ProblemException (failure) if llama.cpp has none that does the same
   */
  static void put(Tokenizer tokenizer, GgufMetadata metadata) {
    new GgufTokenizer(tokenizer).put(metadata);
  }

  private void put(GgufMetadata metadata) {
    refuseUnlessByteLevelPairs();
    metadata.put("tokenizer.ggml.model", "gpt2");
    metadata.put("tokenizer.ggml.pre", GgufCut.of(file.path("pre_tokenizer"), model));
    metadata.putStrings(
        "tokenizer.ggml.tokens",
        IntStream.range(0, tokenizer.vocabulary()).mapToObj(tokenizer::token).toList());
    metadata.putIntegers("tokenizer.ggml.token_type", types());
    metadata.putStrings("tokenizer.ggml.merges", merges());
    metadata.put("tokenizer.ggml.bos_token_id", tokenizer.endOfDocument());
    metadata.put("tokenizer.ggml.eos_token_id", tokenizer.endOfDocument());
    metadata.put("tokenizer.ggml.add_bos_token", true);
  }

  private void refuseUnlessByteLevelPairs() {
    String type = model.path("type").asString("");
    if (!type.equals("BPE")) {
      throw refused("its model is " + type);
    }
    if (!file.path("normalizer").isNull()) {
      throw refused("its normalizer is " + file.path("normalizer").path("type").asString(""));
    }
    for (String key : List.of("continuing_subword_prefix", "end_of_word_suffix", "unk_token")) {
      if (!model.path(key).asString("").isEmpty()) {
        throw refused("its model has " + key + ": " + model.path(key).asString());
      }
    }
    if (model.path("byte_fallback").asBoolean(false)) {
      throw refused("its model has byte_fallback: true");
    }
  }

  /**
   * The error for a tokenizer that cannot be written.
   *
   * @param reason begins with "its"
   */
  static ProblemException refused(String reason) {
    return ProblemException.failure(
        "llama.cpp cannot do what the run's tokenizer does: "
            + reason
            + ". A GGUF file can hold a byte tokenizer, and a byte-level bpe tokenizer with a pre-tokenizer that llama.cpp has, such as GPT-2's; "
            + "export the model as huggingface or safetensors instead");
  }

  private List<Integer> types() {
    List<Integer> types = new ArrayList<>(Collections.nCopies(tokenizer.vocabulary(), NORMAL));
    for (JsonNode token : file.path("added_tokens")) {
      boolean special = token.path("special").asBoolean(false);
      types.set(token.path("id").asInt(), special ? CONTROL : USER_DEFINED);
    }
    return types;
  }

  /** Each as its two halves with a blank between; older files have them as such a string. */
  private List<String> merges() {
    List<String> merges = new ArrayList<>();
    for (JsonNode merge : model.path("merges")) {
      merges.add(
          merge.isArray()
              ? merge.get(0).asString() + " " + merge.get(1).asString()
              : merge.asString());
    }
    return merges;
  }
}
