package org.isotopelm.export.gguf;

import org.isotopelm.base.ProblemException;
import tools.jackson.databind.JsonNode;

/** Names that llama.cpp has for the ways to cut a text before pairs are merged. */
final class GgufCut {
  private static final String GPT2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  /** Llama 3's expression without its numbers, which stand in the middle. */
  private static final String HEAD = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";

  private static final String TAIL =
      "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final String LLAMA3 = HEAD + "\\p{N}{1,3}" + TAIL;
  private static final String QWEN2 = HEAD + "\\p{N}" + TAIL;

  private GgufCut() {}

  /**
   * The name of a cut.
   *
   * @param cut the pre_tokenizer of a tokenizer.json
   * @param model beside it
   * @throws ProblemException (failure) if llama.cpp has no such cut
   */
  static String of(JsonNode cut, JsonNode model) {
    String type = cut.path("type").asString("");
    return switch (type) {
      case "ByteLevel" -> ofByteLevel(cut, model);
      case "Sequence" -> ofSequence(cut.path("pretokenizers"), model);
      default -> throw refused(type);
    };
  }

  private static String ofByteLevel(JsonNode cut, JsonNode model) {
    if (cut.path("add_prefix_space").asBoolean(true)) {
      throw GgufTokenizer.refused("its pre-tokenizer ByteLevel has add_prefix_space: true");
    }
    // Without merges, each byte is a token wherever the text is cut.
    if (!cut.path("use_regex").asBoolean(true) && !model.path("merges").isEmpty()) {
      throw GgufTokenizer.refused("its pre-tokenizer ByteLevel has use_regex: false");
    }
    return ofExpression(GPT2, model);
  }

  private static String ofSequence(JsonNode parts, JsonNode model) {
    JsonNode split = parts.path(0);
    JsonNode bytes = parts.path(1);
    boolean known =
        parts.size() == 2
            && split.path("type").asString("").equals("Split")
            && split.path("behavior").asString("").equals("Isolated")
            && !split.path("invert").asBoolean(false)
            && bytes.path("type").asString("").equals("ByteLevel")
            && !bytes.path("add_prefix_space").asBoolean(true)
            && !bytes.path("use_regex").asBoolean(true);
    if (!known) {
      throw refused("such a Sequence");
    }
    return ofExpression(split.path("pattern").path("Regex").asString(""), model);
  }

  /** A token that is a whole piece is found without merges only under one of the names. */
  private static String ofExpression(String expression, JsonNode model) {
    boolean wholePieces = model.path("ignore_merges").asBoolean(false);
    if (expression.equals(LLAMA3)) {
      return wholePieces ? "llama-bpe" : "smaug-bpe";
    }
    if (wholePieces) {
      throw GgufTokenizer.refused("its model has ignore_merges: true without Llama 3's expression");
    }
    return switch (expression) {
      case GPT2 -> "gpt-2";
      case QWEN2 -> "qwen2";
      default -> throw GgufTokenizer.refused("its pre-tokenizer cuts by " + expression);
    };
  }

  private static ProblemException refused(String what) {
    return GgufTokenizer.refused("its pre-tokenizer is " + (what.isEmpty() ? "missing" : what));
  }
}
