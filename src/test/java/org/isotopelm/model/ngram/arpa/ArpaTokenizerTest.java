package org.isotopelm.model.ngram.arpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.token.BpeKind;
import org.isotopelm.token.CharKind;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArpaTokenizerTest {
  @TempDir private Path folder;

  @Test
  void of_words_hasThoseOfTheFileInItsOrder() throws IOException {
    TokenizerSpec spec = new WordKind(null, 1, WordKind.Words.WHITESPACE);
    assertThat(ArpaTokenizer.of(spec, file("of", "</s>", "a")).tokens().names())
        .containsExactly("of", "a", "<unk>", "<|endoftext|>");
  }

  @Test
  void of_characters_readsEscapedOnesAndRefusesWords() throws IOException {
    TokenizerSpec spec = new CharKind(null);
    assertThat(ArpaTokenizer.of(spec, file("x", "<U+0020>", "\ud83d\ude00")).tokens().names())
        .containsExactly("x", " ", "\ud83d\ude00", "<unk>", "<|endoftext|>");
    Path words = file("x", "yes");
    assertThatThrownBy(() -> ArpaTokenizer.of(spec, words))
        .hasMessageContaining("its token yes is not a single character");
  }

  @Test
  void of_bytePairs_asksForTheTokenizerOfTheModel() throws IOException {
    Path file = file("x");
    TokenizerSpec spec = new BpeKind(300, BpeKind.Pattern.GPT2);
    assertThatThrownBy(() -> ArpaTokenizer.of(spec, file))
        .hasMessageContaining("tokenizer.kind")
        .hasMessageContaining("set tokenizer.file");
  }

  @Test
  void of_wordsThatCannotBeTokens_namesTheLine() throws IOException {
    TokenizerSpec spec = new WordKind(null, 1, WordKind.Words.WHITESPACE);
    Path twice = file("a", "b", "a");
    assertThatThrownBy(() -> ArpaTokenizer.of(spec, twice)).hasMessageContaining("m.arpa:7:");
    Path own = file("a", "<|endoftext|>");
    assertThatThrownBy(() -> ArpaTokenizer.of(spec, own)).hasMessageContaining("m.arpa:6:");
  }

  private Path file(String... words) throws IOException {
    StringBuilder text = new StringBuilder("\\data\\\nngram 1=").append(words.length);
    text.append("\n\n\\1-grams:\n");
    for (String word : words) {
      text.append("-1\t").append(word).append('\n');
    }
    return Files.writeString(folder.resolve("m.arpa"), text.append("\n\\end\\\n"));
  }
}
