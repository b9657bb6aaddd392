package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.token.BpeKind.Pattern;
import org.isotopelm.token.piece.BpeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class BpeTrainerTest {
  /**
   * By hand: in aaabdaaabac the pair aa stands 4 times, so [aa]abd[aa]abac; now [aa]a and ab stand
   * twice each, and a has the lower id: [aa][ab]d[aa][ab]ac; then [aaab]d[aaab]ac, and no pair
   * stands twice.
   */
  @Test
  void train_exampleWorkedByHand_hasItsMerges() {
    Tokenizer tokenizer = train(List.of("aaabdaaabac"), 300, Pattern.GPT2);

    assertThat(merges(tokenizer)).containsExactly("a a", "a b", "aa ab");
    assertThat(tokenizer.vocabulary()).isEqualTo(256 + 3 + 1);
    assertThat(tokenizer.token(258)).isEqualTo("aaab");
    assertThat(tokenizer.endOfDocument()).isEqualTo(259);
  }

  @Test
  void train_vocabularyForTwoMerges_learnsTheFirstTwo() {
    Tokenizer tokenizer = train(List.of("aaabdaaabac"), 259, Pattern.GPT2);

    assertThat(merges(tokenizer)).containsExactly("a a", "a b");
  }

  @Test
  void train_equallyFrequentPairs_lowerLeftThenLowerRightFirst() {
    // cd, ab, ax stand twice each
    Tokenizer tokenizer = train(List.of("cd", "cd", "ax", "ax", "ab", "ab"), 260, Pattern.GPT2);

    assertThat(merges(tokenizer)).containsExactly("a b", "a x", "c d");
  }

  @Test
  void train_pairAcrossPiecesOrTexts_isNotCounted() {
    assertThat(merges(train(List.of("a,a,a,", "b", "c", "b", "c"), 300, Pattern.GPT2))).isEmpty();
  }

  /** Merges of tokenizers' BpeTrainer: src/test/golden/bpe.py. */
  @ParameterizedTest
  @EnumSource
  void train_manyTies_hasHuggingFacesMerges(Pattern pattern) throws IOException {
    JsonNode golden = golden();
    List<String> texts = strings(golden.path("texts"));
    List<String> expected = new ArrayList<>();
    for (JsonNode merge : golden.path("merges").path(pattern.name().toLowerCase(Locale.ROOT))) {
      expected.add(String.join(" ", strings(merge)));
    }

    assertThat(merges(train(texts, 2_000, pattern))).hasSizeGreaterThan(140).isEqualTo(expected);
  }

  @Test
  void train_textsInOtherOrder_givesTheSameTokenizer() throws IOException {
    List<String> texts = strings(golden().path("texts"));
    List<String> reversed = new ArrayList<>(texts);
    Collections.reverse(reversed);

    assertThat(TokenizerFile.toJson(train(texts, 400, Pattern.GPT2)))
        .isEqualTo(TokenizerFile.toJson(train(reversed, 400, Pattern.GPT2)));
  }

  @Test
  void train_nameOfTheEndOfDocumentInText_neverBecomesAToken() {
    List<String> texts = Collections.nCopies(9, "<|endoftext|>");
    Tokenizer tokenizer = train(texts, 400, Pattern.WHITESPACE);

    assertThat(tokenizer.encode("<|endoftext|>"))
        .hasSizeGreaterThan(1)
        .doesNotContain(tokenizer.endOfDocument());
    assertThat(tokenizer.decode(tokenizer.encode("<|endoftext|>"))).isEqualTo("<|endoftext|>");
  }

  /** Halved at each merge: 2^18 equal letters give tokens of 2, 4, … 2^17 and then one pair. */
  @Test
  void train_oneVeryLongRun_doublesTheToken(@TempDir Path folder) throws IOException {
    String run = "a".repeat(1 << 18);
    Path file = folder.resolve("tokenizer.json");
    TokenizerFile.write(train(List.of(run), 1_024, Pattern.GPT2), file);
    Tokenizer tokenizer = TokenizerFile.read(file);

    assertThat(merges(tokenizer)).hasSize(17);
    assertThat(tokenizer.encode(run)).containsExactly(256 + 16, 256 + 16);
    assertThat(tokenizer.encode(run.substring(1))).hasSize(18);
  }

  /** Halves of a text that is divided to be counted in parallel: the merges are of the whole. */
  @Test
  void train_oneLongText_isThatOfItsLines() throws IOException {
    List<String> lines =
        strings(golden().path("texts")).stream().map(line -> " " + line.strip()).toList();
    List<String> many = Collections.nCopies(300, lines).stream().flatMap(List::stream).toList();

    assertThat(TokenizerFile.toJson(train(List.of(String.join("", many)), 700, Pattern.GPT2)))
        .isEqualTo(TokenizerFile.toJson(train(many, 700, Pattern.GPT2)));
  }

  static Tokenizer train(List<String> texts, int vocabulary, Pattern pattern) {
    TokenizerSpec.Trained spec = new BpeKind(vocabulary, pattern);
    return spec.make(texts::forEach);
  }

  private static List<String> merges(Tokenizer tokenizer) {
    return ((BpeModel) tokenizer.pipeline().model())
        .merges().stream()
            .map(m -> tokenizer.token(m.left()) + " " + tokenizer.token(m.right()))
            .toList();
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in = BpeTrainerTest.class.getResourceAsStream("/golden/bpe.json")) {
      return Json.mapper().readTree(Objects.requireNonNull(in));
    }
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }
}
