package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.token.BpeKind.Pattern;
import org.isotopelm.token.pipeline.AwkwardText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BpeTokenizerTest {
  private static final int A = 'a' - '!';
  private static final int B = 'b' - '!';

  // a a → 256, a b → 257, aa ab → 258; see BpeTrainerTest
  private final Tokenizer small = BpeTrainerTest.train(List.of("aaabdaaabac"), 300, Pattern.GPT2);

  @Test
  void encode_severalMergesApply_earliestLearnedThenLeftmostGoesFirst() {
    assertThat(small.encode("ab")).containsExactly(257);
    assertThat(small.encode("aab")).containsExactly(256, B);
    assertThat(small.encode("aaa")).containsExactly(256, A);
    assertThat(small.encode("aaab")).containsExactly(258);
    assertThat(small.encode("aaaab")).containsExactly(256, 256, B);
    assertThat(small.encode("")).isEmpty();
  }

  @Test
  void encode_textNamesASpecialToken_isOrdinaryText() {
    String text = "<|endoftext|><unk>";

    assertThat(small.encode(text)).doesNotContain(small.endOfDocument());
    assertThat(small.decode(small.encode(text))).isEqualTo(text);
    assertThat(small.unknown()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void decode_ofEncode_isTheTextForAnyText(Pattern pattern) {
    Tokenizer tokenizer = BpeTrainerTest.train(AwkwardText.samples(), 500, pattern);
    RandomStream stream = RandomStream.of(2, "identity");
    for (int i = 0; i < 3_000; i++) {
      String text = AwkwardText.random(stream);
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
    for (String text : AwkwardText.samples()) {
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void encode_loneSurrogate_isTheReplacementCharacter() {
    assertThat(small.encode("a\uD83Db")).isEqualTo(small.encode("a\uFFFDb"));
    assertThat(small.encode("\uDC00")).isEqualTo(small.encode("\uFFFD"));
    assertThat(small.encode("👍\uD83D👍")).isEqualTo(small.encode("👍\uFFFD👍"));
  }

  @Test
  void decode_partOfACharacter_isTheReplacementCharacter() {
    int[] ids = small.encode("é");

    assertThat(ids).hasSize(2);
    assertThat(small.decode(new int[] {ids[0], A})).isEqualTo("\uFFFDa");
  }

  @Test
  void decode_specialTokens_giveNothing() {
    int end = small.endOfDocument();

    assertThat(small.decode(new int[] {end, A, end})).isEqualTo("a");
    assertThat(small.bytes(end)).isEmpty();
  }

  @Test
  void decode_idOutsideTheVocabulary_isRefused() {
    assertThatThrownBy(() -> small.decode(new int[] {small.vocabulary()}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void token_blank_isWrittenVisibly() {
    int blank = small.encode(" ")[0];

    assertThat(small.token(blank)).isEqualTo("Ġ");
    assertThat(small.bytes(blank)).isEqualTo(" ".getBytes(StandardCharsets.UTF_8));
  }

  /** More pieces than the cache holds, so that threads overwrite each other's entries. */
  @Test
  void encode_manyThreadsAtOnce_giveTheIdsOfOne() throws InterruptedException, ExecutionException {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      words.append(Integer.toString(i * 31, 36).replaceAll("[0-9]", "a")).append(' ');
    }
    String text = words.toString();
    int[] expected = small.encode(text);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<int[]> encode = () -> small.encode(text);
      for (Future<int[]> ids : threads.invokeAll(List.of(encode, encode, encode, encode))) {
        assertThat(ids.get()).isEqualTo(expected);
      }
    }
  }
}
