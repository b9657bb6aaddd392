package org.isotopelm.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompressorTest {
  private static final ContentHash HASH = ContentHash.of("a model");

  private static final List<byte[]> FILES =
      Stream.of(
              "",
              "x",
              "\n",
              "to be, or not to be: that is the question",
              "\ufeffto be\r\nor not\r\n\r\n\t be  ",
              "\u6c49\u5b57 \ud83d\udc69\u200d\ud83d\udd2c never seen\u0000\u2028",
              "no newline at the end")
          .map(text -> text.getBytes(UTF_8))
          .toList();

  /**
   * Overlong, cut off, a surrogate, above U+10FFFF, lone continuations; at all places of a text.
   */
  private static final List<byte[]> MALFORMED =
      List.of(
          new byte[] {(byte) 0xff},
          new byte[] {'t', 'o', ' ', (byte) 0xc0, (byte) 0x80, ' ', 'b', 'e'},
          new byte[] {(byte) 0xe2, (byte) 0x82},
          new byte[] {'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'e', (byte) 0xf4, (byte) 0x90},
          new byte[] {(byte) 0x80, 't', 'o', (byte) 0xbf, (byte) 0xbf, ' ', 'b', 'e', (byte) 0xc3},
          random());

  private static byte[] random() {
    byte[] bytes = new byte[3000];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  private static Compressor compressor(Tokenizer tokenizer) {
    HandModel model = new HandModel(tokenizer.vocabulary(), false, HandModel.Cheat.NONE);
    return new Compressor(model, tokenizer, HASH);
  }

  static Stream<Tokenizer> tokenizers() {
    return TextCodeTest.tokenizers();
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void compress_anyBytes_comeBack(Tokenizer tokenizer) {
    Compressor compressor = compressor(tokenizer);
    for (byte[] bytes : Stream.concat(FILES.stream(), MALFORMED.stream()).toList()) {
      byte[] file = compressor.compress(bytes).file();
      assertThat(compressor.decompress(file, "f")).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void compress_randomBytes_growsByLessThanAHalf(Tokenizer tokenizer) {
    byte[] file = compressor(tokenizer).compress(random()).file();
    assertThat(file.length).isLessThan(4500);
  }

  @Test
  void compress_aText_takesItsBitsAndAHeaderOfAtMost61Bytes() {
    Compressor compressor = compressor(tokenizers().findFirst().orElseThrow());
    for (byte[] bytes : FILES) {
      Compressor.Compressed result = compressor.compress(bytes);
      assertThat(result.file().length - result.idealBits() / 8).isBetween(44.0, 62.0);
    }
  }

  @Test
  void decompress_aFileWithAnyByteChanged_isRefused() {
    Compressor compressor = compressor(tokenizers().findFirst().orElseThrow());
    byte[] file = compressor.compress(FILES.get(3)).file();
    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= 0x10;
      assertRefused(compressor, changed);
      assertRefused(compressor, Arrays.copyOf(file, i));
    }
    assertRefused(compressor, Arrays.copyOf(file, file.length + 1));
  }

  private static void assertRefused(Compressor compressor, byte[] file) {
    assertThatThrownBy(() -> compressor.decompress(file, "some.isotope"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("some.isotope");
  }

  @Test
  void decompress_withAnotherModel_isRefusedByItsHash() {
    Tokenizer tokenizer = tokenizers().findFirst().orElseThrow();
    Compressor made = compressor(tokenizer);
    Compressor other = new Compressor(made.model(), tokenizer, ContentHash.of("another"));
    byte[] file = made.compress(FILES.get(3)).file();
    assertThatThrownBy(() -> other.decompress(file, "f"))
        .hasMessageContaining("another model")
        .hasMessageContaining(HASH.toString().substring(0, 12));
  }

  /** The hash agrees and the probabilities do not, as on a machine that computes otherwise. */
  @ParameterizedTest
  @MethodSource("tokenizers")
  void decompress_whereProbabilitiesDiffer_isRefusedByTheOriginalsChecksum(Tokenizer tokenizer) {
    byte[] file = compressor(tokenizer).compress(FILES.get(3)).file();
    HandModel differs =
        new HandModel(tokenizer.vocabulary(), false, HandModel.Cheat.CHANGES_ITS_MIND);
    assertRefused(new Compressor(differs, tokenizer, HASH), file);
  }

  @Test
  void compressor_ofWhatIsNoDistribution_isRefused() {
    Tokenizer tokenizer = tokenizers().findFirst().orElseThrow();
    HandModel none = new HandModel(tokenizer.vocabulary(), false, HandModel.Cheat.ADMITS);
    assertThatThrownBy(() -> new Compressor(none, tokenizer, HASH))
        .hasMessageContaining("distribution");
  }
}
