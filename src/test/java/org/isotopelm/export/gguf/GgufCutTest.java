package org.isotopelm.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GgufCutTest {
  private static final String BYTES =
      "{'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': false}";
  private static final String LLAMA3 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}{1,3}| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+";

  /** llama.cpp takes whole pieces first under the first name only. */
  @Test
  void of_llama3_dependsOnWholePieces() {
    String cut = sequence(LLAMA3);
    assertThat(of(cut, "{\"ignore_merges\": true}")).isEqualTo("llama-bpe");
    assertThat(of(cut, "{\"ignore_merges\": false}")).isEqualTo("smaug-bpe");
  }

  @Test
  void of_numbersDigitByDigit_isQwen2() {
    assertThat(of(sequence(LLAMA3.replace("{1,3}", "")), "{}")).isEqualTo("qwen2");
  }

  /** Without merges each byte is a token, wherever the text is cut. */
  @Test
  void of_bytesAlone_isAnyCut() {
    assertThat(of(json(BYTES), "{\"merges\": []}")).isEqualTo("gpt-2");
    assertRefused(json(BYTES), "{\"merges\": [[\"a\", \"b\"]]}", "use_regex: false");
  }

  @Test
  void of_whatLlamaCppDoesNotHave_isRefusedByName() {
    assertRefused(sequence("\\\\d"), "{}", "cuts by \\d");
    assertRefused("{\"type\": \"Metaspace\"}", "{}", "Metaspace");
    assertRefused("null", "{}", "missing");
    assertRefused("{\"type\": \"ByteLevel\"}", "{}", "add_prefix_space: true");
    assertRefused(
        "{\"type\": \"Sequence\", \"pretokenizers\": [" + json(BYTES) + "]}", "{}", "Sequence");
    assertRefused(
        json(BYTES).replace("false}", "true}"), "{\"ignore_merges\": true}", "ignore_merges");
  }

  private static void assertRefused(String cut, String model, String reason) {
    assertThatThrownBy(() -> of(cut, model))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("llama.cpp cannot do what the run's tokenizer does")
        .hasMessageContaining(reason);
  }

  private static String of(String cut, String model) {
    return GgufCut.of(read(cut), read(model));
  }

  private static JsonNode read(String json) {
    return Json.mapper().readTree(json);
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }

  /** As Llama 3's tokenizer.json has it. */
  private static String sequence(String expression) {
    return "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"Split\", \"pattern\": {\"Regex\": \""
        + expression
        + "\"}, \"behavior\": \"Isolated\", \"invert\": false}, "
        + json(BYTES)
        + "]}";
  }
}
