package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.BpeKind.Pattern;
import org.isotopelm.token.piece.ByteAlphabet;
import org.isotopelm.token.pipeline.AwkwardText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFileTest {
  @TempDir Path folder;

  static List<Tokenizer> tokenizers() {
    return HuggingFaceTest.tokenizers();
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void read_whatWasWritten_isTheSameTokenizer(Tokenizer tokenizer) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    TokenizerFile.write(tokenizer, file);
    Tokenizer read = TokenizerFile.read(file);

    assertThat(read.kind()).isEqualTo(tokenizer.kind());
    assertThat(TokenizerFile.toJson(read)).isEqualTo(TokenizerFile.toJson(tokenizer));
    assertThat(TokenizerFile.hash(read)).isEqualTo(TokenizerFile.hash(tokenizer));
    for (String text : AwkwardText.samples()) {
      assertThat(read.encode(text)).isEqualTo(tokenizer.encode(text));
      assertThat(read.decode(read.encode(text)))
          .isEqualTo(tokenizer.decode(tokenizer.encode(text)));
    }
  }

  @Test
  void hash_otherTokenizer_differs() {
    assertThat(tokenizers().stream().map(TokenizerFile::hash)).doesNotHaveDuplicates();
  }

  /**
   * As the library tokenizers 0.1x saved GPT-2: no use_regex, merges as strings, ByteLevel after.
   */
  @Test
  void read_olderFileOfByteLevelPairs_isUnderstood() throws IOException {
    Tokenizer tokenizer =
        read(
            """
            {"version": "1.0", "truncation": null, "padding": null,
             "added_tokens": [{"id": 0, "content": "<|endoftext|>", "normalized": true,
                               "special": true}],
             "normalizer": null,
             "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false,
                               "trim_offsets": true},
             "post_processor": {"type": "ByteLevel", "add_prefix_space": true,
                                "trim_offsets": false},
             "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true},
             "model": {"dropout": null, "unk_token": "", "continuing_subword_prefix": "",
                       "end_of_word_suffix": "", "fuse_unk": false, "type": "BPE",
                       "vocab": %s, "merges": ["h e", "Ġ t", "Ġt he"]}}
            """
                .formatted(vocabulary(1, "<|endoftext|>", 0, "he", 257, "Ġt", 258, "Ġthe", 259)));

    assertThat(tokenizer.kind()).isEqualTo("bpe");
    assertThat(tokenizer.endOfDocument()).isZero();
    assertThat(tokenizer.encode("the the")).containsExactly('t' - '!' + 1, 257, 259);
  }

  @Test
  void write_endThatAnotherFileNames_isKept() throws IOException {
    Tokenizer tokenizer = BpeTrainerTest.train(List.of("aaabdaaabac"), 300, Pattern.GPT2);
    Path given =
        Files.writeString(
            folder.resolve("given.json"),
            TokenizerFile.toJson(tokenizer).replace("<|endoftext|>", "<|im_end|>"));
    Path config =
        Files.writeString(
            folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|im_end|>\"}");
    Tokenizer named = TokenizerFile.read(given);
    Path kept = folder.resolve("kept.json");
    TokenizerFile.write(named, kept);
    Files.delete(config);

    assertThat(TokenizerFile.read(kept).endOfDocument()).isEqualTo(tokenizer.endOfDocument());
    assertThat(TokenizerFile.toJson(TokenizerFile.read(kept))).isEqualTo(Files.readString(kept));
    assertThatThrownBy(() -> TokenizerFile.read(given))
        .hasMessageContaining("no token that ends documents");
  }

  @Test
  void read_plainText_namesTheFilesThatAreRead() throws IOException {
    Path text = Files.writeString(folder.resolve("LICENSE"), "Apache License");
    assertThatThrownBy(() -> TokenizerFile.read(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("LICENSE: is no tokenizer that Isotope reads")
        .hasMessageContaining("tiktoken");
  }

  @Test
  void read_noSuchFile_isADataError() {
    assertThatThrownBy(() -> TokenizerFile.read(folder.resolve("nowhere.json")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("nowhere.json");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.3, 0.7, 0.99})
  void read_truncatedFile_isADataErrorWithItsPlace(double share) throws IOException {
    Tokenizer tokenizer = BpeTrainerTest.train(List.of("aaabdaaabac"), 300, Pattern.GPT2);
    byte[] whole = TokenizerFile.toJson(tokenizer).getBytes(StandardCharsets.UTF_8);
    byte[] part = Arrays.copyOf(whole, (int) (share * whole.length));
    Path file = Files.write(folder.resolve("cut.json"), part);

    assertThatThrownBy(() -> TokenizerFile.read(file))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("cut.json");
  }

  /** A flipped bit is refused as a user's error, or gives a tokenizer that still works. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void read_anyBitFlipped_neverFailsOtherwise(int bit) throws IOException {
    Tokenizer tokenizer = BpeTrainerTest.train(List.of("aaabdaaabac"), 300, Pattern.GPT2);
    byte[] file = TokenizerFile.toJson(tokenizer).getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < file.length; i++) {
      file[i] ^= (byte) (1 << bit);
      try {
        Tokenizer read = TokenizerReader.read("flipped.json", file, "");
        assertThat(read.decode(read.encode("text")).replace(" ", "")).isEqualTo("text");
      } catch (ProblemException e) {
        assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
        refused++;
      }
      file[i] ^= (byte) (1 << bit);
    }
    assertThat(refused).isGreaterThan(file.length / 2);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`\"normalizer\":null` | `\"normalizer\":{\"type\":\"Sparkle\"}` | normalizer | Sparkle",
        "`\"truncation\":null` | `\"truncation\":{\"max_length\":8}` | truncation | max_length",
        "`\"post_processor\":null` | `\"post_processor\":{\"type\":\"Sparkle\"}`"
            + " | post_processor | Sparkle",
        "`\"type\":\"BPE\"` | `\"type\":\"Sparkle\"` | model.type | Sparkle",
        "`\"vocab\":` | `\"vocabulary\":` | model.vocab | missing",
        "`\"merges\":` | `\"joins\":` | model.merges | missing",
        "`[\"a\",\"a\"]` | `[\"a\",\"y\"]` | model.merges | `[\"a\",\"y\"]`",
        "`[\"a\",\"a\"]` | `7` | model.merges | 7",
        "`\"byte_fallback\":false` | `\"byte_fallback\":7` | model.byte_fallback | 7",
        "`\"ignore_merges\":false` | `\"ignore_merges\":7` | model.ignore_merges | 7",
        "`\"dropout\":null` | `\"dropout\":0.1` | model.dropout | 0.1",
        "`\"end_of_word_suffix\":null` | `\"end_of_word_suffix\":\"</w>\"`"
            + " | model.end_of_word_suffix | </w>",
        "`\"use_regex\":true` | `\"use_regex\":7` | pre_tokenizer.use_regex | 7",
        "`\"special\":true` | `\"special\":7` | added_tokens.0.special | 7",
        "`\"aa\":256` | `\"aa\":255` | model.vocab | 255",
        "`\"aa\":256` | `\"aa\":2560` | model.vocab | 2560",
        "`\"aa\":256` | `\"aa\":\"256\"` | model.vocab | aa",
        "`\"!\":0` | `\"!!\":0` | model.vocab | byte",
        "`[{\"id\":259,` | `[{\"id\":0,\"content\":\"!\",\"special\":true},{\"id\":259,` | model.vocab | byte",
        "`<|endoftext|>` | <x> | model.vocab | `</s>`",
      })
  void read_unsupportedOrBrokenPart_isRefusedByName(
      String from, String to, String part, String hint) throws IOException {
    Tokenizer tokenizer = BpeTrainerTest.train(List.of("aaabdaaabac"), 300, Pattern.GPT2);
    String compact = TokenizerFile.toJson(tokenizer).replaceAll("\\s+", "");
    assertThat(compact).contains(from);

    assertThatThrownBy(() -> read(compact.replace(from, to)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
              assertThat(e.problems().getFirst().path()).isEqualTo(part);
            })
        .hasMessageContaining(hint);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`\"unk_token\":\"<unk>\"` | `\"unk_token\":\"[UNK]\"` | model.unk_token",
        "Isolated | Sideways | pre_tokenizer.behavior",
      })
  void read_unsupportedPartOfCharacters_isRefusedByName(String from, String to, String part)
      throws IOException {
    TokenizerSpec.Trained spec = new CharKind(null);
    Tokenizer tokenizer = spec.make(List.of("a")::forEach);
    String compact = TokenizerFile.toJson(tokenizer).replaceAll("\\s+", "");
    assertThat(compact).contains(from);

    assertThatThrownBy(() -> read(compact.replace(from, to))).hasMessageContaining(part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "\"text\"", "{}", "{} {}", "{\"model\": {}}"})
  void read_otherJson_isADataError(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA));
  }

  private Tokenizer read(String json) throws IOException {
    return TokenizerFile.read(Files.writeString(folder.resolve("tokenizer.json"), json));
  }

  /** The bytes in the order of their symbols from {@code firstId}, then names and ids in turn. */
  private static String vocabulary(int firstId, Object... more) {
    Map<String, Object> ids = new LinkedHashMap<>();
    ByteAlphabet.inSymbolOrder().forEach(symbol -> ids.put(symbol, firstId + ids.size()));
    for (int i = 0; i < more.length; i += 2) {
      ids.put((String) more[i], more[i + 1]);
    }
    return Json.pretty(ids);
  }
}
