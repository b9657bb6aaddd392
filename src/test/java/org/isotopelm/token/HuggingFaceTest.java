package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.token.TokenizerSpec.Kind;
import org.isotopelm.token.TokenizerSpec.Pattern;
import org.isotopelm.token.TokenizerSpec.Words;
import org.jspecify.annotations.Nullable;
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
    return List.of(
        train(half, Kind.BYTE, null, null, null),
        train(half, Kind.CHAR, null, null, null),
        train(half, Kind.CHAR, 60, null, null),
        train(half, Kind.WORD, null, Words.WHITESPACE, null),
        train(half, Kind.WORD, null, Words.UNICODE, null),
        train(half, Kind.BPE, 257, null, Pattern.GPT2),
        train(half, Kind.BPE, 600, null, Pattern.GPT2),
        train(half, Kind.BPE, 600, null, Pattern.WHITESPACE));
  }

  private static Tokenizer train(
      List<String> texts,
      Kind kind,
      @Nullable Integer vocabulary,
      @Nullable Words words,
      @Nullable Pattern pattern) {
    return TokenizerTrainer.make(
        TokenizerSpec.of(new TokenizerSpec.Written(kind, null, vocabulary, null, words, pattern)),
        texts::forEach);
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
