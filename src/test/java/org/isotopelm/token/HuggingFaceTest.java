package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.token.pipeline.AwkwardText;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library {@code tokenizers} (Rust, through DJL) reads our files and gives the same ids. */
class HuggingFaceTest {
  @TempDir Path folder;

  static List<Tokenizer> tokenizers() {
    List<String> texts = texts();
    // Trained on half of the texts, so that char and word meet what they do not know.
    List<String> half = texts.subList(0, texts.size() / 2);
    return Stream.of(
            new ByteKind(),
            new CharKind(null),
            new CharKind(60),
            new WordKind(null, null, WordKind.Words.WHITESPACE),
            new WordKind(null, null, WordKind.Words.UNICODE),
            new BpeKind(257, BpeKind.Pattern.GPT2),
            new BpeKind(600, BpeKind.Pattern.GPT2),
            new BpeKind(600, BpeKind.Pattern.WHITESPACE),
            new UnigramKind(600),
            new WordPieceKind(600))
        .map(kind -> kind.make(half::forEach))
        .toList();
  }

  private static List<String> texts() {
    RandomStream stream = RandomStream.of(1, "hugging face");
    List<String> texts = new ArrayList<>(AwkwardText.samples());
    while (texts.size() < 1_000) {
      texts.add(AwkwardText.random(stream));
    }
    return texts;
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void encode_awkwardText_hasHuggingFacesIds(Tokenizer tokenizer) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    TokenizerFile.write(tokenizer, file);
    Map<String, String> options = Map.of("addSpecialTokens", "false", "truncation", "false");
    try (HuggingFaceTokenizer other = HuggingFaceTokenizer.newInstance(file, options)) {
      for (String text : texts()) {
        long[] ids = Arrays.stream(tokenizer.encode(text)).asLongStream().toArray();
        assertThat(ids).as(text).isEqualTo(other.encode(text).getIds());
      }
    }
  }
}
