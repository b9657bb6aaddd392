package org.isotopelm.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.token.BpeKind;
import org.isotopelm.token.ByteKind;
import org.isotopelm.token.CharKind;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordKind;
import org.isotopelm.token.pipeline.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens and leftovers give every text, byte for byte. */
class TextCodeTest {
  private static final List<String> KNOWN = List.of("to be, or not to be: that is the question");

  private static final List<String> TEXTS =
      List.of(
          "",
          "to be",
          "  to\t be,\r\n\r\nor  not ",
          "\ufeffto \u6c49\u5b57 \ud83d\udc69\u200d\ud83d\udd2c x\u0000y be\u2028\u3000\n",
          " ",
          "zounds");

  static Stream<Tokenizer> tokenizers() {
    return Stream.of(
            new ByteKind(),
            new CharKind(null),
            new WordKind(null, null, WordKind.Words.WHITESPACE),
            new WordKind(null, null, WordKind.Words.UNICODE),
            new BpeKind(270, BpeKind.Pattern.GPT2))
        .map(spec -> spec.make(KNOWN::forEach));
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void text_ofAnyKind_comesBackByteForByte(Tokenizer tokenizer) {
    LeftoverWriter leftovers = new LeftoverWriter();
    TextEncoder encoder = new TextEncoder(tokenizer, leftovers);
    List<int[]> ids = TEXTS.stream().map(encoder::encode).toList();
    TextDecoder decoder = new TextDecoder(tokenizer, new LeftoverReader(leftovers.finish()));
    for (int i = 0; i < ids.size(); i++) {
      assertThat(ids.get(i)).isEqualTo(tokenizer.encode(TEXTS.get(i)));
      assertThat(new String(decoder.decode(ids.get(i)), UTF_8)).isEqualTo(TEXTS.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void text_thatTokensTellWhole_leavesNextToNothing(Tokenizer tokenizer) {
    LeftoverWriter leftovers = new LeftoverWriter();
    TextEncoder encoder = new TextEncoder(tokenizer, leftovers);
    for (int i = 0; i < 200; i++) {
      encoder.encode(KNOWN.getFirst());
    }
    int blanks = 200 * (KNOWN.getFirst().split(" ", -1).length - 1);
    boolean words = tokenizer.loss() == Loss.BLANKS;
    // A few hundredths of a bit for each blank, as it is nearly always the same.
    assertThat(leftovers.finish().length).isBetween(words ? 1 : 0, words ? blanks / 20 : 0);
  }

  /** English letters take far less than 8 bits once some words have been seen. */
  @Test
  void leftovers_ofWords_areLearned() {
    LeftoverWriter leftovers = new LeftoverWriter();
    int bytes = 0;
    for (int i = 0; i < 40; i++) {
      for (String word : KNOWN.getFirst().split(" ", -1)) {
        leftovers.write(Leftover.UNKNOWN, 0, word.getBytes(UTF_8));
        bytes += word.length();
      }
    }
    assertThat(leftovers.finish().length * 8.0 / bytes).isLessThan(2);
  }
}
