package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Files of Hugging Face's trainers and what their library makes of texts:
 * src/test/golden/pipelines.py.
 */
class TokenizersGoldenTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama3", "llama2", "unigram", "bert", "words"})
  void encode_withAFileOfAnotherShape_givesTheIdsOfItsLibrary(String name) throws IOException {
    JsonNode golden = golden();
    JsonNode expected = golden.path("tokenizers").path(name);
    Tokenizer read = read(Json.mapper().writeValueAsString(expected.path("file")));
    Tokenizer again = read(TokenizerFile.toJson(read));

    assertThat(TokenizerFile.toJson(again)).isEqualTo(TokenizerFile.toJson(read));
    for (int i = 0; i < golden.path("texts").size(); i++) {
      String text = golden.path("texts").path(i).stringValue();
      int[] ids = expected.path("ids").path(i).valueStream().mapToInt(JsonNode::intValue).toArray();
      assertThat(read.encode(text)).as(text).isEqualTo(ids);
      assertThat(again.encode(text)).as(text).isEqualTo(ids);
      List<Integer> located = new ArrayList<>();
      read.locate(text, (id, begin, end) -> located.add(id));
      assertThat(located.stream().mapToInt(Integer::intValue).toArray()).isEqualTo(ids);
      String decoded = read.decode(ids);
      if (decoded.indexOf('\uFFFD') < 0) { // their library leaves the unknown token out
        assertThat(decoded).isEqualTo(expected.path("decoded").path(i).stringValue());
      }
    }
  }

  private Tokenizer read(String json) throws IOException {
    return TokenizerFile.read(Files.writeString(folder.resolve("tokenizer.json"), json));
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        TokenizersGoldenTest.class.getResourceAsStream("/golden/tokenizers.json")) {
      return Json.mapper().readTree(Objects.requireNonNull(in));
    }
  }
}
